//! Which texts are written where a value is expected and are none.

use std::collections::BTreeSet;

use crate::spec::Scalar;
use crate::spec::json_types::text_fits;

/// What authors write who have no value at hand.
const FILLERS: &[&str] =
    &["test", "string", "int", "integer", "number", "bool", "boolean", "float", "value"];

/// Whether a text that does not fit the type of a member is only a placeholder, or a remark.
pub(super) fn is_placeholder(scalar: Scalar, name: &str, text: &str) -> bool {
    let plain = folded(text);
    let is_hidden =
        text.contains('*') || plain.ends_with("xxx") || plain.bytes().all(|byte| byte == b'x');
    is_hidden
        || is_prose(text)
        || is_choice(scalar, text)
        || FILLERS.contains(&plain.as_str())
        || is_of_name(&plain, &folded(name))
        || (scalar == Scalar::Bool && is_misspelt_bool(&plain))
}

/// Words, in whatever language: values of numbers and flags have neither other letters nor spaces.
fn is_prose(text: &str) -> bool {
    !text.is_ascii() || text.split_whitespace().count() > 1
}

/// `0,1`, `true/false`: values that may be, of which one is meant.
fn is_choice(scalar: Scalar, text: &str) -> bool {
    let text = text.trim_matches(['[', ']']);
    text.contains([',', '/', '|']) && text.split([',', '/', '|']).all(|one| text_fits(scalar, one))
}

/// `Type` of `LoraMoteType`, `force` of `Force`.
fn is_of_name(plain: &str, name: &str) -> bool {
    plain.len() > 1 && (name.starts_with(plain) || name.ends_with(plain))
}

/// `ture`, `fasle`.
fn is_misspelt_bool(plain: &str) -> bool {
    let letters = |text: &str| text.bytes().collect::<BTreeSet<u8>>();
    ["true", "false"].iter().any(|word| letters(word) == letters(plain))
}

fn folded(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_values_of_another_kind() {
        for (scalar, name, text) in [
            (Scalar::Int64, "Heat", "xxx"),
            (Scalar::Int64, "Limit", "XX"),
            (Scalar::Uint64, "OwnerId", "324****234"),
            (Scalar::Uint64, "LoraMoteType", "Type"),
            (Scalar::Float, "DiskUsage", "DiskUsage"),
            (Scalar::Int64, "JobId", "任务id"),
            (Scalar::Int64, "Percent", "1，代表 1%"),
            (Scalar::Int64, "Region", "0: here 1: there"),
            (Scalar::Bool, "Force", "flase"),
            (Scalar::Int64, "End", "test"),
            (Scalar::Uint64, "AppId", "1400xxxxxx"),
            (Scalar::Uint64, "Status", "0,1"),
            (Scalar::Bool, "Active", "true/false"),
        ] {
            assert!(is_placeholder(scalar, name, text), "{name}: {text}");
        }
        for (scalar, name, text) in [
            (Scalar::Uint64, "ConnIP", "127.0.0.1"),
            (Scalar::Int64, "Delay", "10m"),
            (Scalar::Int64, "Client", "sdk_of_mine"),
            (Scalar::Uint64, "Score", "7.5"),
            (Scalar::Int64, "Id", "0x7ffffffd"),
            (Scalar::Int64, "Order", "desc"),
            (Scalar::Int64, "Roles", "[1]"),
            (Scalar::Uint64, "Choice", "0,many"),
            (Scalar::Bool, "Force", "maybe"),
            (Scalar::Uint64, "Pages", "-3"),
        ] {
            assert!(!is_placeholder(scalar, name, text), "{name}: {text}");
        }
    }
}
