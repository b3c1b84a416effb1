//! A page "as found": headings, paragraphs, code and tables, each with its place.
//!
//! In: the text of a file, in any of the forms that the documentation comes in. Out: one
//! [`Document`] for all of them, so that what a table means is decided once. The form is
//! recognised from the content, never from the file's name.
//!
//! Invariant: knows what a page looks like and the words of its headings, and nothing of what
//! its cells mean. Linear in the length of the text.

mod aligned;
mod anchored;
mod bare;
mod code;
mod columns;
mod dumped;
mod escapes;
mod flag;
mod foreign;
mod form;
mod frame;
mod front;
mod grid;
mod headings;
mod html;
mod indented;
mod light;
mod lines;
mod markdown;
mod model;
mod outline;
mod pipes;
mod place;
mod quoted;
mod references;
mod spaced;
mod tabs;
mod text;
mod updated;
mod wide;
mod wrap;
mod wrapped;

pub use columns::Column;
pub use flag::flag_of;
pub use foreign::{Foreign, foreign, with_letters};
pub use form::Form;
pub use frame::{is_site, page_title};
pub use headings::{Language, Section, example_title, section_of, unnumbered};
pub use html::{Article, Link, Served, article};
pub use light::Dialect;
pub use model::{Block, Cell, Content, Document, Row, Table, Text};
pub use place::Place;
pub use text::users_in;
pub use updated::updated_in;

use crate::diagnostics::{Code, Diagnostic, Location};
use crate::source::SourceText;

/// So many lines below a header show whether its rows still say what is required.
const FLAG_REACH: usize = 24;

/// Parses the text of a file. A form that has lost what a page says is refused.
pub fn parse_document(source: &SourceText) -> Result<Document<'_>, Diagnostic> {
    if let Some(text) = wide::narrowed(&source.text) {
        parse_otherwise(source, text, &|place| place)
    } else if let Some((text, columns)) = indented::outdented(&source.text) {
        parse_otherwise(source, text, &|place| Place { column: place.column + columns, ..place })
    } else if let Some(flat) = outline::flat(&source.text) {
        parse_otherwise(source, flat.text.clone(), &|place| flat.place(place))
    } else {
        parse_form(source)
    }
}

/// Parses a file by another text of its lines; `place` says where a place of that text is in the
/// file.
fn parse_otherwise(
    source: &SourceText,
    text: String,
    place: &dyn Fn(Place) -> Place,
) -> Result<Document<'static>, Diagnostic> {
    let other = SourceText { text, ..source.clone() };
    let document = parse_form(&other)?;
    let head = document.head();
    let blocks = document.blocks.into_iter().map(|block| quoted::owned(block, place));
    Ok(Document { blocks: blocks.collect(), ..head })
}

fn parse_form(source: &SourceText) -> Result<Document<'_>, Diagnostic> {
    let form = form::recognise(&source.text);
    let lines: Vec<lines::Line<'_>> = match form {
        Form::Html => return Ok(html::parse(source)),
        _ => lines::lines(&source.text).collect(),
    };
    let front = front::front_of(&lines);
    let page = lines.get(front.lines..lines.len() - front.behind).unwrap_or_default();
    let blocks = match form {
        Form::Html => Vec::new(),
        Form::Markdown => markdown::parse(&source.text, page),
        Form::Light(dialect) => light::parse(page, dialect),
        Form::Text | Form::Glued => {
            text::parse(&source.text, page).map_err(|line| refuse(source, line))?
        }
    };
    let fence = code::unpaired(page).filter(|_| !matches!(form, Form::Light(_)));
    let unpaired = fence.map(|line| Place { line: line.number, column: 1 });
    let (file, title, url) = (source.path.clone(), front.title, front.url);
    Ok(Document { file, form, title, url, updated: None, unpaired, blocks })
}

fn refuse(source: &SourceText, line: u32) -> Diagnostic {
    let mut lines = source.text.lines().skip(line as usize - 1);
    let found = lines.next().unwrap_or_default();
    let message = if columns::asks_for_flags(found) && !lines.take(FLAG_REACH).any(flag::is_in) {
        "this copy of the page has lost the borders of its table cells, and with them which members are required"
    } else {
        "this copy of the page has lost the borders of its table cells, and with them which line belongs to which cell"
    };
    Diagnostic::new(Code::LossyPage, message)
        .at(Location::new(source.path.clone(), line, 1))
        .found(found)
        .help("save the page as HTML, or copy it so that tabs or `|` stand between the cells")
}
