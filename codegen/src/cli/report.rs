//! What commands say: results on stdout, everything else on stderr.
#![expect(clippy::print_stderr, reason = "the one place that prints")]

use std::io::{IsTerminal as _, Write as _};

use crate::diagnostics::{Color, Diagnostics, Renderer, Severity};

/// Prints a result. A closed pipe is not an error of ours.
pub(super) fn result(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

/// Says something to the person at the terminal.
pub(super) fn note(text: &str) {
    eprintln!("{text}");
}

/// Prints diagnostics, then how many there were.
pub(super) fn diagnostics(diagnostics: &Diagnostics) {
    let renderer = Renderer::new(color());
    let mut err = std::io::stderr().lock();
    for diagnostic in diagnostics.iter() {
        let _ = err.write_all(renderer.render(diagnostic).as_bytes());
    }
    let (errors, warnings) =
        (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    if errors + warnings > 0 {
        let _ = writeln!(err, "{}, {}", count(errors, "error"), count(warnings, "warning"));
    }
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Colour on a terminal, unless NO_COLOR is set.
pub(super) fn color() -> Color {
    let wanted = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if wanted { Color::Ansi } else { Color::None }
}
