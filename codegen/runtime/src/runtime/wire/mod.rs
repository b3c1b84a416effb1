//! How requests, responses and structures look to the wire: by member name, and nothing else.
//!
//! Every type implements [`Members`]: it shows its members to a [`Visitor`], and gives the place of
//! a wire name to the reader. Writing JSON, reading it, flattening into a query, printing for
//! `Debug`, and `serde` all go through these two methods, so that none of that is compiled once a
//! type.
//!
//! Invariant: the traits are object-safe, and nothing here is generic over a request or response.

mod adjusted;
mod binary;
mod clean;
mod debug;
mod equal;
mod json;
mod probe;
mod query;
mod read;
mod scalar;
pub mod serde;
mod slot;
mod value;
mod write;

pub(crate) use adjusted::NO_EXTRAS;
pub use adjusted::{Adjusted, Extras};
pub use binary::Binary;
pub(crate) use clean::{Encoding, clean, clean_and_close};
pub use debug::debug;
pub use equal::equal;
pub use json::JsonObject;
pub use probe::{bool_at, count_at, has_value, integer_at, is_there, required_of, text_at};
pub use query::{EncodeError, to_query};
pub use read::{Name, ReadFailure, SlotSeed, Trace, from_json, read_members};
pub use scalar::{Mismatch, Scalar};
pub(crate) use slot::Whole;
pub use slot::{Blank, Filled, ListSlot, Slot};
pub use value::{Items, Value, ValueVisitor};
pub use write::{list_to_json, to_json};

/// A request, a response or a structure as the wire sees it.
///
/// Generated for every type; write it by hand only for an action that is not generated.
pub trait Members: Send + Sync {
    /// Hands every member to the visitor, in documented order.
    fn visit(&self, visitor: &mut dyn Visitor);

    /// The place of the member with this wire name; `None` where there is no such member.
    ///
    /// Types that are only sent keep this default.
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        let _ = name;
        None
    }

    /// The members that an answer has to hold, by wire name: their fields have no room to say that
    /// there is none, and no zero may stand for a missing price.
    ///
    /// A type has some that is only sent, for its required members are arguments of `new`; and one that
    /// was sent only at first and is read too by now, where tcgen.lock keeps its fields as they were.
    fn required(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether members of any name are taken as they stand, as by a JSON object.
    fn is_open(&self) -> bool {
        false
    }
}

/// Is shown the members of a type.
pub trait Visitor {
    /// A member, by its wire name.
    fn member(&mut self, name: &str, value: &dyn Value);

    /// The members of a type of `members!`, all at once: their wire names, how their fields are shown
    /// (`member flow_name secret id_card`), and their values.
    ///
    /// A crate has thousands of members. Two literals per type cost the compiler a third less than a
    /// call per member.
    fn fields(&mut self, names: &str, shown: &str, values: &[&dyn Value]) {
        let _ = shown;
        let mut rest = names;
        for value in values {
            // Names are short: to search them with `split` would take longer than to write them.
            let end = rest.bytes().position(|byte| byte == b' ').unwrap_or(rest.len());
            let (name, behind) = rest.split_at(end);
            self.member(name, *value);
            rest = behind.get(1..).unwrap_or_default();
        }
    }
}

/// A large or recursive structure is in a box; the wire does not see it.
impl<T: Members + ?Sized> Members for Box<T> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        (**self).visit(visitor);
    }

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        (**self).slot(name)
    }

    fn required(&self) -> Vec<String> {
        (**self).required()
    }

    fn is_open(&self) -> bool {
        (**self).is_open()
    }
}
