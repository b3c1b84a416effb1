//! The Rust APIs of a product version, old against new: every difference that code outside the
//! crate can notice, with the place in the spec that it belongs to.
//!
//! In: two [`Module`]s, as lowering made them. Out: [`Noticed`] differences. Types are compared
//! by the structure that they stand for, so that a renamed type is one difference and not one
//! per member that has it.

use std::collections::BTreeMap;

use crate::rust::api::{Enum, Field, FieldType, Function, Module, Struct, Value};

use super::change::{Detail, Item};
use super::kind::Part;

/// A difference that code can notice.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Noticed {
    pub item: Item,
    pub detail: Detail,
    pub what: What,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// What is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// It is not there any more.
    Gone,
    /// It has another name.
    Name,
    /// The field has another type.
    Type,
    /// The field has a `Box` now, and nothing else is different.
    Boxed,
    /// The field has no `Box` any more, and nothing else is different.
    Unboxed,
    /// `new` asks for it now, or no longer does.
    Argument,
    /// `new` takes its arguments in another order; `true` where old calls still compile.
    Order(bool),
    /// It is no longer sent, so `new` and the methods that set members are gone.
    Setters,
    /// The function for pages came.
    PagesAdded,
    /// The function for pages went.
    PagesGone,
    /// The function for pages gives other items.
    Items,
    /// The function for the stream of events went.
    StreamGone,
    /// The function for the stream gives events of another type.
    Events,
    /// Calls go to another host.
    Host,
    /// The rule for the region is another one.
    Region,
}

/// A product version as code sees it.
struct Api<'m> {
    /// Types by the name of their action or structure, and which of an action's two they are.
    types: BTreeMap<(&'m str, Option<Part>), &'m Struct>,
    functions: BTreeMap<&'m str, &'m Function>,
    /// The structure that a Rust name stands for.
    wires: BTreeMap<&'m str, &'m str>,
}

/// Every difference, by place.
pub(super) fn differences(old: &Module, new: &Module) -> Vec<Noticed> {
    let mut found = Vec::new();
    compare_codes(&old.errors, &new.errors, &mut found);
    let (old, new) = (Api::of(old), Api::of(new));
    for ((name, part), before) in &old.types {
        let item = || match part {
            Some(_) => Item::Action((*name).to_owned()),
            None => Item::Structure((*name).to_owned()),
        };
        match new.types.get(&(*name, *part)) {
            Some(after) => {
                let item = item();
                let pair =
                    TypePair { old: &old, new: &new, item: &item, part: *part, before, after };
                pair.compare(&mut found);
            }
            // The function says that its action is gone.
            None if part.is_some() => {}
            None => found.push(noticed(&item(), Detail::Whole, What::Gone)),
        }
    }
    for (name, before) in &old.functions {
        let item = Item::Action((*name).to_owned());
        match new.functions.get(name) {
            Some(after) => compare_functions(&item, before, after, &mut found),
            None => found.push(noticed(&item, Detail::Whole, What::Gone)),
        }
    }
    found
}

fn noticed(item: &Item, detail: Detail, what: What) -> Noticed {
    Noticed { item: item.clone(), detail, what, from: None, to: None }
}

impl Noticed {
    fn texts(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        (self.from, self.to) = (Some(from.into()), Some(to.into()));
        self
    }
}

impl<'m> Api<'m> {
    fn of(module: &'m Module) -> Self {
        let mut types = BTreeMap::new();
        let messages = module.requests.iter().zip(&module.responses);
        for (function, (request, response)) in module.functions.iter().zip(messages) {
            types.insert((function.action.as_str(), Some(Part::Input)), request);
            types.insert((function.action.as_str(), Some(Part::Output)), response);
        }
        for structure in &module.structures {
            types.insert((structure.name.wire.as_str(), None), structure);
        }
        let names = module.structures.iter();
        Self {
            types,
            functions: module.functions.iter().map(|one| (one.action.as_str(), one)).collect(),
            wires: names.map(|one| (one.name.rust.as_str(), one.name.wire.as_str())).collect(),
        }
    }

    /// The structure that a Rust name stands for, which two crates share.
    fn wire<'n>(&'n self, name: &'n str) -> &'n str {
        self.wires.get(name).copied().unwrap_or(name)
    }
}

/// Whether two fields have one type but for a box. A renamed structure is still the same.
fn is_same_type(
    (old, before): (&Api<'_>, &FieldType),
    (new, after): (&Api<'_>, &FieldType),
) -> bool {
    let is_same_value = match (&before.value, &after.value) {
        (Value::Struct(before), Value::Struct(after)) => old.wire(before) == new.wire(after),
        (before, after) => before == after,
    };
    before.wrap == after.wrap && is_same_value
}

/// One type, old and new.
struct TypePair<'p, 'm> {
    old: &'p Api<'m>,
    new: &'p Api<'m>,
    item: &'p Item,
    part: Option<Part>,
    before: &'m Struct,
    after: &'m Struct,
}

impl TypePair<'_, '_> {
    fn compare(&self, found: &mut Vec<Noticed>) {
        let (before, after) = (self.before, self.after);
        if before.name.rust != after.name.rust {
            let change = noticed(self.item, Detail::Whole, What::Name);
            found.push(change.texts(&before.name.rust, &after.name.rust));
        }
        if before.sent && !after.sent {
            found.push(noticed(self.item, Detail::Whole, What::Setters));
        }
        self.compare_fields(found);
        if before.sent && after.sent {
            self.compare_arguments(found);
        }
    }

    fn compare_fields(&self, found: &mut Vec<Noticed>) {
        let (before, after) = (&self.before.fields, &self.after.fields);
        let is_same = |(old, new): (&Field, &Field)| old.name.wire == new.name.wire;
        if before.len() == after.len() && before.iter().zip(after).all(is_same) {
            // Most types: no member came or went.
            before.iter().zip(after).for_each(|(old, new)| self.compare_field(old, new, found));
            return;
        }
        let fields: BTreeMap<&str, &Field> =
            after.iter().map(|field| (field.name.wire.as_str(), field)).collect();
        for field in before {
            match fields.get(field.name.wire.as_str()) {
                Some(now) => self.compare_field(field, now, found),
                None => found.push(self.at(field, What::Gone)),
            }
        }
    }

    fn at(&self, field: &Field, what: What) -> Noticed {
        let part = self.part.unwrap_or(Part::Member);
        noticed(self.item, Detail::Member(part, field.name.wire.clone()), what)
    }

    fn compare_field(&self, before: &Field, after: &Field, found: &mut Vec<Noticed>) {
        let (old_name, new_name) = (&before.name.rust, &after.name.rust);
        if old_name != new_name || (self.before.sent && before.setter != after.setter) {
            found.push(self.at(after, What::Name).texts(old_name, new_name));
        }
        let (old, new) = (&before.field_type, &after.field_type);
        if !is_same_type((self.old, old), (self.new, new)) {
            found.push(self.at(after, What::Type));
        } else if old.boxed != new.boxed {
            found.push(self.at(after, if new.boxed { What::Boxed } else { What::Unboxed }));
        }
        if self.before.sent
            && self.after.sent
            && before.argument.is_some() != after.argument.is_some()
        {
            found.push(self.at(after, What::Argument));
        }
    }

    /// Arguments that came with their member, and the order of those that stay.
    fn compare_arguments(&self, found: &mut Vec<Noticed>) {
        let (old, new) = (self.before.arguments(), self.after.arguments());
        if wires(&old) == wires(&new) {
            return;
        }
        let was: BTreeMap<&str, &Field> =
            self.before.fields.iter().map(|field| (field.name.wire.as_str(), field)).collect();
        for field in new.iter().filter(|field| !was.contains_key(field.name.wire.as_str())) {
            found.push(self.at(field, What::Argument));
        }
        let names = |list: &[&Field]| -> Vec<String> {
            list.iter().map(|field| field.name.wire.clone()).collect()
        };
        let (from, to) = (names(&old), names(&new));
        let kept = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|name| other.contains(name)).cloned().collect()
        };
        if kept(&from, &to) != kept(&to, &from) {
            let accepts = |(old, new): (&&Field, &&Field)| {
                is_same_type((self.old, &old.field_type), (self.new, &new.field_type))
            };
            let compiles = old.len() == new.len() && old.iter().zip(&new).all(accepts);
            let part = self.part.unwrap_or(Part::Member);
            let change = noticed(self.item, Detail::Members(part), What::Order(compiles));
            found.push(change.texts(from.join(", "), to.join(", ")));
        }
    }
}

/// The members that the arguments stand for, in order.
fn wires<'f>(arguments: &[&'f Field]) -> Vec<&'f str> {
    arguments.iter().map(|field| field.name.wire.as_str()).collect()
}

fn compare_functions(item: &Item, old: &Function, new: &Function, found: &mut Vec<Noticed>) {
    let whole = |what| noticed(item, Detail::Whole, what);
    let mut name = |from: &str, to: &str| {
        if from != to {
            found.push(whole(What::Name).texts(from, to));
        }
    };
    name(&old.name, &new.name);
    if let (Some(before), Some(after)) = (&old.pages, &new.pages) {
        name(&before.name, &after.name);
    }
    if let (Some(before), Some(after)) = (&old.stream, &new.stream) {
        name(&before.name, &after.name);
    }
    match (&old.pages, &new.pages) {
        (Some(_), None) => found.push(whole(What::PagesGone)),
        (None, Some(_)) => found.push(whole(What::PagesAdded)),
        (Some(before), Some(after)) if before.lists != after.lists => {
            found.push(whole(What::Items).texts(before.lists.join(", "), after.lists.join(", ")));
        }
        _ => {}
    }
    match (&old.stream, &new.stream) {
        (Some(_), None) => found.push(whole(What::StreamGone)),
        (Some(before), Some(after)) if before.is_described != after.is_described => {
            let event = |is_described| if is_described { "response" } else { "JSON object" };
            let change = whole(What::Events);
            found.push(change.texts(event(before.is_described), event(after.is_described)));
        }
        _ => {}
    }
    if old.endpoint != new.endpoint {
        found.push(whole(What::Host).texts(&old.endpoint, &new.endpoint));
    }
    if old.region != new.region {
        let word = |rule| format!("{rule:?}").to_lowercase();
        found.push(whole(What::Region).texts(word(old.region), word(new.region)));
    }
}

/// Variants by code.
fn compare_codes(before: &Enum, after: &Enum, found: &mut Vec<Noticed>) {
    let item = &Item::Version;
    if before.name != after.name {
        let change = noticed(item, Detail::Whole, What::Name);
        found.push(change.texts(&before.name, &after.name));
    }
    let variants: BTreeMap<&str, &str> =
        after.variants.iter().map(|one| (one.name.wire.as_str(), one.name.rust.as_str())).collect();
    for variant in &before.variants {
        let detail = Detail::Error(variant.name.wire.clone());
        match variants.get(variant.name.wire.as_str()) {
            Some(name) if *name == variant.name.rust => {}
            Some(name) => {
                let change = noticed(item, detail, What::Name);
                found.push(change.texts(&variant.name.rust, *name));
            }
            None => found.push(noticed(item, detail, What::Gone)),
        }
    }
}
