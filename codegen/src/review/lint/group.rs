//! One fact, one finding: what many lines say of one cause is said once, and what nobody acts on
//! is left out unless it is asked for.

use std::collections::BTreeMap;

use crate::diagnostics::Code;

use super::{Finding, Report};

/// Codes whose findings are true and lead to nothing: what the generated crate reads all the
/// same, and examples and defaults that no code is made from. Off unless asked for.
pub const OFF: &[Code] = &[
    Code::ExampleOtherForm,
    Code::ExampleMissingPromised,
    Code::ExampleNull,
    Code::ExampleBesideResponse,
    Code::ExampleNotInValues,
    Code::ExampleHostStray,
    Code::MemberExampleNotInValues,
    Code::DefaultWrongKind,
    Code::DefaultNotInValues,
    Code::RequiredWithDefault,
    Code::MemberExamplePlaceholder,
    Code::ValuesOfAnotherMember,
];

/// From so many on, findings of one cause are one.
const MANY: usize = 3;

/// What findings have in common, and what the other ones of a cause are called.
type Cause = fn(&Finding) -> Option<(String, &'static str)>;

/// Tried in this order: what one cause has taken together is one finding for the next.
const CAUSES: &[Cause] = &[side_of_example, member_of_examples, without_words, same_member];

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Alone,
    /// It names how many others there are.
    Speaks,
    /// Another one speaks for it.
    Taken,
}

impl Report {
    /// Leaves out the findings of codes that are off, and says each fact once: of one example
    /// that many members of it stray in one way; of one product version that much of it has no
    /// documentation, and that many examples stray in one way; of one member that many
    /// places describe it so.
    pub fn condense(&mut self) {
        self.findings.retain(|finding| !OFF.contains(&finding.code));
        let mut roles = vec![Role::Alone; self.findings.len()];
        for cause in CAUSES {
            self.take_together(*cause, &mut roles);
        }
        let mut roles = roles.into_iter();
        self.findings.retain(|_| roles.next() != Some(Role::Taken));
    }

    /// Lets the first finding of each cause speak for the others, which are then taken.
    fn take_together(&mut self, cause: Cause, roles: &mut [Role]) {
        let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, finding) in self.findings.iter().enumerate() {
            let is_alone = roles.get(at) == Some(&Role::Alone);
            if let Some((common, others)) = cause(finding).filter(|_| is_alone) {
                let file = finding.location.file.clone();
                groups.entry((file, finding.code, common, others)).or_default().push(at);
            }
        }
        for ((.., others), places) in groups {
            let Some((first, rest)) = places.split_first().filter(|_| places.len() >= MANY) else {
                continue;
            };
            if let Some(finding) = self.findings.get_mut(*first) {
                let more = rest.len();
                finding.message =
                    format!("{} (so it is in {more} other {others})", finding.message);
            }
            let speaks = [(first, Role::Speaks)].into_iter();
            for (at, role) in speaks.chain(rest.iter().map(|at| (at, Role::Taken))) {
                if let Some(place) = roles.get_mut(*at) {
                    *place = role;
                }
            }
        }
    }
}

impl Finding {
    fn is_of_example(&self) -> bool {
        self.pointer.contains("/examples/")
    }

    /// The name of the member that it is about.
    fn member(&self) -> Option<&str> {
        let (_, path) = self.subject.rsplit_once('/')?;
        path.rsplit('.').next()
    }
}

/// The request or the response of one example.
fn side_of_example(finding: &Finding) -> Option<(String, &'static str)> {
    let side: Vec<&str> = finding.pointer.split('/').take(6).collect();
    finding.is_of_example().then(|| (side.join("/"), "members of this example"))
}

/// What a product version leaves without documentation: in a translation that is much, and all of it
/// says the same, that the words of another language are to be read.
fn without_words(finding: &Finding) -> Option<(String, &'static str)> {
    (finding.code == Code::EmptyDoc).then(|| (String::new(), "places"))
}

/// Examples of a product that stray in the same member, or that nothing can read.
fn member_of_examples(finding: &Finding) -> Option<(String, &'static str)> {
    let common = match finding.code {
        Code::ExampleNotJson => "",
        Code::ExampleUnknownMember
        | Code::ExampleMemberCase
        | Code::ExampleWrongKind
        | Code::ExampleMissingRequired => finding.member()?,
        _ => return None,
    };
    finding.is_of_example().then(|| (common.to_owned(), "examples"))
}

/// A member that many lists have.
fn same_member(finding: &Finding) -> Option<(String, &'static str)> {
    is_of_list(finding).then_some((finding.member()?.to_owned(), "places"))
}

fn is_of_list(finding: &Finding) -> bool {
    ["/input/", "/output/", "/members/"].iter().any(|list| finding.pointer.contains(list))
        && !finding.is_of_example()
}

#[cfg(test)]
mod tests {
    use crate::project::spec_files::SpecFile;

    fn condensed(spec: &str) -> Vec<String> {
        let file = SpecFile::parse("spec.json", spec.to_owned()).unwrap();
        let mut report = super::super::lint(&file);
        report.condense();
        report.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn an_example_of_something_else_is_one_finding() {
        let spec = r#"{"format": 1, "product": "demo", "version": "2020-01-01", "actions": {"Get": {
            "input": [], "output": [{"name": "RequestId", "type": "string"}, {"name": "Id", "type": "string", "presence": "always"}],
            "examples": [{"request": {"A": 1, "B": 2, "C": 3, "D": 4}, "response": {"Response": {"RequestId": "x"}}}]}}}"#;
        let messages = condensed(spec);
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(
            messages[0].ends_with("(so it is in 3 other members of this example)"),
            "{messages:?}"
        );
    }

    #[test]
    fn two_of_a_kind_stay_two() {
        let spec = r#"{"format": 1, "product": "demo", "version": "2020-01-01", "actions": {"Get": {
            "input": [], "output": [{"name": "RequestId", "type": "string"}],
            "examples": [{"request": {"A": 1, "B": 2}, "response": {"Response": {"RequestId": "x"}}}]}}}"#;
        assert_eq!(condensed(spec).len(), 2);
    }

    #[test]
    fn what_many_examples_of_a_product_have_in_common_is_one_finding() {
        let action = |name: &str| {
            format!(
                r#""{name}": {{"input": [], "output": [{{"name": "RequestId", "type": "string"}}],
                "examples": [{{"request": {{"Zone": {{"Id": 1}}, "Only{name}": 1}}, "response": {{"Response": {{"RequestId": "x"}}}}}}]}}"#
            )
        };
        let actions = ["GetA", "GetB", "GetC"].map(action).join(",");
        let spec = format!(
            r#"{{"format": 1, "product": "demo", "version": "2020-01-01", "actions": {{{actions}}}}}"#
        );
        let messages = condensed(&spec);
        let (many, single): (Vec<_>, Vec<_>) =
            messages.iter().partition(|message| message.contains("`Zone`"));
        assert_eq!((many.len(), single.len()), (1, 3), "{messages:?}");
        assert!(many[0].ends_with("(so it is in 2 other examples)"), "{messages:?}");
    }

    #[test]
    fn what_a_version_leaves_without_a_word_is_one_finding() {
        let silent = |members: &str| {
            let spec = format!(
                r#"{{"format": 1, "product": "demo", "version": "2020-01-01", "actions": {{}},
                "structures": {{"A": {{"doc": "x", "members": [{members}, {{"name": "V", "type": "string", "doc": "x"}}]}},
                "B": {{"members": [{{"name": "V", "type": "string", "doc": "x"}}]}}}}}}"#
            );
            let mut messages = condensed(&spec);
            messages.retain(|message| message.contains("documentation"));
            messages
        };
        let many = silent(r#"{"name": "X", "type": "string"}, {"name": "Y", "type": "string"}"#);
        assert_eq!(many.len(), 1, "{many:?}");
        assert!(many[0].ends_with("(so it is in 2 other places)"), "{many:?}");
        assert_eq!(silent(r#"{"name": "X", "type": "string"}"#).len(), 2);
    }
}
