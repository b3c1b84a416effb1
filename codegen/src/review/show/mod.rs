//! A product, an action or a structure as a person reads it.
//!
//! In: spec files and the names that the user typed. Out: text for a terminal of a given
//! width, or a spec that holds nothing but what is shown.
//!
//! Invariant: names are found in any case; a name that is not found is answered with the names
//! that may have been meant. Control characters of the documentation never reach the terminal.

mod action;
mod brief;
mod find;
mod members;
mod product;
mod rust;
mod screen;
mod search;
mod structure;
mod subset;
mod suggest;
mod table;

pub use find::{Query, Subject, find_item, match_product, match_versions};
pub use screen::Screen;
pub use search::{Hit, hits, search};
pub use subset::cut;

use crate::project::spec_files::SpecFile;

/// The text of an item of a spec on at most 40 lines of 80 columns: what has to be known first, without
/// prose and without the members of structures, and the number of everything else.
pub fn show_brief(file: &SpecFile, item: &Subject, screen: Screen) -> String {
    match item {
        Subject::Product => brief::product(&file.spec, screen),
        Subject::Action(name) => brief::action(file, name, screen),
        Subject::Structure(name) => brief::structure(file, name, screen),
    }
}

/// The text of an item of a spec, ending in a newline.
pub fn show(file: &SpecFile, item: &Subject, screen: Screen) -> String {
    match item {
        Subject::Product => product::show(&file.spec, screen),
        Subject::Action(name) => action::show(file, name, screen),
        Subject::Structure(name) => structure::show(file, name, screen),
    }
}
