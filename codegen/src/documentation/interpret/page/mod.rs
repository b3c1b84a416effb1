//! One page of raw rows to the items of a spec.
//!
//! In: a [`RawPage`]. Out: an [`Unplaced`] page: its actions, structures and error codes, and
//! what it says of the product version that they belong to. A row that cannot be understood is
//! a diagnostic and a count.

mod action;
mod description;
mod doc;
mod errors;
mod examples;
mod facts;
mod identity;
mod member;
mod member_type;
mod public;
mod report;
mod structure;
mod values;

use std::path::Path;

use super::counts::Counts;
use super::{Places, TableOf};
use crate::diagnostics::{Diagnostics, Location};
use crate::documentation::page::{Document, Language};
use crate::documentation::tables::{Likeness, RawPage, RawPageKind};
use crate::spec::{Source, Spec};

pub(super) use doc::{Doc, interpret_doc};
pub(super) use identity::{Clues, place};
use report::{PageReport, StructureReading};

/// What a page says, before it is known where it belongs.
#[derive(Clone, Debug)]
pub(super) struct Unplaced {
    /// The items; product and version are empty where the page names none.
    pub(super) spec: Spec,
    pub(super) location: Location,
    pub(super) places: Places,
    pub(super) language: Language,
    pub(super) updated: Option<String>,
    /// What else tells where the page belongs.
    pub(super) clues: Clues,
}

/// What came of a page.
pub(super) enum Reading {
    /// Items of a spec.
    Items(Box<Unplaced>),
    /// Nothing: it is another kind of page, and this is what it is.
    Other(String, Likeness),
}

/// Interprets one page of the file `path`.
pub(super) fn interpret_page(
    raw: RawPage<'_>,
    file: &Document<'_>,
    source: &Source,
    counts: &mut Counts,
    diagnostics: &mut Diagnostics,
) -> Reading {
    let RawPage { at, language, title, updated, kind, tally } = raw;
    counts.tables += tally.tables;
    counts.rows += tally.rows;
    counts.blank += tally.blank;
    counts.refused += tally.refused;
    let updated = updated.or_else(|| source.updated.clone());
    let source = Source { updated: updated.clone(), ..source.clone() };
    let mut report = PageReport { file, counts, diagnostics };
    let (mut spec, mut clues) = (Spec::new("", ""), Clues::default());
    let mut places = Places::default();
    match kind {
        RawPageKind::Action(raw) => {
            let read = match action::interpret_action(raw, title, at, &mut report) {
                Ok(read) => read,
                Err(reason) => return Reading::Other(reason, Likeness::None),
            };
            clues.product = read.product;
            clues.version = read.version;
            spec.endpoint = read.endpoint;
            for StructureReading { name, mut structure, places: table, .. } in read.structures {
                structure.sources.push(source.clone());
                places.structures.insert(name.clone(), [(TableOf::Members, table)].into());
                spec.structures.insert(name, structure);
            }
            let mut action = read.action;
            action.sources.push(source);
            places.actions.insert(read.name.clone(), read.places);
            spec.actions.insert(read.name, action);
        }
        RawPageKind::Structures(raw) => {
            for raw in raw {
                if let Some(mut read) = structure::interpret_structure(raw, &mut report) {
                    clues.users.append(&mut read.users);
                    read.structure.sources.push(source.clone());
                    report.structure(&mut spec, &mut places, read);
                }
            }
        }
        RawPageKind::Errors(raw) => {
            spec.errors = errors::interpret_errors(raw.codes, at, &mut report).0;
            spec.sources.push(source);
        }
        RawPageKind::Other { reason, likeness } => return Reading::Other(reason, likeness),
    }
    let folder = Path::new(file.file.as_ref()).parent();
    clues.folder = folder.map(Path::to_owned).unwrap_or_default();
    let location = file.location(at);
    Reading::Items(Box::new(Unplaced { spec, location, places, language, updated, clues }))
}
