//! What commands say: results on stdout, everything else on stderr.
//!
//! Invariant: a result that cannot be printed whole is an error; what goes to stderr and cannot be
//! printed is nobody's loss but the reader's, and never a panic.

use std::io::{IsTerminal, Write as _};
use std::path::Path;
use std::sync::OnceLock;

use clap::ValueEnum;

use crate::diagnostics::{Code, Color, Diagnostic, Diagnostics, Renderer, Severity};
use crate::language::Language;
use crate::output::Changes;

use super::language::language;

/// Set once a result could not be printed.
static CUT: OnceLock<()> = OnceLock::new();

/// Whether every result was printed whole.
pub(super) fn is_whole() -> bool {
    CUT.get().is_none()
}

/// Prints a result. A reader that has seen enough and closed the pipe, as `head` does, is not an
/// error; a full disk is.
pub(super) fn result(text: &str) {
    let mut out = std::io::stdout().lock();
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

/// Prints what was done, line by line in the language of the reader.
pub(super) fn told(text: &str) {
    result(&harmless(&language().say_lines(text)));
}

/// Text without control characters but line breaks: the names in it are those of other people's files.
fn harmless(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n', "?")
}

/// Prints help, version, or what is wrong with the arguments.
pub(super) fn usage(message: &clap::Error) {
    if language() == Language::English || !message.use_stderr() {
        printed(message.print().and_then(|()| std::io::stdout().lock().flush()));
    } else {
        error(language().say_lines(&message.render().to_string()).trim_end());
    }
}

fn printed(done: std::io::Result<()>) {
    match done {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe && CUT.set(()).is_ok() => {
            let message = format!("the result could not be printed whole: {error}");
            diagnostics(&Diagnostics::from(Diagnostic::new(Code::CannotWrite, message)));
        }
        _ => {}
    }
}

/// How much is said on stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loudness {
    /// Errors alone.
    Quiet,
    Usual,
    /// Every file by its name.
    Verbose,
}

/// Set once, before the command runs.
static LOUDNESS: OnceLock<Loudness> = OnceLock::new();

/// Decides how much is said for the rest of the process; the first call counts.
pub(super) fn choose_loudness(is_quiet: bool, is_verbose: bool) {
    let _ = LOUDNESS.set(match (is_quiet, is_verbose) {
        (true, _) => Loudness::Quiet,
        (false, true) => Loudness::Verbose,
        (false, false) => Loudness::Usual,
    });
}

/// Whether only errors are said.
pub(super) fn is_quiet() -> bool {
    LOUDNESS.get() == Some(&Loudness::Quiet)
}

/// Whether more is said than usual.
pub(super) fn is_verbose() -> bool {
    LOUDNESS.get() == Some(&Loudness::Verbose)
}

/// Says something to the person at the terminal, unless only errors are wanted.
pub(super) fn note(text: &str) {
    if !is_quiet() {
        error(text);
    }
}

/// Says what is wrong where there is no place for a diagnostic.
pub(super) fn error(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", harmless(&language().say_lines(text)));
}

/// Asks the person at the terminal; the answer follows on the same line.
pub(super) fn ask(text: &str) {
    let mut err = std::io::stderr().lock();
    let _ = err.write_all(harmless(&language().say_lines(text)).as_bytes());
    let _ = err.flush();
}

/// Prints diagnostics, then how many there were.
pub(super) fn diagnostics(diagnostics: &Diagnostics) {
    let renderer = Renderer::new(color()).in_language(language());
    let mut err = std::io::stderr().lock();
    let is_said = |severity| severity == Severity::Error || !is_quiet();
    for diagnostic in diagnostics.iter().filter(|one| is_said(one.severity)) {
        let _ = err.write_all(renderer.render(diagnostic).as_bytes());
    }
    let (errors, warnings) =
        (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    if errors > 0 || (warnings > 0 && !is_quiet()) {
        let warnings = format!("{}{}", language().say(", "), count(warnings, "warning"));
        let warnings = if is_quiet() { "" } else { &warnings };
        let _ = writeln!(err, "{}{warnings}", count(errors, "error"));
    }
}

/// What was done to the files of a folder, in one line.
pub(super) fn written(folder: &Path, done: &Changes) -> String {
    let (added, changed) = (count(done.added.len(), "file"), done.changed.len());
    let (folder, unchanged) = (folder.display(), done.unchanged);
    let text = format!("{folder}: {added} added, {changed} changed, {unchanged} unchanged");
    language().say(&text).into_owned()
}

/// A number with its noun, in the language of the reader: `1 error`, `2 errors`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let text = if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") };
    language().say(&text).into_owned()
}

/// How findings look on stdout.
pub(super) fn renderer() -> Renderer {
    Renderer::new(result_color()).in_language(language())
}

/// When text is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Set once, before the command runs.
static COLOR: OnceLock<ColorChoice> = OnceLock::new();

/// Decides about colour for the rest of the process; the first call counts.
pub(super) fn choose_color(choice: ColorChoice) {
    let _ = COLOR.set(choice);
}

/// The colour of what goes to stderr.
pub(super) fn color() -> Color {
    color_on(&std::io::stderr())
}

/// The colour of what goes to stdout.
pub(super) fn result_color() -> Color {
    color_on(&std::io::stdout())
}

/// The width of the terminal in columns; where stdout is none, one that reads well.
pub(super) fn width() -> usize {
    const PLAIN: usize = 100;
    // Longer lines than this are hard to read, however wide the terminal.
    const WIDEST: usize = 140;
    let size = terminal_size::terminal_size_of(std::io::stdout());
    size.map_or(PLAIN, |(terminal_size::Width(width), _)| usize::from(width).clamp(40, WIDEST))
}

fn color_on(stream: &impl IsTerminal) -> Color {
    // https://no-color.org: set and not empty.
    let is_unwanted = || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    // https://bixense.com/clicolors: set and not 0.
    let is_forced = || {
        std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0")
    };
    let is_colored = match COLOR.get().copied().unwrap_or_default() {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => (stream.is_terminal() || is_forced()) && !is_unwanted(),
    };
    if is_colored { Color::Ansi } else { Color::None }
}
