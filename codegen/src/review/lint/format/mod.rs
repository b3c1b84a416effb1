//! The report in each format. All are pure functions of the report.

mod github;
mod json;
mod sarif;
mod text;

use crate::diagnostics::Color;

use super::Report;

/// A format of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As rustc prints, for people.
    #[default]
    Text,
    /// One JSON object; `codegen/src/lint/format/json.rs` documents it.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions, one a line.
    Github,
}

/// The report as text of the format, ending in a newline unless it is empty.
pub fn render(report: &Report, format: Format, color: Color) -> String {
    match format {
        Format::Text => text::render(report, color),
        Format::Json => json::render(report),
        Format::Sarif => sarif::render(report),
        Format::Github => github::render(report),
    }
}
