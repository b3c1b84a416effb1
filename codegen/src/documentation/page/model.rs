//! The model of a page: blocks in the order of the page.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Column, Form, Place};
use crate::diagnostics::Location;
use crate::documentation::markdown::{self, Markup};

/// A file, as found.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The path as the user gave it.
    pub file: Arc<str>,
    /// The form that it was recognised as.
    pub form: Form,
    /// The title, where the form sets it apart from the content.
    pub title: Option<String>,
    /// The address, where the page itself says it.
    pub url: Option<String>,
    /// The date of last change, where the form sets it apart from the content.
    pub updated: Option<String>,
    /// The first fence of code that has no partner.
    pub unpaired: Option<Place>,
    /// What is on it, in order.
    pub blocks: Vec<Block<'a>>,
}

impl Document<'_> {
    /// The document without its blocks.
    pub fn head(&self) -> Document<'static> {
        Document {
            file: Arc::clone(&self.file),
            form: self.form,
            title: self.title.clone(),
            url: self.url.clone(),
            updated: self.updated.clone(),
            unpaired: self.unpaired,
            blocks: Vec::new(),
        }
    }

    /// A place of this file, for a diagnostic.
    pub fn location(&self, place: Place) -> Location {
        Location::new(Arc::clone(&self.file), place.line, place.column)
    }
}

/// A part of a page with its place.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// Where it begins.
    pub at: Place,
    /// What it is.
    pub content: Content<'a>,
}

/// What a part of a page is.
#[derive(Clone, Debug)]
pub enum Content<'a> {
    /// A heading and how deep it is, 1 to 6; a heading without a sign is 2 deep.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        text: Text<'a>,
    },
    /// Paragraphs and lists.
    Text(Text<'a>),
    /// A block of code, as found.
    Code(Cow<'a, str>),
    /// A table.
    Table(Table<'a>),
}

/// A table, as found.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// The headings of its columns.
    pub header: Row<'a>,
    /// What each column holds, by its heading; nothing for a heading that is not known.
    pub columns: Vec<Option<Column>>,
    /// What is under them.
    pub rows: Vec<Row<'a>>,
}

impl<'a> Table<'a> {
    /// A table with these headings and rows.
    pub(crate) fn new(header: Row<'a>, rows: Vec<Row<'a>>) -> Self {
        let column = |cell: &Cell<'_>| Column::of_heading(&cell.text.plain());
        Self { columns: header.cells.iter().map(column).collect(), header, rows }
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Where it begins.
    pub at: Place,
    /// Its cells; not always as many as there are columns.
    pub cells: Vec<Cell<'a>>,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell<'a> {
    /// Where its text begins.
    pub at: Place,
    /// Its text.
    pub text: Text<'a>,
}

/// A text and how it is written.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// As found.
    pub source: Cow<'a, str>,
    /// How to read it.
    pub markup: Markup,
}

impl<'a> Text<'a> {
    /// A text of this markup.
    pub(crate) fn new(source: impl Into<Cow<'a, str>>, markup: Markup) -> Self {
        Self { source: source.into(), markup }
    }

    /// As one line of plain characters.
    pub fn plain(&self) -> String {
        markdown::plain(&self.source, self.markup)
    }

    /// As clean Markdown.
    pub fn clean(&self) -> String {
        markdown::clean(&self.source, self.markup)
    }

    /// Whether there is nothing there.
    pub fn is_blank(&self) -> bool {
        self.source.trim().is_empty()
    }
}
