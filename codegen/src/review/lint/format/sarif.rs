//! The report as SARIF 2.1.0 (OASIS standard), which code scanning services take. Ignored
//! findings stay in it as suppressed results with their reason.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::diagnostics::Severity;

use crate::review::lint::{Finding, Report, rules};

pub(super) fn render(report: &Report) -> String {
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(finding, None))
        .chain(report.ignored.iter().map(|(finding, reason)| result(finding, Some(reason))))
        .collect();
    let whole = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tcgen lint",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rule_list(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{whole:#}\n")
}

fn rule_list() -> Vec<Value> {
    rules()
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code.as_str(),
                "name": format!("{:?}", rule.code),
                "shortDescription": { "text": rule.code.title() },
                "help": { "text": rule.explanation, "markdown": rule.explanation },
                "defaultConfiguration": { "level": level(rule.code.severity()) },
            })
        })
        .collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(finding: &Finding, reason: Option<&String>) -> Value {
    let index = rules().iter().position(|rule| rule.code == finding.code);
    let diagnostic = finding.diagnostic();
    let text = match diagnostic.help {
        Some(help) => format!("{}; {help}", diagnostic.message),
        None => diagnostic.message,
    };
    let mut result = json!({
        "ruleId": finding.code.as_str(),
        "level": level(finding.severity()),
        "message": { "text": text },
        "locations": [{
            "physicalLocation": physical(finding),
            "logicalLocations": [{ "fullyQualifiedName": finding.subject }],
        }],
        "partialFingerprints": { "tcgen/v1": fingerprint(finding) },
    });
    if let Some(object) = result.as_object_mut() {
        if let Some(index) = index {
            object.insert("ruleIndex".into(), index.into());
        }
        if let Some(reason) = reason {
            let suppressions = json!([{ "kind": "external", "justification": reason }]);
            object.insert("suppressions".into(), suppressions);
        }
    }
    result
}

fn physical(finding: &Finding) -> Value {
    let uri = uri(&finding.location.file);
    let (line, column) = (finding.location.line, finding.location.column);
    match (line, column) {
        (0, _) => json!({ "artifactLocation": { "uri": uri } }),
        (line, 0) => json!({ "artifactLocation": { "uri": uri }, "region": { "startLine": line } }),
        (line, column) => json!({
            "artifactLocation": { "uri": uri },
            "region": { "startLine": line, "startColumn": column },
        }),
    }
}

/// The same finding after lines above it have moved: code, subject and message, not the line.
fn fingerprint(finding: &Finding) -> String {
    let text = format!("{}\n{}\n{}", finding.code.as_str(), finding.subject, finding.message);
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What is plain in the path of a URI; a colon is not, lest `C:` read as a scheme.
const IN_PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path).replace('\\', "/");
    let uri = utf8_percent_encode(&path, IN_PATH).to_string();
    if uri.starts_with('/') { format!("file://{uri}") } else { uri }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri_reference() {
        assert_eq!(uri("./spec/ess/2020-11-11.json"), "spec/ess/2020-11-11.json");
        assert_eq!(uri("spec/a b#签.json"), "spec/a%20b%23%E7%AD%BE.json");
        assert_eq!(uri("/srv/spec/x.json"), "file:///srv/spec/x.json");
    }
}
