//! Pages that are indented as a whole, as they are in a block of another text.
//!
//! In: the text of a file. Out: the same lines without the white space that all of them begin with.

/// So much in front of every line would make code of a page in Markdown.
const LEAST: usize = 4;

/// The page without its indent, and of how many columns that is; nothing if it has none.
pub(super) fn outdented(text: &str) -> Option<(String, u32)> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next()?;
    let mut indent = first.get(..first.len() - first.trim_start_matches([' ', '\t']).len())?;
    for line in lines {
        let common = indent.bytes().zip(line.bytes()).take_while(|(one, other)| one == other);
        indent = indent.get(..common.count())?;
        if indent.is_empty() {
            return None;
        }
    }
    if indent.len() < LEAST && !indent.contains('\t') {
        return None;
    }
    let lines = text.split('\n').map(|line| line.strip_prefix(indent).unwrap_or(line.trim_start()));
    Some((lines.collect::<Vec<_>>().join("\n"), u32::try_from(indent.len()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_line_begins_with_goes() {
        let page = outdented("\n    ## a\n\n      b\n    c").unwrap();
        assert_eq!(page, ("\n## a\n\n  b\nc".to_owned(), 4));
        assert_eq!(outdented("\ta\n\tb").unwrap().0, "a\nb");
        for text in ["", "  a\n  b", "    a\nb", "\ta\n    b"] {
            assert!(outdented(text).is_none(), "{text}");
        }
    }
}
