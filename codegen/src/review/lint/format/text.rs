//! The report as rustc would print it.

use crate::diagnostics::Renderer;

use crate::review::lint::Report;

pub(super) fn render(report: &Report, renderer: Renderer) -> String {
    report.findings.iter().map(|finding| renderer.render(&finding.diagnostic())).collect()
}
