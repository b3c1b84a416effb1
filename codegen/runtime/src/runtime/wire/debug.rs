//! `Debug` for every type with members: what is there by field, secrets as `[redacted]`.

use std::fmt::{self, Debug, DebugMap, DebugStruct, Formatter};

use super::{Binary, Items, Members, Value, ValueVisitor, Visitor, is_there};

/// Prints the members that are there, under the name of their type.
///
/// # Errors
/// When the formatter fails.
pub fn debug(members: &dyn Members, name: &str, f: &mut Formatter<'_>) -> fmt::Result {
    let mut visitor = Fields(f.debug_struct(name));
    members.visit(&mut visitor);
    visitor.0.finish()
}

/// A secret, whatever it is.
struct Redacted;

impl Debug for Redacted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Prints the fields that hold something, each by its name as it is called, also where that is a
/// keyword of Rust (`r#type`).
fn print(shown: &str, values: &[&dyn Value], mut print: impl FnMut(&str, &dyn Debug)) {
    let mut words = shown.split_whitespace();
    let fields = std::iter::from_fn(|| Some((words.next()?, words.next()?)));
    for ((way, field), value) in fields.zip(values) {
        if is_there(*value) {
            // Whatever is not said to be fit to print is not printed.
            let value: &dyn Debug = if way == "member" { &Shown(*value) } else { &Redacted };
            print(field.trim_start_matches("r#"), value);
        }
    }
}

struct Fields<'a, 'f>(DebugStruct<'a, 'f>);

impl Visitor for Fields<'_, '_> {
    fn member(&mut self, name: &str, value: &dyn Value) {
        if is_there(value) {
            self.0.field(name, &Redacted);
        }
    }

    fn fields(&mut self, _: &str, shown: &str, values: &[&dyn Value]) {
        print(shown, values, |field, value| {
            self.0.field(field, value);
        });
    }
}

/// A member's name as it is, without quotation marks.
struct Bare<'a>(&'a str);

impl Debug for Bare<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

struct Entries<'a, 'f>(DebugMap<'a, 'f>);

impl Visitor for Entries<'_, '_> {
    fn member(&mut self, name: &str, value: &dyn Value) {
        if is_there(value) {
            self.0.entry(&Bare(name), &Redacted);
        }
    }

    fn fields(&mut self, _: &str, shown: &str, values: &[&dyn Value]) {
        print(shown, values, |field, value| {
            self.0.entry(&Bare(field), value);
        });
    }
}

/// A value that prints itself.
struct Shown<'a>(&'a dyn Value);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut printer = Printer { f, result: Ok(()) };
        self.0.accept(&mut printer);
        printer.result
    }
}

struct Printer<'a, 'f> {
    f: &'a mut Formatter<'f>,
    result: fmt::Result,
}

impl ValueVisitor for Printer<'_, '_> {
    fn nothing(&mut self) {
        self.result = self.f.write_str("None");
    }

    fn string(&mut self, value: &str) {
        self.result = value.fmt(self.f);
    }

    fn int(&mut self, value: i64) {
        self.result = value.fmt(self.f);
    }

    fn uint(&mut self, value: u64) {
        self.result = value.fmt(self.f);
    }

    fn float(&mut self, value: f64) {
        self.result = value.fmt(self.f);
    }

    fn bool(&mut self, value: bool) {
        self.result = value.fmt(self.f);
    }

    fn binary(&mut self, value: &Binary) {
        self.result = value.fmt(self.f);
    }

    fn list(&mut self, items: &dyn Items) {
        let mut list = self.f.debug_list();
        for item in (0..).map_while(|index| items.item(index)) {
            list.entry(&Shown(item));
        }
        self.result = list.finish();
    }

    fn members(&mut self, value: &dyn Members) {
        let mut visitor = Entries(self.f.debug_map());
        value.visit(&mut visitor);
        self.result = visitor.0.finish();
    }

    /// Undeclared JSON may hold anything, personal data included.
    fn json(&mut self, _: &serde_json::Value) {
        self.result = Redacted.fmt(self.f);
    }
}
