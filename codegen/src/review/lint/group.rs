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
    Code::RequiredWithDefault,
];

/// From so many on, findings of one cause are one.
const MANY: usize = 3;

impl Report {
    /// Leaves out the findings of codes that are off, and says each fact once: of one example
    /// that many members of it stray in one way; of one member that many places describe it so.
    pub fn condense(&mut self) {
        self.findings.retain(|finding| !OFF.contains(&finding.code));
        let mut groups: BTreeMap<(String, Code, String), Vec<usize>> = BTreeMap::new();
        for (at, finding) in self.findings.iter().enumerate() {
            if let Some(cause) = cause(finding) {
                let file = finding.location.file.to_string();
                groups.entry((file, finding.code, cause)).or_default().push(at);
            }
        }
        let mut said = std::collections::BTreeSet::new();
        for places in groups.into_values().filter(|places| places.len() >= MANY) {
            let Some((first, rest)) = places.split_first() else { continue };
            if let Some(finding) = self.findings.get_mut(*first) {
                let more = rest.len();
                let others =
                    if is_of_example(finding) { "members of this example" } else { "places" };
                finding.message =
                    format!("{} (so it is in {more} other {others})", finding.message);
            }
            said.extend(rest.iter().copied());
        }
        let mut at = 0;
        self.findings.retain(|_| {
            at += 1;
            !said.contains(&(at - 1))
        });
    }
}

/// What a finding has in common with others of its cause: the side of the example, or the name
/// of the member.
fn cause(finding: &Finding) -> Option<String> {
    if is_of_example(finding) {
        let mut steps = finding.pointer.split('/');
        let side: Vec<&str> = steps.by_ref().take(6).collect();
        return Some(side.join("/"));
    }
    let (_, member) = finding.subject.rsplit_once('/')?;
    let of_member = finding.pointer.contains("/input/")
        || finding.pointer.contains("/output/")
        || finding.pointer.contains("/members/");
    of_member.then(|| member.to_owned())
}

fn is_of_example(finding: &Finding) -> bool {
    finding.pointer.contains("/examples/")
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
}
