//! What the tables of a page are: rows of members and error codes, still strings.
//!
//! In: a [`Document`]. Out: one [`RawPage`] for each page in it, its rows with their places,
//! and what could not be understood as diagnostics. What the strings mean is decided in
//! `interpret`.
//!
//! Invariant: columns are looked up by their heading, sections by theirs; a position says
//! nothing. Every row of a table that was read is either in a [`RawPage`] or a diagnostic, and
//! [`Tally`] counts both.

mod action;
mod ends;
mod examples;
mod findings;
mod kind;
mod letters;
mod page_part;
mod prose;
mod raw;
mod rows;
mod sides;
mod split;
mod structures;
mod subject;
mod unheaded;

pub use prose::{Likeness, has_our_words};
pub use raw::{
    RawAction, RawCode, RawErrorCode, RawErrors, RawExample, RawMember, RawPage, RawPageKind,
    RawSide, RawStructure, Tally,
};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::documentation::page::Document;

/// Finds the pages of a file and reads their tables.
pub fn find_pages<'a>(document: Document<'a>, diagnostics: &mut Diagnostics) -> Vec<RawPage<'a>> {
    let file = document.head();
    if let Some(at) = file.unpaired {
        let message = "this fence has no partner; where its code begins and ends is a guess";
        diagnostics.push(
            Diagnostic::new(Code::UnpairedFence, message)
                .at(file.location(at))
                .help("look for the example in the spec, and put the other fence in: ```"),
        );
    }
    let blocks = unheaded::head_tables(document.blocks, &file, diagnostics);
    split::pages(blocks).into_iter().map(|blocks| kind::read(&file, blocks, diagnostics)).collect()
}
