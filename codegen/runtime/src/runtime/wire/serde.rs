//! `serde` for every type, through the same traits; what [`members`](crate::members) calls.

pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use serde_core::de::DeserializeSeed;
use serde_core::ser::{Error, SerializeMap, SerializeSeq};

use super::read::{MembersSeed, Trace};
use super::{Binary, Blank, Items, Members, Value, ValueVisitor, Visitor, is_there};

/// Serializes members as a map; what is `None` is left out.
///
/// # Errors
/// When the serializer fails.
pub fn serialize<S: Serializer>(members: &dyn Members, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = Entries { map: serializer.serialize_map(None)?, failure: None };
    members.visit(&mut map);
    match map.failure {
        Some(failure) => Err(failure),
        None => map.map.end(),
    }
}

/// Deserializes a type with members, as tolerantly as a response is read.
///
/// # Errors
/// When a member does not fit; the message names the path to it.
pub fn deserialize<'de, D: Deserializer<'de>, T: Members + Blank>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut value = T::blank();
    let mut trace = Trace::default();
    match (MembersSeed { members: &mut value, trace: &mut trace }).deserialize(deserializer) {
        Ok(()) => Ok(value),
        Err(error) => Err(match trace.path() {
            path if path.is_empty() => error,
            path => serde_core::de::Error::custom(format_args!("{path}: {error}")),
        }),
    }
}

struct Entries<M: SerializeMap> {
    map: M,
    failure: Option<M::Error>,
}

impl<M: SerializeMap> Visitor for Entries<M> {
    fn member(&mut self, name: &str, value: &dyn Value) {
        if self.failure.is_none() && is_there(value) {
            self.failure = self.map.serialize_entry(name, &Erased(value)).err();
        }
    }
}

/// A value as `serde` sees it.
struct Erased<'a>(&'a dyn Value);

impl Serialize for Erased<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut once = Once { serializer: Some(serializer), result: None };
        self.0.accept(&mut once);
        once.result.unwrap_or_else(|| Err(S::Error::custom("a value that tells nothing of itself")))
    }
}

struct Once<S: Serializer> {
    serializer: Option<S>,
    result: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Once<S> {
    fn with(&mut self, serialize: impl FnOnce(S) -> Result<S::Ok, S::Error>) {
        self.result = self.serializer.take().map(serialize);
    }
}

impl<S: Serializer> ValueVisitor for Once<S> {
    fn nothing(&mut self) {
        self.with(S::serialize_none);
    }

    fn string(&mut self, value: &str) {
        self.with(|serializer| serializer.serialize_str(value));
    }

    fn int(&mut self, value: i64) {
        self.with(|serializer| serializer.serialize_i64(value));
    }

    fn uint(&mut self, value: u64) {
        self.with(|serializer| serializer.serialize_u64(value));
    }

    fn float(&mut self, value: f64) {
        self.with(|serializer| serializer.serialize_f64(value));
    }

    fn bool(&mut self, value: bool) {
        self.with(|serializer| serializer.serialize_bool(value));
    }

    fn binary(&mut self, value: &Binary) {
        self.with(|serializer| serializer.serialize_bytes(value.bytes()));
    }

    fn list(&mut self, items: &dyn Items) {
        self.with(|serializer| {
            let mut seq = serializer.serialize_seq(None)?;
            for item in (0..).map_while(|index| items.item(index)) {
                seq.serialize_element(&Erased(item))?;
            }
            seq.end()
        });
    }

    fn members(&mut self, value: &dyn Members) {
        self.with(|serializer| serialize(value, serializer));
    }

    fn json(&mut self, value: &serde_json::Value) {
        self.with(|serializer| value.serialize(serializer));
    }
}
