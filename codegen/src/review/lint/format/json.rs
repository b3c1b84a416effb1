//! The report as one JSON object:
//!
//! | key | value |
//! |---|---|
//! | `format` | 1 |
//! | `findings` | a list: `code`, `title`, `severity` (`warning`, `note`), `message`, `subject`, `file`, `line`, `column`, `pointer` (RFC 6901, into the file), `times`, and where there are some `found` and `help` |
//! | `ignored` | the same, each with the `reason` of its ignore entry |
//! | `counts` | number of findings by code |
//! | `examples` | `requests` and `responses`, each with `total` and `passed` |

use serde_json::{Map, Value, json};

use crate::review::lint::{Finding, Message, Report};

pub(super) fn render(report: &Report) -> String {
    let findings: Vec<Value> =
        report.findings.iter().map(|finding| Value::Object(object(finding))).collect();
    let ignored: Vec<Value> = report.ignored.iter().map(with_reason).collect();
    let counts: Map<String, Value> = report
        .counts()
        .into_iter()
        .map(|(code, count)| (code.as_str().to_owned(), count.into()))
        .collect();
    let tally = |side| json!({ "total": report.examples.total(side), "passed": report.examples.passed(side) });
    let whole = json!({
        "format": 1,
        "findings": findings,
        "ignored": ignored,
        "counts": counts,
        "examples": { "requests": tally(Message::Request), "responses": tally(Message::Response) },
    });
    format!("{whole:#}\n")
}

fn with_reason((finding, reason): &(Finding, String)) -> Value {
    let mut object = object(finding);
    object.insert("reason".into(), reason.as_str().into());
    Value::Object(object)
}

fn object(finding: &Finding) -> Map<String, Value> {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        object.insert(key.to_owned(), value);
    };
    put("code", finding.code.as_str().into());
    put("title", finding.code.title().into());
    put("severity", finding.severity().word().into());
    put("message", finding.message.as_str().into());
    put("subject", finding.subject.as_str().into());
    put("file", finding.location.file.as_ref().into());
    put("line", finding.location.line.into());
    put("column", finding.location.column.into());
    put("pointer", finding.pointer.as_str().into());
    put("times", finding.times.into());
    if let Some(found) = &finding.found {
        put("found", found.as_str().into());
    }
    if let Some(help) = &finding.help {
        put("help", help.as_str().into());
    }
    object
}
