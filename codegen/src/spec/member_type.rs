//! The type of a member: a scalar, a structure's name, or a list of one of these.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::is_name;

/// The type of a member on the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberType {
    /// A value that is not made of members.
    Scalar(Scalar),
    /// A structure, by name.
    Structure(String),
    /// A list of scalars.
    ScalarList(Scalar),
    /// A list of structures, by name.
    StructureList(String),
}

/// A value that is not made of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// Text.
    String,
    /// A signed integer of 64 bits; also every integer of which only a page speaks.
    Int64,
    /// An unsigned integer of 64 bits.
    Uint64,
    /// A floating-point number of 64 bits.
    Float,
    /// True or false.
    Bool,
    /// Bytes, sent as a part of a multipart body.
    Binary,
    /// A day: `2020-11-11`, a string on the wire.
    Date,
    /// A time without zone: `2020-11-11 08:00:00`, a string on the wire.
    Datetime,
    /// A time with zone: `2020-11-11T08:00:00+08:00`, a string on the wire.
    DatetimeIso,
}

impl Scalar {
    /// Every scalar.
    pub const ALL: [Self; 9] = [
        Self::String,
        Self::Int64,
        Self::Uint64,
        Self::Float,
        Self::Bool,
        Self::Binary,
        Self::Date,
        Self::Datetime,
        Self::DatetimeIso,
    ];

    /// The word in the spec.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Int64 => "int64",
            Self::Uint64 => "uint64",
            Self::Float => "float",
            Self::Bool => "bool",
            Self::Binary => "binary",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::DatetimeIso => "datetime_iso",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scalar| scalar.as_str() == word)
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl MemberType {
    /// The structure that it names, alone or in a list.
    pub fn structure(&self) -> Option<&str> {
        match self {
            Self::Structure(name) | Self::StructureList(name) => Some(name),
            Self::Scalar(_) | Self::ScalarList(_) => None,
        }
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::ScalarList(_) | Self::StructureList(_))
    }
}

impl fmt::Display for MemberType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => write!(f, "{scalar}"),
            Self::Structure(name) => f.write_str(name),
            Self::ScalarList(scalar) => write!(f, "list<{scalar}>"),
            Self::StructureList(name) => write!(f, "list<{name}>"),
        }
    }
}

/// A text is not a type of the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseMemberTypeError {
    /// The text.
    pub text: String,
}

impl fmt::Display for ParseMemberTypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a type: expected string, int64, uint64, float, bool, binary, date, datetime, \
             datetime_iso, a structure's name, or list<…> of one of these",
            self.text
        )
    }
}

impl std::error::Error for ParseMemberTypeError {}

impl FromStr for MemberType {
    type Err = ParseMemberTypeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || ParseMemberTypeError { text: text.to_owned() };
        if let Some(item) = text.strip_prefix("list<") {
            let item = item.strip_suffix('>').ok_or_else(fail)?;
            return match Scalar::from_word(item) {
                Some(scalar) => Ok(Self::ScalarList(scalar)),
                None if is_name(item) => Ok(Self::StructureList(item.to_owned())),
                None => Err(fail()),
            };
        }
        match Scalar::from_word(text) {
            Some(scalar) => Ok(Self::Scalar(scalar)),
            None if is_name(text) => Ok(Self::Structure(text.to_owned())),
            None => Err(fail()),
        }
    }
}

impl Serialize for MemberType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MemberType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_reads_back_as_written() {
        for text in
            ["string", "datetime_iso", "list<uint64>", "UserInfo", "list<Topic_Simplification>"]
        {
            assert_eq!(text.parse::<MemberType>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn code_and_paths_are_no_types() {
        for text in
            ["", "Foo; fn evil()", "../x", "list<list<string>>", "list<", "9x", "a b", "类型"]
        {
            assert!(text.parse::<MemberType>().is_err(), "{text}");
        }
    }
}
