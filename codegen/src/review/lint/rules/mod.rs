//! The table of rules, and the functions that apply them.
//!
//! A check may find several codes in one pass over the spec; every code has one row in
//! [`rules`] with its long explanation, a Markdown file of `lint/explanations/`.

mod defaults;
mod deprecation;
mod empty_docs;
mod examples;
mod hosts;
mod member_examples;
mod names;
mod pages;
mod placeholder;
mod references;
mod request_id;
mod sizes;
mod values;

use crate::diagnostics::Code;
use crate::language::Language;

use super::finding::Collector;
use super::subject::Subject;

/// Looks at a spec and says what it finds.
pub(super) type Check = fn(&Subject<'_>, &mut Collector);

/// Every check, in the order of the codes.
pub(super) const CHECKS: &[Check] = &[
    references::check,
    names::check,
    request_id::check,
    examples::check,
    member_examples::check,
    defaults::check,
    values::check,
    empty_docs::check,
    deprecation::check,
    hosts::check,
    pages::check,
    sizes::check,
];

/// A code and what it means at length.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code.
    pub code: Code,
    /// What is found, why it matters and what to do, as Markdown.
    pub explanation: &'static str,
    /// The same in Chinese.
    chinese: &'static str,
}

impl Rule {
    /// What is found, why it matters and what to do, as Markdown in the language of the reader.
    pub fn explanation_in(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.explanation,
            Language::Chinese => self.chinese,
        }
    }
}

macro_rules! rules {
    ($($code:ident $file:literal;)*) => {
        /// Every rule, in the order of the codes.
        const RULES: &[Rule] = &[$(Rule {
            code: Code::$code,
            explanation: include_str!(concat!("../explanations/", $file, ".md")),
            chinese: include_str!(concat!("../explanations/zh/", $file, ".md")),
        },)*];
    };
}

rules! {
    DanglingType "L0101";
    UnreferencedStructure "L0102";
    EmptyStructure "L0103";
    DuplicateMember "L0104";
    SimilarMembers "L0105";
    SimilarNames "L0106";
    PublicParameter "L0107";
    OutputWithoutRequestId "L0108";
    ExampleNotJson "L0120";
    ExampleUnknownMember "L0121";
    ExampleMemberCase "L0122";
    ExampleWrongKind "L0123";
    ExampleOtherForm "L0124";
    ExampleOutOfRange "L0125";
    ExampleMissingRequired "L0126";
    ExampleMissingPromised "L0127";
    ExampleNull "L0128";
    ExampleWithoutResponse "L0129";
    ExampleWithoutRequestId "L0130";
    ExampleBesideResponse "L0131";
    ExampleErrorNotListed "L0132";
    ExampleNotInValues "L0133";
    ExampleMissing "L0134";
    ExampleHostContradicts "L0135";
    ExampleHostStray "L0136";
    ExampleTotalTooSmall "L0137";
    MemberExampleWrongKind "L0140";
    MemberExampleNotInValues "L0141";
    DefaultWrongKind "L0142";
    DefaultNotInValues "L0143";
    RequiredWithDefault "L0144";
    ValueWrongKind "L0145";
    DuplicateValue "L0146";
    MemberExamplePlaceholder "L0147";
    ValuesOfAnotherMember "L0148";
    EmptyDoc "L0150";
    UnmarkedDeprecation "L0151";
    SizeAboveLimit "L0152";
    PagesUnclear "L0160";
    StaleIgnore "L0190";
    ExpiredIgnore "L0191";
}

/// Every rule, in the order of the codes.
pub fn rules() -> &'static [Rule] {
    RULES
}

/// The rule of a code as printed (`L0103`, in any case).
pub fn explain(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code.as_str().eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lint_code_of_the_catalogue_has_one_rule_that_explains_it() {
        let catalogue: Vec<Code> =
            Code::ALL.iter().copied().filter(|code| code.as_str().starts_with('L')).collect();
        let table: Vec<Code> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(table, catalogue);
        for rule in RULES {
            let head = format!("# {}: {}\n", rule.code.as_str(), rule.code.title());
            assert!(rule.explanation.starts_with(&head), "{head}");
            assert!(rule.explanation.lines().count() >= 5, "{head} is hardly explained");
            let title = Language::Chinese.say(rule.code.title());
            let head = format!("# {}：{title}\n", rule.code.as_str());
            assert!(rule.chinese.starts_with(&head), "{head}");
            let lines = |text: &str| text.lines().filter(|line| line.is_empty()).count();
            assert_eq!(lines(rule.chinese), lines(rule.explanation), "{head}: other paragraphs");
        }
    }

    #[test]
    fn a_code_is_explained_in_any_case() {
        assert_eq!(explain("l0101").map(|rule| rule.code), Some(Code::DanglingType));
        assert!(explain("L9999").is_none());
    }
}
