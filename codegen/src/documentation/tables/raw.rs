//! What the tables of a page hold, as strings: neither names nor types are looked at yet.

use std::borrow::Cow;

use super::prose::Likeness;
use crate::documentation::page::{Block, Cell, Language, Place, Text};

/// One page.
#[derive(Clone, Debug)]
pub struct RawPage<'a> {
    /// Where it begins.
    pub at: Place,
    /// The language of its headings.
    pub language: Language,
    /// Its title, where there is one.
    pub title: Option<String>,
    /// Its date of last change.
    pub updated: Option<String>,
    /// What it is.
    pub kind: RawPageKind<'a>,
    /// What was counted.
    pub tally: Tally,
}

/// What a page is.
#[derive(Clone, Debug)]
pub enum RawPageKind<'a> {
    /// It describes an action.
    Action(RawAction<'a>),
    /// It describes structures.
    Structures(Vec<RawStructure<'a>>),
    /// It describes the error codes of a product.
    Errors(RawErrors<'a>),
    /// It is none of these.
    Other {
        /// What it is instead.
        reason: String,
        /// Whether it looks like one all the same.
        likeness: Likeness,
    },
}

/// What was counted in the tables of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tables of members and error codes.
    pub tables: usize,
    /// Their rows.
    pub rows: usize,
    /// Rows in which there is nothing.
    pub blank: usize,
    /// Rows that no one could read.
    pub refused: usize,
}

/// An action page.
#[derive(Clone, Debug, Default)]
pub struct RawAction<'a> {
    /// What is before the input: prose, lists, tables, code.
    pub description: Vec<Block<'a>>,
    /// Its input or output, where it is headed and has no table.
    pub missing: Vec<RawSide>,
    /// Prose among the tables that is about this action alone.
    pub notes: Vec<Block<'a>>,
    /// Rows of the input table, public parameters included.
    pub input: Vec<RawMember<'a>>,
    /// Rows of the output table.
    pub output: Vec<RawMember<'a>>,
    /// Rows of the error table.
    pub errors: Vec<RawErrorCode<'a>>,
    /// The examples.
    pub examples: Vec<RawExample<'a>>,
    /// Structures that the page describes on the way.
    pub structures: Vec<RawStructure<'a>>,
    /// How it looks like a page of API 3.0, where no table names its action.
    pub likeness: Likeness,
}

/// An input or output without a table.
#[derive(Clone, Debug)]
pub struct RawSide {
    /// Where its heading is.
    pub at: Place,
    /// The heading.
    pub words: String,
    /// The prose under it, where there is some.
    pub text: Option<String>,
}

/// A row of a members table.
#[derive(Clone, Debug)]
pub struct RawMember<'a> {
    /// Where the row begins.
    pub at: Place,
    /// The cell with the name.
    pub name: Cell<'a>,
    /// The cell with the type.
    pub member_type: Cell<'a>,
    /// The cell that says whether it is required, where the table has one.
    pub required: Option<Cell<'a>>,
    /// The cell with the description.
    pub doc: Option<Cell<'a>>,
    /// The cell with the default.
    pub default: Option<Cell<'a>>,
    /// The cell with an example.
    pub example: Option<Cell<'a>>,
}

/// A row of an error table.
#[derive(Clone, Debug)]
pub struct RawErrorCode<'a> {
    /// The cell with the code.
    pub code: Cell<'a>,
    /// The cell with the description.
    pub doc: Option<Cell<'a>>,
}

/// The error codes of a product.
#[derive(Clone, Debug, Default)]
pub struct RawErrors<'a> {
    /// The rows of all its tables.
    pub codes: Vec<RawErrorCode<'a>>,
}

/// One example.
#[derive(Clone, Debug, Default)]
pub struct RawExample<'a> {
    /// Its title.
    pub title: Option<String>,
    /// The prose before the request.
    pub doc: Vec<Block<'a>>,
    /// The request.
    pub request: Option<RawCode<'a>>,
    /// The answer.
    pub response: Option<RawCode<'a>>,
}

/// The request or answer of an example.
#[derive(Clone, Debug)]
pub struct RawCode<'a> {
    /// Where it begins.
    pub at: Place,
    /// As found.
    pub text: Cow<'a, str>,
}

/// One structure.
#[derive(Clone, Debug)]
pub struct RawStructure<'a> {
    /// Where its heading is.
    pub at: Place,
    /// Its name.
    pub name: String,
    /// The prose between heading and table.
    pub doc: Vec<Text<'a>>,
    /// The rows of its table.
    pub members: Vec<RawMember<'a>>,
}
