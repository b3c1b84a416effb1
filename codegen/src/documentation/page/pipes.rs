//! Tables whose cells are parted by bars.
//!
//! A row may run over lines: some converters put block HTML into a cell as it is, so that
//! blank lines, lists and headings stand between the bars. A row ends at the first line that
//! ends with a bar once all its cells are there.

use super::bare::bare_section;
use super::columns::is_header;
use super::lines::{Line, atx_heading, is_rule, setext_level};
use super::model::{Cell, Row, Table, Text};
use super::place::Walker;
use super::{Place, section_of};
use crate::documentation::markdown::Markup;

/// The table that begins at a line, and the line after it.
pub(super) fn table_at<'a>(
    text: &'a str,
    lines: &[Line<'a>],
    at: usize,
    markup: Markup,
) -> Option<(Table<'a>, usize)> {
    let first = *lines.get(at)?;
    if !begins_table(lines, at) {
        return None;
    }
    let ruled = is_ruled(lines, at);
    let header = Row { at: start_of(first), cells: cells(first.text, start_of(first), markup) };
    // A converter that knows no header row but `<th>` leaves it blank; the first row is it then.
    let blank = ruled && header.cells.iter().all(|cell| cell.text.is_blank());
    if blank && lines.get(at + 2).is_some_and(|line| is_table_start(line.text, false)) {
        return table_at(text, lines, at + 2, markup);
    }
    let shape = Shape { columns: header.cells.len(), bar_first: starts_with_bar(first.text) };
    let mut next = at + if ruled { 2 } else { 1 };
    let mut rows = Vec::new();
    while let Some(begin) = shape.next_row(lines, next) {
        let end = shape.row_end(lines, begin);
        let Some(first) = lines.get(begin) else { break };
        let start = start_of(*first);
        let mut cells = cells(raw(text, lines, begin, end), start, markup);
        next = end;
        if cells.len() >= shape.columns {
            next = shape.tail_end(lines, end);
            append(cells.last_mut(), raw(text, lines, end, next));
        }
        rows.push(Row { at: start, cells });
    }
    Some((Table::new(header, rows), next))
}

/// The text of some lines.
fn raw<'a>(text: &'a str, lines: &[Line<'a>], begin: usize, end: usize) -> &'a str {
    let last = end.checked_sub(1).and_then(|last| lines.get(last));
    let Some((first, last)) = lines.get(begin).zip(last) else { return "" };
    text.get(first.offset..last.end()).unwrap_or_default()
}

/// Puts lines that are under a row to the end of its last cell.
fn append(cell: Option<&mut Cell<'_>>, lines: &str) {
    let Some(cell) = cell.filter(|_| !lines.trim().is_empty()) else { return };
    let source = format!("{}\n{}", cell.text.source.trim_end(), lines.trim_end());
    cell.text.source = source.into();
}

/// Whether a table begins at a line.
pub(super) fn begins_table(lines: &[Line<'_>], at: usize) -> bool {
    // Most lines have no bar.
    let line = lines.get(at).filter(|line| line.text.contains('|'));
    line.is_some_and(|line| is_table_start(line.text, is_ruled(lines, at)))
}

/// Whether a rule is under a line.
fn is_ruled(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|next| is_rule(next.text))
}

fn start_of(line: Line<'_>) -> Place {
    Place { line: line.number, column: 1 }
}

/// A header has a rule under it, or words that stand over no other kind of row.
fn is_table_start(line: &str, ruled: bool) -> bool {
    line.contains('|')
        && !is_rule(line)
        && (ruled || is_header(line.trim().trim_matches('|').split('|')))
}

/// Whether a bar and a name are all of a line: the first piece of a row that was broken.
fn is_name_alone(line: &str) -> bool {
    let name = line.trim_start_matches('|').trim();
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-\\".contains(&byte))
}

fn starts_with_bar(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

/// What the header says of the rows.
#[derive(Clone, Copy)]
struct Shape {
    columns: usize,
    /// Whether lines begin with a bar.
    bar_first: bool,
}

impl Shape {
    /// The line at which the next row of the table begins. Blank lines between rows do not end
    /// the table; the header of another one does.
    fn next_row(self, lines: &[Line<'_>], from: usize) -> Option<usize> {
        let skip = lines.get(from..)?.iter().take_while(|line| line.is_blank()).count();
        let at = from + skip;
        let line = lines.get(at)?;
        let begins = self.begins_row(line.text) || self.begins_broken_row(lines, at);
        (begins && !begins_table(lines, at)).then_some(at)
    }

    /// Whether a row without borders begins at a line that does not have all its bars: a name is
    /// first, and the lines right below have the rest. html2text breaks rows where a line is full.
    fn begins_broken_row(self, lines: &[Line<'_>], at: usize) -> bool {
        let Some(first) = lines.get(at).map(|line| line.text.trim()).filter(|line| {
            !self.bar_first && line.split_once('|').is_some_and(|(name, _)| is_name(name))
        }) else {
            return false;
        };
        let below = lines.get(at + 1..).unwrap_or_default().iter().take(self.columns.min(8) * 2);
        let below = below.take_while(|line| !line.is_blank() && !self.begins_row(line.text));
        let mut closed = bars(first);
        for line in below {
            let named = || line.text.split_once('|').is_some_and(|(name, _)| is_name(name));
            // The next row, broken in its turn.
            if closed + 1 >= self.columns && named() {
                break;
            }
            closed += bars(line.text);
        }
        closed + 1 >= self.columns && closed <= self.columns
    }

    /// Whether a line can be the first of a row.
    fn begins_row(self, line: &str) -> bool {
        let line = line.trim();
        let bars = bars(line);
        if self.bar_first && line.starts_with('|') {
            bars >= 2 || self.columns == 1 || is_name_alone(line)
        } else {
            // A bar at the front may be lost; then all the others must be there.
            bars + 1 >= self.columns.max(2)
        }
    }

    /// The line after the row that begins at `at`.
    fn row_end(self, lines: &[Line<'_>], at: usize) -> usize {
        let Some(first) = lines.get(at).map(|line| line.text.trim()) else { return at + 1 };
        let mut closed = bars(first) - usize::from(first.starts_with('|') && bars(first) > 0);
        if closed >= self.columns && ends_with_bar(first) {
            return at + 1;
        }
        let mut next = at + 1;
        while let Some(line) = lines.get(next).map(|line| line.text.trim()) {
            if (self.begins_row(line) && line != "|")
                || (closed + 1 >= self.columns && self.begins_broken_row(lines, next))
            {
                if !is_ruled(lines, next) || is_header(line.trim_matches('|').split('|')) {
                    break;
                }
                // A table inside the cell: its rows are not ours.
                let rows = lines.get(next..).unwrap_or_default();
                next += rows.iter().take_while(|line| starts_with_bar(line.text)).count().max(2);
                continue;
            }
            if opens_section(line) {
                break;
            }
            closed += bars(line);
            if closed >= self.columns && ends_with_bar(line) {
                return next + 1;
            }
            next += 1;
        }
        self.unclosed_end(lines, at)
    }

    /// The line after the lines that a converter has put under a row although they belong into its
    /// last cell: lists and paragraphs, with another row of the table behind them.
    fn tail_end(self, lines: &[Line<'_>], from: usize) -> usize {
        if self.next_row(lines, from).is_some() {
            return from;
        }
        let rest = lines.get(from..).unwrap_or_default();
        for (at, line) in (from..).zip(rest) {
            let underlined =
                lines.get(at + 1).is_some_and(|next| setext_level(next.text).is_some());
            if opens_section(line.text)
                || atx_heading(line.text).is_some()
                || begins_table(lines, at)
                || (underlined && section_of(line.text).is_some())
            {
                break;
            }
            if self.begins_named_row(line.text) || self.begins_broken_row(lines, at) {
                return at;
            }
        }
        if self.bar_first { from } else { list_end(lines, from) }
    }

    /// Whether a line is the first of a row, and nothing else: it has all the bars, and a name
    /// is first.
    fn begins_named_row(self, line: &str) -> bool {
        let line = line.trim();
        let bars = bars(line) + usize::from(!line.starts_with('|'));
        let first = line.trim_start_matches('|').split('|').next().unwrap_or_default();
        bars >= self.columns.max(2) && self.begins_row(line) && is_name(first)
    }

    /// The line after a row that no bar closes: what follows without a blank line is still its.
    fn unclosed_end(self, lines: &[Line<'_>], at: usize) -> usize {
        let mut closed = lines.get(at).map_or(0, |line| bars(line.text));
        let mut next = at + 1;
        while let Some(line) = lines.get(next).map(|line| line.text.trim()) {
            let is_row = self.begins_row(line)
                || (closed + 1 >= self.columns && self.begins_broken_row(lines, next));
            if line.is_empty() || is_row || opens_section(line) || atx_heading(line).is_some() {
                break;
            }
            closed += bars(line);
            next += 1;
        }
        next
    }
}

/// The line after a list that html2text has put under the last row of a table, although it belongs
/// into its last cell: the items are indented by two columns.
fn list_end(lines: &[Line<'_>], from: usize) -> usize {
    let rest = lines.get(from..).unwrap_or_default();
    let blank = rest.iter().take_while(|line| line.is_blank()).count();
    let items = rest.iter().skip(blank).take_while(|line| line.text.starts_with("  * ")).count();
    if items > 0 { from + blank + items } else { from }
}

/// Whether a line opens a part of the page, whatever row may be open.
fn opens_section(line: &str) -> bool {
    match atx_heading(line) {
        Some((level, words)) => level <= 2 && section_of(words).is_some(),
        None => bare_section(line).is_some(),
    }
}

/// Whether a cell holds the name of a member or an error code, and nothing else.
pub(super) fn is_name(cell: &str) -> bool {
    let name = cell.trim_matches(|c: char| c.is_whitespace() || "*`_\\".contains(c));
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-\\".contains(&byte))
}

/// How many bars part cells; `\|` does not.
fn bars(line: &str) -> usize {
    unescaped_bars(line).count()
}

fn ends_with_bar(line: &str) -> bool {
    line.ends_with('|') && !line.ends_with("\\|")
}

fn unescaped_bars(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('|')
        .map(|(at, _)| at)
        .filter(|at| at.checked_sub(1).and_then(|at| text.as_bytes().get(at)) != Some(&b'\\'))
}

/// The cells of a row, with their places. Bars at both ends are borders.
fn cells(raw: &str, start: Place, markup: Markup) -> Vec<Cell<'_>> {
    let mut walker = Walker::new(raw, start);
    let mut cells = Vec::new();
    let mut from = 0;
    for bar in unescaped_bars(raw).map(Some).chain([None]) {
        let end = bar.unwrap_or(raw.len());
        let piece = raw.get(from..end).unwrap_or_default();
        let text = piece.trim();
        let border = text.is_empty() && (from == 0 || bar.is_none());
        if !border {
            let lead = piece.len() - piece.trim_start().len();
            let offset = if text.is_empty() { from } else { from + lead };
            cells.push(Cell { at: walker.place(offset), text: Text::new(text, markup) });
        }
        from = end + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let lines: Vec<_> = lines(text).collect();
        let (table, _) = table_at(text, &lines, 0, Markup::Markdown).unwrap();
        let cells =
            |row: &Row<'_>| row.cells.iter().map(|cell| cell.text.source.to_string()).collect();
        table.rows.iter().map(cells).collect()
    }

    const HEADER: &str = "| 参数名称 | 类型 | 描述 |\n| --- | --- | --- |\n";

    #[test]
    fn a_row_runs_on_until_all_its_cells_are_closed() {
        let text =
            format!("{HEADER}| A | String | \n\ntext  \n- x\n\n示例值：y |\n| B | Date | z |\nend");
        assert_eq!(rows(&text), [["A", "String", "text  \n- x\n\n示例值：y"], ["B", "Date", "z"]]);
        let text = format!("{HEADER}| A | String | a\n\nb\n |\n");
        assert_eq!(rows(&text), [["A", "String", "a\n\nb"]]);
    }

    #[test]
    fn a_short_row_ends_where_the_next_begins() {
        let text = format!("{HEADER}| A | String |\n| B | Date | z |");
        assert_eq!(rows(&text), [vec!["A", "String"], vec!["B", "Date", "z"]]);
    }

    #[test]
    fn a_row_without_its_last_bar_ends_with_its_lines() {
        let text = format!("{HEADER}| A | String | a\nb\n\n## 4. 示例\n| x |");
        assert_eq!(rows(&text), [["A", "String", "a\nb"]]);
    }

    #[test]
    fn a_table_inside_a_cell_stays_inside() {
        let text =
            format!("{HEADER}| A | String | a\n\n| k | v |\n| --- | --- |\n| 1 | 2 |\n\nb |\n");
        let found = rows(&text);
        assert_eq!((found.len(), found[0].len()), (1, 12));
    }

    #[test]
    fn bars_at_the_front_and_rules_may_be_missing() {
        assert_eq!(
            rows("参数名称 | 类型 | 描述 |\n---|---|---|\nA | String | x |"),
            [["A", "String", "x"]]
        );
        assert_eq!(rows("| 错误码 | 描述 |\n| A.B | x |"), [["A.B", "x"]]);
    }

    #[test]
    fn a_header_under_a_blank_one_is_the_header() {
        assert_eq!(rows("|  |  |\n| --- | --- |\n| 错误码 | 描述 |\n| A.B | x |"), [["A.B", "x"]]);
    }

    #[test]
    fn an_empty_cell_is_a_cell() {
        assert_eq!(rows(&format!("{HEADER}| A |  | x |")), [["A", "", "x"]]);
        assert_eq!(rows(&format!("{HEADER}| A | String | |")), [["A", "String", ""]]);
    }
}
