//! The report in each format. All are pure functions of the report.

mod github;
mod json;
mod sarif;
mod text;

use crate::diagnostics::Renderer;

use super::Report;

/// A format of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LintFormat {
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

/// The report as text of the format, ending in a newline unless it is empty. The renderer says in
/// which language and colours people read it; the formats for programs have but one form.
pub fn render(report: &Report, format: LintFormat, renderer: Renderer) -> String {
    match format {
        LintFormat::Text => text::render(report, renderer),
        LintFormat::Json => json::render(report),
        LintFormat::Sarif => sarif::render(report),
        LintFormat::Github => github::render(report),
    }
}
