//! Workflow commands of GitHub Actions: each finding becomes an annotation of a pull request.

use std::fmt::Write as _;

use crate::diagnostics::Severity;

use crate::review::lint::{Finding, Report};

pub(super) fn render(report: &Report) -> String {
    report.findings.iter().map(command).collect()
}

fn command(finding: &Finding) -> String {
    let word = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut text = format!("::{word} file={}", property(&finding.location.file));
    if finding.location.line > 0 {
        let _ = write!(text, ",line={}", finding.location.line);
    }
    if finding.location.column > 0 {
        let _ = write!(text, ",col={}", finding.location.column);
    }
    let title = format!("{}: {}", finding.code.as_str(), finding.code.title());
    let diagnostic = finding.diagnostic();
    let mut message = diagnostic.message;
    for (word, more) in [("found", diagnostic.found), ("help", diagnostic.help)] {
        if let Some(more) = more {
            let _ = write!(message, "\n{word}: {more}");
        }
    }
    let _ = writeln!(text, ",title={}::{}", property(&title), data(&message));
    text
}

/// The text after `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_property_or_a_command_is_escaped() {
        assert_eq!(property("a,b:c%\r\n"), "a%2Cb%3Ac%25%0D%0A");
        assert_eq!(data("a,b:c%\n::error::x"), "a,b:c%25%0A::error::x");
    }
}
