//! A product, an action or a structure as a person reads it.
//!
//! In: spec files and the names that the user typed. Out: text for a terminal of a given
//! width, or a spec that holds nothing but what is shown.
//!
//! Invariant: names are found in any case; a name that is not found is answered with the names
//! that may have been meant. Control characters of the documentation never reach the terminal.

mod action;
mod cut;
mod find;
mod members;
mod product;
mod rust;
mod screen;
mod search;
mod structure;
mod suggest;
mod table;

pub use cut::cut;
pub use find::{Item, Query, find_item, match_product, match_versions};
pub use screen::Screen;
pub use search::{Hit, hits, search};

use crate::project::spec_files::SpecFile;

/// The text of an item of a spec that fits a screen: what goes in and comes out, without prose and
/// without the members of structures.
pub fn show_brief(file: &SpecFile, item: &Item, screen: Screen) -> String {
    match item {
        Item::Action(name) => action::show_brief(file, name, screen),
        Item::Product | Item::Structure(_) => show(file, item, screen),
    }
}

/// The text of an item of a spec, ending in a newline.
pub fn show(file: &SpecFile, item: &Item, screen: Screen) -> String {
    match item {
        Item::Product => product::show(&file.spec, screen),
        Item::Action(name) => action::show(file, name, screen),
        Item::Structure(name) => structure::show(file, name, screen),
    }
}
