//! Tables whose cells are one space apart, as lynx shows those that are wider than its page.
//!
//! In such a table nothing but the words themselves tells the cells of a row apart: a name, then
//! whether it is required, then a type. Every line must clearly begin a row or clearly go on with
//! one; nothing is read of a table where one of them does neither.

use super::columns::{Column, glued_columns};
use super::dumped::{cell_at, indent_of, push_line, unnumbered};
use super::flag;
use super::lines::Line;
use super::model::Row;
use super::pipes::is_name;
use super::place::Place;
use crate::text::codes::COMMON_CODES;

/// What begins the description of a member without being a word of it shows that the type is not
/// whole: `Int64 or Float64`.
const JOINS: &[&str] = &["or", "and", "of", "或", "/", "|"];

/// Types that cannot be the word of a sentence, as they are written.
const SCALARS: &[&str] = &[
    "String",
    "Strings",
    "Integer",
    "Integers",
    "Float",
    "Boolean",
    "Bool",
    "Timestamp",
    "Datetime",
    "DateTime",
    "Int64",
    "Uint64",
];

/// An item of a list, in a list, is so much deeper than its row. What is deeper is in a column
/// of its own, and may be over the row that it belongs to.
const LIST_INDENT: usize = 8;

/// Words that begin a sentence and are not types.
const SENTENCES: &[&str] =
    &["The", "A", "An", "This", "These", "It", "If", "For", "When", "In", "To", "You", "Please"];

/// Error codes of one word that many products have, beside the common ones.
const CODES: &[&str] =
    &["AuthFailure", "InternalServerError", "OperationDenied", "ResourcesSoldOut"];

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    /// It begins a row: so many words are name, flag and type.
    Row(Vec<usize>),
    /// It goes on with the description above it.
    More,
    /// It could be either, or a piece of another cell.
    Unclear,
}

/// The rows of a table whose last column is the description.
pub(super) fn rows<'a>(body: &[Line<'a>], columns: &[Column]) -> Option<Vec<Row<'a>>> {
    let indent = indent_of(body.iter().find(|line| !line.is_blank())?.text);
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut blank = false;
    for line in body {
        if line.is_blank() {
            blank = true;
            continue;
        }
        let depth = indent_of(line.text).checked_sub(indent)?;
        // Another table.
        if glued_columns(line.text).is_some() {
            return None;
        }
        match meaning(line.text, columns) {
            Meaning::Row(cells) if depth == 0 => rows.push(row(line, &cells)),
            Meaning::Unclear if depth == 0 => return None,
            _ if depth > LIST_INDENT => return None,
            _ => push_line(rows.last_mut()?.cells.last_mut()?, line, blank),
        }
        blank = false;
    }
    Some(rows)
}

fn meaning(line: &str, columns: &[Column]) -> Meaning {
    let words: Vec<&str> = line.split_whitespace().take(16).collect();
    let Some((first, rest)) = words.split_first() else { return Meaning::More };
    if let [Column::ErrorCode, Column::Doc] = columns {
        return code(first);
    }
    if flag::is_word(first) {
        return Meaning::Unclear;
    }
    let meaning = match columns {
        [Column::Name, Column::Required, Column::Type, Column::Doc] => flag_and_type(rest),
        [Column::Name, Column::Type, Column::Required, Column::Doc] => type_and_flag(rest),
        [Column::Name, Column::Type, Column::Doc] => type_alone(rest),
        _ => Meaning::Unclear,
    };
    match meaning {
        Meaning::Row(_) if !is_whole_name(first) => Meaning::Unclear,
        Meaning::Unclear if !is_whole_name(first) && columns.len() == 3 => Meaning::More,
        meaning => meaning,
    }
}

/// A name, and not the end of a sentence.
fn is_whole_name(word: &str) -> bool {
    is_name(word) && !word.ends_with('.')
}

/// A line of error codes begins with one, or with what cannot be one.
fn code(first: &str) -> Meaning {
    let words = first.bytes().filter(u8::is_ascii_uppercase).count();
    let parts = first.split('.').filter(|part| part.starts_with(|c: char| c.is_ascii_uppercase()));
    let (dotted, all) = (parts.count() > 1, first.bytes().all(|byte| byte.is_ascii_uppercase()));
    let is_known = CODES.contains(&first) || COMMON_CODES.contains(&first);
    match is_whole_name(first) && first.starts_with(|c: char| c.is_ascii_uppercase()) {
        true if (dotted && words > 2) || is_known => Meaning::Row(vec![1]),
        true if !all => Meaning::Unclear,
        _ => Meaning::More,
    }
}

fn flag_and_type(words: &[&str]) -> Meaning {
    match words.split_first() {
        Some((flag, rest)) if flag::is_word(flag) => match type_of(rest) {
            Some(found) if !found.joined => Meaning::Row(vec![1, 1, found.words]),
            _ => Meaning::Unclear,
        },
        // A row that has lost its flag.
        _ if type_of(words).is_some_and(|found| found.sure) => Meaning::Unclear,
        _ => Meaning::More,
    }
}

fn type_and_flag(words: &[&str]) -> Meaning {
    let Some(found) = type_of(words) else { return Meaning::More };
    match words.get(found.words) {
        Some(flag) if flag::is_word(flag) => Meaning::Row(vec![1, found.words, 1]),
        _ if found.sure => Meaning::Unclear,
        _ => Meaning::More,
    }
}

fn type_alone(words: &[&str]) -> Meaning {
    let Some(found) = type_of(words) else { return Meaning::More };
    // The next word of a sentence that only looks like a row.
    let goes_on = words
        .get(found.words)
        .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_lowercase() || c == ','));
    if found.sure && !found.joined && !goes_on {
        Meaning::Row(vec![1, found.words])
    } else {
        Meaning::Unclear
    }
}

/// A type at the begin of some words.
struct TypeWords {
    words: usize,
    /// It can be nothing but a type.
    sure: bool,
    /// What follows shows that it is not whole.
    joined: bool,
}

fn type_of(words: &[&str]) -> Option<TypeWords> {
    let mut rest = words;
    while let ["Array", "of", inner @ ..] = rest {
        rest = inner;
    }
    let is_list = rest.len() < words.len();
    let (last, behind) = rest.split_first()?;
    let name = unnumbered(last);
    let is_type = is_whole_name(&name)
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && !SENTENCES.contains(&name.as_str());
    let more = usize::from(behind.first() == Some(&"ISO8601"));
    let joined = behind.get(more).is_some_and(|word| JOINS.contains(word));
    let sure = is_list || name.len() < last.len() || SCALARS.contains(last);
    is_type.then(|| TypeWords { words: words.len() - behind.len() + more, sure, joined })
}

/// A row whose cells but the last have so many words each.
fn row<'a>(line: &Line<'a>, cells: &[usize]) -> Row<'a> {
    let mut rest = line.text;
    let mut found = Vec::with_capacity(cells.len() + 1);
    let mut take = |rest: &str, length: usize| {
        let offset = line.text.len() - rest.len();
        found.push(cell_at(line, offset, offset + length));
    };
    for words in cells {
        rest = rest.trim_start();
        let mut length = 0;
        for _ in 0..*words {
            let piece = rest.get(length..).unwrap_or_default();
            let begin = length + piece.len() - piece.trim_start().len();
            let word = rest.get(begin..).unwrap_or_default();
            length = begin + word.find(char::is_whitespace).unwrap_or(word.len());
        }
        take(rest, length);
        rest = rest.get(length..).unwrap_or_default();
    }
    rest = rest.trim_start();
    take(rest, rest.len());
    Row { at: Place { line: line.number, column: 1 }, cells: found }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    const INPUT: &[Column] = &[Column::Name, Column::Required, Column::Type, Column::Doc];
    const OUTPUT: &[Column] = &[Column::Name, Column::Type, Column::Doc];
    const CODES: &[Column] = &[Column::ErrorCode, Column::Doc];
    const MEMBERS: &[Column] = &[Column::Name, Column::Type, Column::Required, Column::Doc];

    fn read(text: &str, columns: &[Column]) -> Option<Vec<Vec<String>>> {
        let rows = rows(&lines(text).collect::<Vec<_>>(), columns)?;
        let cells =
            |row: &Row<'_>| row.cells.iter().map(|cell| cell.text.source.to_string()).collect();
        Some(rows.iter().map(cells).collect())
    }

    #[test]
    fn words_that_are_a_flag_and_a_type_begin_a_row() {
        let text = "  A.N 否 Array of [2]Part 一 二\n  三\n\n     key - String - 否\n  Bb  是  Timestamp ISO8601\n";
        let expected = [
            ["A.N", "否", "Array of [2]Part", "一 二\n三\n\nkey - String - 否"],
            ["Bb", "是", "Timestamp ISO8601", ""],
        ];
        assert_eq!(read(text, INPUT).unwrap(), expected);
        assert_eq!(read("A String No The a", MEMBERS).unwrap(), [["A", "String", "No", "The a"]]);
        assert_eq!(
            read("InternalError 一\nInvalidInstance.NotFound 二\n三", CODES).unwrap(),
            [["InternalError", "一"], ["InvalidInstance.NotFound", "二\n三"]]
        );
        assert_eq!(read("A String The a\nof b", OUTPUT).unwrap(), [["A", "String", "The a\nof b"]]);
    }

    #[test]
    fn nothing_is_read_where_a_line_could_be_of_another_cell() {
        for (text, columns) in [
            ("A 是 String 一\nB\n是 String 二", INPUT),
            ("A 是 String 一\nB 是\nString 二", INPUT),
            ("A 是 Array of\nString 二", INPUT),
            ("A 是 String 一\nB String 二", INPUT),
            ("A 是 Int64 or Float64 一", INPUT),
            ("A Part 一", OUTPUT),
            ("A String 一\n名称 类型 必选 描述\nB String 二", OUTPUT),
            ("InternalError 一\nInstanceId 二", CODES),
            ("A String 一\nName String of the thing", OUTPUT),
            ("一\nA 是 String 二", INPUT),
            ("A 是 String 一\nB.否 否 String 二", INPUT),
            ("  A 是 String 一\n                二\n  B 是 String 三", INPUT),
            ("  A 是 String 一\n二", INPUT),
        ] {
            assert_eq!(read(text, columns), None, "{text}");
        }
    }
}
