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
mod screen;
mod structure;
mod suggest;
mod table;

pub use cut::cut;
pub use find::{Item, Query, find_item, match_product, match_versions};
pub use screen::Screen;

use crate::spec::Spec;

/// The text of an item of a spec, ending in a newline.
pub fn show(spec: &Spec, item: &Item, screen: Screen) -> String {
    match item {
        Item::Product => product::show(spec, screen),
        Item::Action(name) => action::show(spec, name, screen),
        Item::Structure(name) => structure::show(spec, name, screen),
    }
}
