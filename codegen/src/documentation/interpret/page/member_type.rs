//! The words of a type cell.

use crate::documentation::markdown::{Markup, plain};
use crate::documentation::page::Text;
use crate::spec::{MemberType, Scalar, is_name};

/// What a type cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TypeReading {
    /// A type.
    Known(MemberType),
    /// A word for "anything" (`JSON`, `Object`, `Any`): no type of the spec, sent as it is.
    Untyped,
    /// No type, with the one that may be meant.
    Unknown(Option<&'static str>),
}

/// Words of scalars, in lower case.
const SCALARS: &[(Scalar, &[&str])] = &[
    (
        Scalar::String,
        &["string", "str", "text", "varchar", "char", "string(json)", "文字列", "字符串"],
    ),
    (
        Scalar::Int64,
        &[
            "integer", "int", "int8", "int16", "int32", "int64", "long", "short", "bigint", "整数",
            "整型",
        ],
    ),
    (
        Scalar::Uint64,
        &["uint", "uint8", "uint16", "uint32", "uint64", "unsigned integer", "unsigned int"],
    ),
    (
        Scalar::Float,
        &[
            "float",
            "float32",
            "float64",
            "double",
            "number",
            "decimal",
            "int64 or float64",
            "浮点数",
        ],
    ),
    (Scalar::Bool, &["boolean", "bool", "布尔"]),
    (Scalar::Binary, &["binary", "file", "byte[]"]),
    (Scalar::Date, &["date"]),
    (Scalar::Datetime, &["timestamp", "datetime", "date time", "time"]),
    (
        Scalar::DatetimeIso,
        &[
            "timestamp iso8601",
            "timestamp_iso8601",
            "timestampiso8601",
            "datetime iso8601",
            "iso8601",
        ],
    ),
];

const UNTYPED: &[&str] = &["json", "any", "object", "map", "struct", "json object", "interface"];

/// Words that are scalars, as pages spell them, for telling a misspelling.
const SPELLINGS: &[&str] = &["String", "Integer", "Boolean", "Float", "Timestamp"];

/// What the type cell says: `Integer`, `Array of [Filter](…#Filter)`, `[String]`.
pub(super) fn interpret_member_type(cell: &Text<'_>) -> TypeReading {
    let source = cell.source.trim();
    // Copies keep the links of Markdown in cells of any markup.
    let links = source.contains("](");
    // `[String]`, a list, is not a link.
    let item = source.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(item) = item.filter(|_| !links) {
        return list(item);
    }
    let linked = links || (cell.markup == Markup::Html && source.contains("<a"));
    let text = match cell.markup {
        Markup::Text | Markup::Html if links => plain(source, Markup::Official),
        _ => cell.plain(),
    };
    let text = text.trim_matches(['。', '.', ',', '，', ';', ' ']);
    for start in ["array of ", "list of ", "arrayof ", "array<", "list<", "array of"] {
        if let Some(item) = strip_start(text, start) {
            return list(item.trim().trim_end_matches('>'));
        }
    }
    if let Some(item) = text.strip_suffix("[]").filter(|item| *item != "byte") {
        return list(item);
    }
    match strip_start(text, "object of ") {
        Some(item) => single(item.trim(), true),
        None => single(text, linked),
    }
}

fn list(item: &str) -> TypeReading {
    let item = item.trim();
    let plural = item.strip_suffix('s').filter(|item| scalar(item).is_some());
    match single(plural.unwrap_or(item), true) {
        TypeReading::Known(MemberType::Scalar(scalar)) => {
            TypeReading::Known(MemberType::ScalarList(scalar))
        }
        TypeReading::Known(MemberType::Structure(name)) => {
            TypeReading::Known(MemberType::StructureList(name))
        }
        // A list of lists, or of anything, is not a type of the spec.
        TypeReading::Known(_) => TypeReading::Unknown(None),
        other => other,
    }
}

fn single(text: &str, sure: bool) -> TypeReading {
    if let Some(scalar) = scalar(text) {
        return TypeReading::Known(MemberType::Scalar(scalar));
    }
    let word = text.to_ascii_lowercase();
    if UNTYPED.contains(&word.as_str()) {
        return TypeReading::Untyped;
    }
    let near = SPELLINGS
        .iter()
        .find(|known| strsim::damerau_levenshtein(&known.to_ascii_lowercase(), clip(&word)) <= 1);
    let named = is_name(text) && text.starts_with(|c: char| c.is_ascii_uppercase());
    match near {
        Some(near) if !sure => TypeReading::Unknown(Some(near)),
        _ if named => TypeReading::Known(MemberType::Structure(text.to_owned())),
        near => TypeReading::Unknown(near.copied()),
    }
}

fn scalar(text: &str) -> Option<Scalar> {
    let word = text.trim().to_ascii_lowercase();
    SCALARS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(scalar, _)| *scalar)
}

/// A word long enough to compare; the rest of a long cell is not a misspelling.
fn clip(word: &str) -> &str {
    word.get(..word.len().min(24)).unwrap_or("")
}

fn strip_start<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let found = text.get(..start.len())?;
    found.eq_ignore_ascii_case(start).then(|| text.get(start.len()..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match interpret_member_type(&Text { source: text.into(), markup: Markup::Markdown }) {
            TypeReading::Known(member_type) => member_type.to_string(),
            TypeReading::Untyped => "untyped".to_owned(),
            TypeReading::Unknown(near) => format!("unknown {near:?}"),
        }
    }

    #[test]
    fn every_spelling_of_the_documentation_is_a_type() {
        let cases = [
            ("String", "string"),
            ("Integer", "int64"),
            ("Int", "int64"),
            ("Uint64", "uint64"),
            ("Int64 or Float64", "float"),
            ("float32", "float"),
            ("Boolean", "bool"),
            ("Timestamp", "datetime"),
            ("[Timestamp ISO8601](/document/api/876/78570)", "datetime_iso"),
            ("Date", "date"),
            ("Array of Strings", "list<string>"),
            ("Array of String", "list<string>"),
            ("[String]", "list<string>"),
            ("Array of [Filter](/document/api/1/2#Filter)", "list<Filter>"),
            ("[Array of PhoneInfo](http://x.test)", "list<PhoneInfo>"),
            ("[Placement](#Placement)", "Placement"),
            ("Placement", "Placement"),
            ("Object of Filter", "Filter"),
            ("JSON", "untyped"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_type_is_not_guessed() {
        assert_eq!(read("Interger"), "unknown Some(\"Integer\")");
        assert_eq!(read("[Interger](#Interger)"), "Interger");
        for text in ["", "Foo; fn evil()", "../x", "Array of Array of String", "类型", "foo"] {
            assert_eq!(read(text), "unknown None", "{text}");
        }
    }
}
