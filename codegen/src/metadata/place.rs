//! Where an item stands in the text of a metadata file.
//!
//! Parsing keeps no positions: they are wanted only for the few items that get a diagnostic,
//! and found again by walking the text along the item's path.

/// One step from the outside of the file to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// The object whose `name` is this.
    Name(&'a str),
}

/// Line and column, from 1, of the item at the end of the path; as near to it as the path
/// leads; 0 and 0 if it leads nowhere.
pub fn place(text: &str, path: &[Step<'_>]) -> (u32, u32) {
    let mut at = None;
    let mut from = 0;
    for step in path {
        let Some(found) = find(text, from, *step) else { break };
        at = Some(found);
        from = found + 1;
    }
    at.map_or((0, 0), |at| line_and_column(text, at))
}

fn find(text: &str, from: usize, step: Step<'_>) -> Option<usize> {
    let (Step::Key(word) | Step::Name(word)) = step;
    let quoted = format!("\"{word}\"");
    let rest = text.get(from..)?;
    rest.match_indices(&quoted).map(|(at, _)| from + at).find(|&at| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + quoted.len()..).unwrap_or_default();
        match step {
            Step::Key(_) => !before.ends_with('\\') && after.trim_start().starts_with(':'),
            Step::Name(_) => before
                .trim_end()
                .strip_suffix(':')
                .is_some_and(|before| before.trim_end().ends_with("\"name\"")),
        }
    })
}

fn line_and_column(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
