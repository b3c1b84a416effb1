//! Parts of a page that are in a quotation: `> | cell |`.
//!
//! A quotation with a heading, a table or code in it is a part of the page; any other is prose.

use super::Place;
use super::lines::{Line, atx_heading, fence, is_rule};
use super::model::{Block, Cell, Content, Row, Table, Text};

/// A line without the signs of a quotation, or nothing if it has none.
pub(super) fn unquoted(line: &str) -> Option<&str> {
    let mut rest = line.trim_start().strip_prefix('>')?;
    loop {
        let inside = rest.strip_prefix(' ').unwrap_or(rest);
        match inside.trim_start().strip_prefix('>') {
            Some(more) => rest = more,
            None => return Some(inside),
        }
    }
}

/// How many of the lines are in the quotation that begins with them, and its text if it is a
/// part of the page.
pub(super) fn part_at(lines: &[Line<'_>]) -> (usize, Option<String>) {
    let quoted: Vec<&str> = lines.iter().map_while(|line| unquoted(line.text)).collect();
    let is_part = quoted.iter().any(|line| {
        is_rule(line)
            || fence(line).is_some()
            || atx_heading(line).is_some_and(|(_, words)| super::section_of(words).is_some())
    });
    (quoted.len(), is_part.then(|| quoted.join("\n")))
}

/// A block as one that owns what it says; `at` says where a place of its text is in the file.
pub(super) fn owned(block: Block<'_>, at: &dyn Fn(Place) -> Place) -> Block<'static> {
    let text = |text: Text<'_>| Text::new(text.source.into_owned(), text.markup);
    let row = |row: Row<'_>| {
        let cells = row.cells.into_iter();
        let cells = cells.map(|cell| Cell { at: at(cell.at), text: text(cell.text) });
        Row { at: at(row.at), cells: cells.collect() }
    };
    let content = match block.content {
        Content::Heading { level, text: words } => Content::Heading { level, text: text(words) },
        Content::Text(words) => Content::Text(text(words)),
        Content::Code(code) => Content::Code(code.into_owned().into()),
        Content::Table(table) => {
            let rows = table.rows.into_iter().map(row).collect();
            Content::Table(Table { header: row(table.header), columns: table.columns, rows })
        }
    };
    Block { at: at(block.at), content }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn a_quotation_is_a_part_of_the_page_if_a_table_stands_in_it() {
        let part = |text: &str| part_at(&lines(text).collect::<Vec<_>>());
        assert_eq!(part("> | a |\n> |---|\n>\n>> | b |\nx").1.unwrap(), "| a |\n|---|\n\n| b |");
        assert_eq!(part("> a note\n> | of\nx"), (2, None));
    }
}
