//! What git leaves in a file that two sides changed.

/// The lines that git writes around the two sides.
const MARKS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

/// The line of the first mark of an unresolved merge conflict.
pub fn conflict(text: &str) -> Option<u32> {
    let marked = |line: &str| MARKS.iter().any(|mark| line.starts_with(mark));
    let number = text.lines().position(marked)?;
    u32::try_from(number + 1).ok()
}
