//! The report as rustc would print it.

use crate::diagnostics::{Color, Renderer};

use crate::review::lint::Report;

pub(super) fn render(report: &Report, color: Color) -> String {
    let renderer = Renderer::new(color);
    report.findings.iter().map(|finding| renderer.render(&finding.diagnostic())).collect()
}
