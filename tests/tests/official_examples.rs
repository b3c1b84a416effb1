//! The official examples against the official metadata (wheel `tccli` 3.1.189.1, in the folder
//! `TCGEN_METADATA`): how many pass, and that every one that does not is a finding.
//!
//! The numbers of the kinds come from a count that was made independently of this code, over
//! the same release.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::path::PathBuf;

use tencentcloud_codegen::diagnostics::Code;
use tencentcloud_codegen::project::spec_files::SpecFile;
use tencentcloud_codegen::review::lint::{self, Message, Report};
use tencentcloud_codegen::spec::Docs;
use tencentcloud_codegen::workflow::import::{ImportOptions, ImportTarget, import};

fn report() -> Report {
    let wheels = PathBuf::from(std::env::var_os("TCGEN_METADATA").expect("TCGEN_METADATA is set"));
    let wheel = wheels.join("tccli-3.1.189.1-py2.py3-none-any.whl");
    let folder = tempfile::tempdir().unwrap();
    let options = ImportOptions {
        products: None,
        docs: Docs::Full,
        target: ImportTarget::Spec(folder.path().to_owned()),
    };
    let imported = import(&[wheel], &options, &|_, _| {});
    assert!(!imported.diagnostics.has_errors(), "{:?}", imported.diagnostics.iter().next());
    let mut report = Report::default();
    for (path, text) in imported.files.iter() {
        report.append(lint::lint(&SpecFile::parse(path, text.to_owned()).unwrap()));
    }
    report
}

#[test]
#[ignore = "needs a folder of wheels of the official metadata in TCGEN_METADATA"]
fn official_examples_pass_as_often_as_the_metadata_allows() {
    let report = report();
    let examples = &report.examples;
    assert_eq!(examples.total(Message::Request), 18_263);
    assert_eq!(examples.total(Message::Response), 18_263);
    let share = |side| examples.passed(side) * 10_000 / examples.total(side);
    assert!(share(Message::Request) >= 9_930, "requests: {}", examples.passed(Message::Request));
    assert!(share(Message::Response) >= 9_970, "responses: {}", examples.passed(Message::Response));
    every_example_that_fails_is_a_finding(&report);
    the_kinds_are_as_many_as_counted_otherwise(&report);
}

fn every_example_that_fails_is_a_finding(report: &Report) {
    for side in [Message::Request, Message::Response] {
        let word = if side == Message::Request { "/request" } else { "/response" };
        let mut failed: Vec<(&str, &str)> = report
            .findings
            .iter()
            .filter(|finding| side.is_broken_by(finding.code))
            .filter_map(|finding| {
                let (example, _) = finding.pointer.split_once(word)?;
                Some((&*finding.location.file, example))
            })
            .collect();
        failed.sort_unstable();
        failed.dedup();
        let (total, passed) = (report.examples.total(side), report.examples.passed(side));
        assert_eq!(failed.len(), total - passed, "{side:?}");
    }
    assert!(report.findings.iter().all(|finding| finding.location.line > 0));
}

/// Message, code, and how many places were counted; what is counted together in one code stands
/// as a sum. Streams of events, which the count left out, add to the upper bound.
const COUNTED: &[(Message, Code, usize, usize)] = &[
    // String for int 887, for bool 50, for float 8, int for string 12; less what is not a number.
    (Message::Request, Code::ExampleOtherForm, 940, 970),
    // The same kinds: 111 + 4 + 10 + 36 + 2.
    (Message::Response, Code::ExampleOtherForm, 155, 170),
    // 292 nulls and 22 inside lists, in the JSON bodies.
    (Message::Request, Code::ExampleNull, 314, 314),
    // 568 nulls and 2 inside lists, and 209 in the one stream of cls; less 2 of waf, whose
    // members are marked only by the note in their text, which the count did not read.
    (Message::Response, Code::ExampleNull, 777, 777),
    // 84, and 3 that differ in case.
    (Message::Request, Code::ExampleUnknownMember, 84, 87),
    (Message::Response, Code::ExampleMemberCase, 39, 39),
    (Message::Response, Code::ExampleOutOfRange, 1, 1),
    // 10, of which 8 are single events of a stream.
    (Message::Response, Code::ExampleWithoutResponse, 2, 2),
    // 57, and one where `{}` is beneath the query string.
    (Message::Request, Code::ExampleMissingRequired, 58, 58),
    // 8 bodies that are no JSON, and a few requests that are not a body at all.
    (Message::Request, Code::ExampleNotJson, 8, 20),
    (Message::Response, Code::ExampleNotJson, 4, 4),
];

fn the_kinds_are_as_many_as_counted_otherwise(report: &Report) {
    let counted = COUNTED.iter().filter_map(|(side, code, least, most)| {
        let found = report.examples.occurrences(*side, *code);
        let fits = (*least..=*most).contains(&found);
        (!fits).then(|| format!("{side:?} {}: {found}", code.as_str()))
    });
    assert_eq!(counted.collect::<Vec<_>>(), Vec::<String>::new());
    let of = |code| report.findings.iter().filter(|finding| finding.code == code).count();
    assert_eq!(of(Code::ExampleMissing), 3);
    assert_eq!(of(Code::SimilarMembers), 44);
    assert_eq!(of(Code::EmptyStructure), 11);
    // 105 without a text, and 3 whose text is the null note alone.
    assert_eq!(of(Code::EmptyDoc), 108);
    for code in [
        Code::DanglingType,
        Code::UnreferencedStructure,
        Code::DuplicateMember,
        Code::PublicParameter,
    ] {
        assert_eq!(of(code), 0, "{}", code.as_str());
    }
}
