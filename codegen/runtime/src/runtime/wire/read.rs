//! Reads JSON into members, driving one `serde` deserializer for all types.
//!
//! Unknown members are skipped. When something does not fit, the path to it is gathered on the way
//! out, so that reading what fits costs nothing for it.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::Members;
use super::scalar::{Mismatch, Scalar};
use super::slot::{Filled, ListSlot, Slot};

/// Reads a JSON object into members.
///
/// # Errors
/// When the text is not a JSON object, or a member does not fit.
pub fn from_json(text: &[u8], members: &mut dyn Members) -> Result<(), ReadFailure> {
    let mut trace = Trace::default();
    if let Some(found) = not_an_object(text) {
        let problem = format!("expected an object, found {found}");
        return Err(ReadFailure { path: String::new(), problem, is_syntax: false });
    }
    let mut reader = serde_json::Deserializer::from_slice(text);
    let read = MembersSeed { members, trace: &mut trace }.deserialize(&mut reader);
    match read.and_then(|()| reader.end()) {
        Ok(()) => Ok(()),
        Err(error) => Err(trace.failure(&error)),
    }
}

/// What the text is where it is a scalar; its content, which may be personal data, is not told.
fn not_an_object(text: &[u8]) -> Option<&'static str> {
    match text.trim_ascii_start().first()? {
        b'"' => Some("a string"),
        b'0'..=b'9' | b'-' => Some("a number"),
        b't' | b'f' => Some("a truth value"),
        b'n' => Some("null"),
        _ => None,
    }
}

/// Where reading stopped, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFailure {
    /// The path from the outermost object down: `Items[3].Price`; empty for the whole.
    pub path: String,
    /// What was expected and found, and where in the text.
    pub problem: String,
    /// Whether the text is not JSON at this place; otherwise a member does not fit.
    pub is_syntax: bool,
}

/// Gathers the path to a failure, innermost segment first.
#[derive(Debug, Default)]
pub struct Trace(Vec<Segment>);

#[derive(Debug)]
enum Segment {
    Member(String),
    Item(usize),
}

impl Trace {
    /// The failure was inside this member.
    pub fn member(&mut self, name: &str) {
        self.0.push(Segment::Member(name.to_owned()));
    }

    /// The path gathered, outermost segment first.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.0.iter().rev() {
            match segment {
                Segment::Member(name) if path.is_empty() => path.push_str(name),
                Segment::Member(name) => {
                    path.push('.');
                    path.push_str(name);
                }
                Segment::Item(index) => {
                    path.push('[');
                    path.push_str(&index.to_string());
                    path.push(']');
                }
            }
        }
        path
    }

    fn failure(&self, error: &serde_json::Error) -> ReadFailure {
        ReadFailure { path: self.path(), problem: error.to_string(), is_syntax: !error.is_data() }
    }
}

/// The name of a member, borrowed from the text where it has no escapes.
pub struct Name<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }
}

/// Reads the entries of an object into members, skipping unknown names.
///
/// # Errors
/// When the text is broken, or a member does not fit or is missing that has to be there; the trace
/// has the path then.
pub fn read_members<'de, A: MapAccess<'de>>(
    map: &mut A,
    members: &mut dyn Members,
    trace: &mut Trace,
) -> Result<(), A::Error> {
    let first = map.next_key::<Name<'de>>()?;
    read_entries(map, first, members, trace)
}

/// Reads the entries of an object from the first of them on, whose name is known.
fn read_entries<'de, A: MapAccess<'de>>(
    map: &mut A,
    first: Option<Name<'de>>,
    members: &mut dyn Members,
    trace: &mut Trace,
) -> Result<(), A::Error> {
    // Mostly there are none, and then this costs nothing.
    let mut missing = members.required();
    let mut next = first;
    while let Some(Name(name)) = next {
        if read_member(map, &name, members, trace)? == Filled::Value {
            missing.retain(|required| *required != name);
        }
        next = map.next_key()?;
    }
    match missing.first() {
        None => Ok(()),
        Some(name) => Err(is_missing(name, members, trace)),
    }
}

/// Reads the value of one entry.
fn read_member<'de, A: MapAccess<'de>>(
    map: &mut A,
    name: &str,
    members: &mut dyn Members,
    trace: &mut Trace,
) -> Result<Filled, A::Error> {
    let read = match members.slot(name) {
        Some(slot) => map.next_value_seed(SlotSeed { slot, trace: &mut *trace, item: false }),
        None => map.next_value::<IgnoredAny>().map(|_| Filled::Nothing),
    };
    if read.is_err() {
        trace.member(name);
    }
    read
}

/// A member without a value, whose field cannot say that there is none.
fn is_missing<E: Error>(name: &str, members: &mut dyn Members, trace: &mut Trace) -> E {
    trace.member(name);
    let expected = members.slot(name).map_or("a value", |slot| slot.expected());
    E::custom(format_args!(
        "expected {expected}, found nothing; the field is required (where tcgen.lock keeps it so, \
         `tcgen regenerate --unlock` lets go of it)"
    ))
}

/// Reads an object into members.
pub(crate) struct MembersSeed<'a> {
    pub(crate) members: &'a mut dyn Members,
    pub(crate) trace: &'a mut Trace,
}

impl<'de> DeserializeSeed<'de> for MembersSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for MembersSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        read_members(&mut map, self.members, self.trace)
    }
}

/// Reads any value into a slot.
pub struct SlotSeed<'a> {
    /// Where the value goes.
    pub slot: &'a mut dyn Slot,
    /// Where the path of a failure is gathered.
    pub trace: &'a mut Trace,
    /// Whether the slot is an item of a list, which cannot be left out.
    pub item: bool,
}

impl SlotSeed<'_> {
    fn scalar<E: Error>(self, scalar: Scalar<'_>) -> Result<Filled, E> {
        let read = match self.slot.scalar(scalar) {
            Ok(Filled::Nothing) if self.item => self.slot.missing_item().map(|()| Filled::Nothing),
            read => read,
        };
        read.map_err(|Mismatch| mismatch(self.slot, found(scalar)))
    }

    /// A number in digits, as `serde_json` hands it over when any crate of the build asks it for
    /// arbitrary precision.
    fn digits<E: Error>(self, digits: &str) -> Result<Filled, E> {
        let scalar = match (digits.parse::<i64>(), digits.parse::<u64>()) {
            (Ok(number), _) => Scalar::Int(number),
            (_, Ok(number)) => Scalar::Uint(number),
            _ => Scalar::Float(digits.parse().map_err(E::custom)?),
        };
        self.scalar(scalar)
    }

    /// `{}`: an empty structure, and what some products send for an empty list.
    fn empty_object<E: Error>(self) -> Result<Filled, E> {
        if let Some(members) = self.slot.members() {
            let required = members.required();
            return match required.first() {
                None => Ok(Filled::Value),
                Some(name) => Err(is_missing(name, members, self.trace)),
            };
        }
        if self.slot.list().is_some() {
            self.slot.clear();
            return Ok(Filled::Nothing);
        }
        Err(mismatch(self.slot, "an object"))
    }
}

/// What was found, without its content: that may be personal data.
fn found(scalar: Scalar<'_>) -> &'static str {
    match scalar {
        Scalar::Null => "null",
        Scalar::Bool(_) => "a truth value",
        Scalar::Int(_) | Scalar::Uint(_) => "an integer that is out of place or range",
        Scalar::Float(_) => "a number that is out of place or range",
        Scalar::Str("") => "an empty string",
        Scalar::Str(_) => "a string",
    }
}

fn mismatch<E: Error>(slot: &dyn Slot, found: &str) -> E {
    E::custom(format_args!("expected {}, found {found}", slot.expected()))
}

impl<'de> DeserializeSeed<'de> for SlotSeed<'_> {
    type Value = Filled;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Filled, D::Error> {
        if let Some(json) = self.slot.json() {
            *json = serde_json::Value::deserialize(deserializer)?;
            return Ok(Filled::Value);
        }
        deserializer.deserialize_any(self)
    }
}

/// The key under which `serde_json` hides a number of arbitrary precision.
const ARBITRARY_PRECISION: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for SlotSeed<'_> {
    type Value = Filled;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slot.expected())
    }

    fn visit_unit<E: Error>(self) -> Result<Filled, E> {
        self.scalar(Scalar::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Filled, E> {
        self.scalar(Scalar::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Filled, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Filled, E> {
        self.scalar(Scalar::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Filled, E> {
        self.scalar(Scalar::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Filled, E> {
        self.scalar(i64::try_from(value).map_or(Scalar::Uint(value), Scalar::Int))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Filled, E> {
        self.scalar(Scalar::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Filled, E> {
        self.scalar(Scalar::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Filled, A::Error> {
        if let Some(list) = self.slot.list() {
            return read_items(&mut seq, list, self.trace).map(|()| Filled::Value);
        }
        // `[]` is what some products send for a structure that is not there.
        let is_structure = self.slot.members().is_some();
        self.slot.clear();
        if is_structure && seq.next_element::<IgnoredAny>()?.is_none() {
            return Ok(Filled::Nothing);
        }
        Err(mismatch(self.slot, "a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Filled, A::Error> {
        let Some(first) = map.next_key::<Name<'de>>()? else { return self.empty_object() };
        if first.0 == ARBITRARY_PRECISION {
            let Name(digits) = map.next_value()?;
            return self.digits(&digits);
        }
        if let Some(members) = self.slot.members() {
            let read = read_entries(&mut map, Some(first), members, self.trace);
            return read.map(|()| Filled::Value);
        }
        Err(mismatch(self.slot, "an object"))
    }
}

fn read_items<'de, A: SeqAccess<'de>>(
    seq: &mut A,
    list: &mut dyn ListSlot,
    trace: &mut Trace,
) -> Result<(), A::Error> {
    let mut index = 0;
    loop {
        match seq.next_element_seed(ItemSeed { list: &mut *list, trace: &mut *trace }) {
            Ok(Some(())) => index += 1,
            Ok(None) => return Ok(()),
            Err(error) => {
                trace.0.push(Segment::Item(index));
                return Err(error);
            }
        }
    }
}

/// Reads the next item of a list, if there is one.
struct ItemSeed<'a> {
    list: &'a mut dyn ListSlot,
    trace: &'a mut Trace,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.list.next() {
            Some(slot) => {
                let seed = SlotSeed { slot, trace: self.trace, item: true };
                seed.deserialize(deserializer).map(|_| ())
            }
            None => IgnoredAny::deserialize(deserializer).map(|_| ()),
        }
    }
}
