//! Class *source*: what code can notice, given to the change of the spec that it belongs to, or
//! told as a change of its own where the spec says nothing at that place.
//!
//! Invariant: a change is of class source exactly where a difference of the Rust APIs belongs
//! to it.

use std::collections::BTreeMap;

use crate::rust::lock::{Decisions, Hold};

use super::api::{Noticed, What, differences};
use super::change::{Change, Class, Classes, Detail, Fingerprint, Item};
use super::kind::{ItemChange, Kind, MemberChange, Part};
use super::pair::Pair;

/// Changes by place; a renamed item or member is found under its old name too.
type Index = BTreeMap<(Item, Detail), Vec<usize>>;

/// Compares the Rust APIs and says what of the changes breaks code.
pub(super) fn add_source(pair: &Pair, changes: &mut Vec<Change>) {
    let mut index = Index::new();
    for (at, change) in changes.iter().enumerate().filter(|(_, change)| !change.is_prose()) {
        let Change { place, .. } = change;
        let mut add = |item: &Item, detail: &Detail| {
            index.entry((item.clone(), detail.clone())).or_default().push(at);
        };
        add(&place.item, &place.detail);
        if let Some((item, detail)) = old_place(change) {
            add(&item, &detail);
        }
    }
    for noticed in differences(pair.old_api(), pair.new_api()) {
        let here = index.get(&(noticed.item.clone(), noticed.detail.clone()));
        let whole = index.get(&(noticed.item.clone(), Detail::Whole));
        let version = index.get(&(Item::Version, Detail::Whole));
        let candidates = [here, whole, version].into_iter().flatten().flatten().copied();
        let found = candidates
            .into_iter()
            .find(|at| changes.get(*at).is_some_and(|change| explains(change, &noticed)));
        if let Some(change) = found.and_then(|at| changes.get_mut(at)) {
            mark(change, &noticed);
        } else {
            let mut change = own_change(pair, &noticed);
            change.cause = cause_of_pages(changes, &noticed);
            changes.push(change);
        }
    }
    note_what_is_held(pair, changes);
}

/// Where a renamed thing was.
fn old_place(change: &Change) -> Option<(Item, Detail)> {
    let old = change.from.clone()?;
    match change.kind {
        Kind::Item(ItemChange::ActionRenamed) => Some((Item::Action(old), Detail::Whole)),
        Kind::Item(ItemChange::StructureRenamed) => Some((Item::Structure(old), Detail::Whole)),
        Kind::Member(part, MemberChange::Renamed) => {
            Some((change.place.item.clone(), Detail::Member(part, old)))
        }
        _ => None,
    }
}

/// Whether the difference follows from the change.
fn explains(change: &Change, noticed: &Noticed) -> bool {
    use ItemChange as I;
    use MemberChange as M;
    matches!(
        (noticed.what, change.kind),
        (
            What::Gone,
            Kind::Item(
                I::ActionRemoved
                    | I::ActionRenamed
                    | I::StructureRemoved
                    | I::StructureRenamed
                    | I::StructureDirection
                    | I::ErrorRemoved,
            ) | Kind::Member(_, M::Removed | M::Renamed),
        ) | (
            What::Type | What::Argument | What::Boxed | What::Unboxed,
            Kind::Member(
                _,
                M::TypeChanged
                    | M::Renamed
                    | M::AddedRequired
                    | M::Required
                    | M::Optional
                    | M::Disabled
                    | M::Enabled,
            ) | Kind::Item(I::StructureDirection),
        ) | (What::Setters, Kind::Item(I::StructureDirection))
            | (What::Order(_), Kind::Member(_, M::Reordered))
            | (What::StreamGone | What::Events, Kind::Item(I::StreamingChanged))
            | (What::Region, Kind::Item(I::RegionChanged))
            | (What::Host, Kind::Item(I::EndpointChanged | I::ActionEndpointChanged))
            | (What::Type, Kind::Item(I::ErrorAdded))
    )
}

/// The class of a difference, and why.
fn class(noticed: &Noticed) -> (Class, Option<String>) {
    match noticed.what {
        What::Host | What::Region => (Class::Wire, None),
        What::PagesAdded => (Class::Compatible, None),
        What::Order(true) => (
            Class::Source,
            Some("old calls of `new` compile, and send the values in other members".to_owned()),
        ),
        What::Order(false) => {
            (Class::Source, Some("`new` takes its arguments in another order".to_owned()))
        }
        _ => (Class::Source, None),
    }
}

fn mark(change: &mut Change, noticed: &Noticed) {
    let (class, note) = class(noticed);
    change.classes = change.classes.with(class);
    change.note = change.note.take().or(note);
}

/// A change of Rust alone.
fn own_change(pair: &Pair, noticed: &Noticed) -> Change {
    let kind = match (&noticed.detail, noticed.what) {
        (Detail::Member(part, _), what) => Kind::Member(*part, member_change(what)),
        (Detail::Members(part), _) => Kind::Member(*part, MemberChange::Reordered),
        (Detail::Error(_), What::Gone) => Kind::Item(ItemChange::ErrorRemoved),
        (_, what) => Kind::Item(item_change(what)),
    };
    let place = pair.place(noticed.item.clone(), noticed.detail.clone());
    let (class, note) = class(noticed);
    let mut change = Change::new(kind, place, class, noticed.from.clone(), noticed.to.clone());
    change.note = note;
    change
}

/// A function for pages comes and goes with the members of its action, and so does the type of an
/// event: the first of them that changed explains it.
fn cause_of_pages(changes: &[Change], noticed: &Noticed) -> Option<Fingerprint> {
    use MemberChange as M;
    let follows =
        matches!(noticed.what, What::PagesAdded | What::PagesGone | What::Items | What::Events);
    let moves = |change: &&Change| {
        change.place.item == noticed.item
            && matches!(
                change.kind,
                Kind::Member(
                    _,
                    M::Removed | M::Renamed | M::TypeChanged | M::Added | M::AddedRequired
                )
            )
    };
    let first = || changes.iter().filter(moves).min_by_key(|change| (&change.place, change.kind));
    follows.then(first).flatten().map(|change| change.fingerprint.clone())
}

fn member_change(what: What) -> MemberChange {
    match what {
        What::Name => MemberChange::RustName,
        What::Boxed => MemberChange::Boxed,
        What::Unboxed => MemberChange::Unboxed,
        What::Argument => MemberChange::Argument,
        _ => MemberChange::FieldType,
    }
}

fn item_change(what: What) -> ItemChange {
    match what {
        What::PagesAdded => ItemChange::PagesAdded,
        What::PagesGone => ItemChange::PagesRemoved,
        What::Items => ItemChange::PagesChanged,
        What::StreamGone | What::Events => ItemChange::StreamingChanged,
        What::Host => ItemChange::ActionEndpointChanged,
        What::Region => ItemChange::RegionChanged,
        What::Setters | What::Gone => ItemChange::StructureDirection,
        _ => ItemChange::RustName,
    }
}

/// Says where tcgen.lock keeps the crate as it was, and what is called otherwise because of it.
fn note_what_is_held(pair: &Pair, changes: &mut [Change]) {
    let decisions = pair.new_decisions();
    for change in changes.iter_mut() {
        if let Some(name) = bent_name(decisions, change) {
            change.note.get_or_insert_with(|| format!("`{name}` in Rust: the plain name is taken"));
        }
        let note = match (&change.place.item, &change.place.detail, change.kind) {
            (
                item,
                Detail::Member(part, name),
                Kind::Member(_, MemberChange::Optional | MemberChange::Disabled),
            ) => {
                let path = format!("{}/{name}", type_path(item, *part));
                let held = decisions.members.get(&path) == Some(&Hold::Argument);
                held.then_some("it stays an argument of `new`; `--unlock` lets go of it")
            }
            (Item::Structure(name), Detail::Whole, Kind::Item(ItemChange::StructureDirection)) => {
                let held = decisions.directions.contains_key(name);
                held.then_some("its fields stay as they were; `--unlock` lets go of them")
            }
            (item, Detail::Members(part), Kind::Member(_, MemberChange::Reordered)) => {
                if decisions.arguments.contains_key(&type_path(item, *part)) {
                    change.note.get_or_insert_with(|| {
                        "the arguments of `new` stay in their order".to_owned()
                    });
                }
                None
            }
            _ => None,
        };
        if let Some(note) = note {
            change.is_held = true;
            change.note = Some(note.to_owned());
        }
    }
}

/// The name of something new whose plain name something else has.
fn bent_name<'d>(decisions: &'d Decisions, change: &Change) -> Option<&'d String> {
    if decisions.names.is_empty() || !change.kind.is_addition() {
        return None;
    }
    let path = match (&change.place.item, &change.place.detail) {
        (item, Detail::Member(part, name)) => format!("{}/{name}", type_path(item, *part)),
        (Item::Structure(name), Detail::Whole) => format!("structures/{name}"),
        (Item::Action(name), Detail::Whole) => format!("actions/{name}"),
        (_, Detail::Error(code)) => format!("errors/{code}"),
        _ => return None,
    };
    decisions.names.get(&path)
}

/// The path of a type's members, as tcgen.lock has it.
fn type_path(item: &Item, part: Part) -> String {
    match item {
        Item::Action(name) => format!("actions/{name}/{}", part.as_str()),
        Item::Structure(name) => format!("structures/{name}"),
        Item::Version => String::new(),
    }
}

impl Classes {
    /// The classes with one more; a harmless one gives way to a grave one.
    fn with(self, class: Class) -> Self {
        match (self, class) {
            (Self::SourceAndWire, _)
            | (Self::One(Class::Source), Class::Wire)
            | (Self::One(Class::Wire), Class::Source) => Self::SourceAndWire,
            (Self::One(Class::Source | Class::Wire), Class::Compatible | Class::Docs) => self,
            (Self::One(_), class) => Self::One(class),
        }
    }
}
