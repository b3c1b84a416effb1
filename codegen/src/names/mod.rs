//! Rust identifiers for wire names: the only place that makes names.
//!
//! In: names as the service spells them. Out: identifiers that compile, do not collide inside
//! their scope, and never depend on anything outside it. Wire names themselves are never
//! altered; the IR carries both.
//!
//! Invariant: the rules are frozen. A change here renames things in crates that people already
//! use, so it is a breaking change of every generated crate.

mod case;
mod keyword;
mod unique;

pub use case::{pascal, snake};
pub use keyword::escape;
pub use unique::{Want, assign};

/// A wire name longer than this is a mistake or an attack; the longest real one has 61.
const LONGEST: usize = 200;

/// Whether a text may name a member, structure or action: an ASCII letter, then letters, digits
/// and underscores. Everything else is refused before a name is made from it.
pub fn is_wire_name(text: &str) -> bool {
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a text may name a product: a lower-case ASCII letter, then lower-case letters, digits
/// and hyphens. It becomes a folder, a feature and a module.
pub fn is_product_name(text: &str) -> bool {
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Whether a text is a version: `2020-11-11`.
pub fn is_version(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// A field and the method that sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberName {
    /// The field: `r#type`, `instance_id`.
    pub field: String,
    /// The setter: the field's name, unless a method or a trait of every type has it: `from_`.
    pub setter: String,
}

/// Methods that every generated type has, of its own or through a trait in the prelude. A
/// setter of that name would hide them.
const METHODS: &[&str] = &[
    "borrow",
    "clone",
    "clone_from",
    "cmp",
    "default",
    "drop",
    "eq",
    "fmt",
    "from",
    "hash",
    "into",
    "ne",
    "new",
    "partial_cmp",
    "slot",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
    "visit",
];

/// Names of the members of one type, in the order given. Of two that become one identifier, the
/// enabled one keeps it, else the first; the other gets `_2`.
pub fn member_names<'a>(members: impl IntoIterator<Item = (&'a str, bool)>) -> Vec<MemberName> {
    let wants = members.into_iter().map(|(wire, enabled)| Want::new(snake(wire), enabled));
    assign(wants, "_", &[])
        .into_iter()
        .map(|name| {
            let taken = METHODS.contains(&name.as_str());
            let setter = if taken { format!("{name}_") } else { escape(&name) };
            MemberName { field: escape(&name), setter }
        })
        .collect()
}

/// Variants for error codes, in the order given; `Other` is taken.
pub fn variant_names<'a>(codes: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    assign(codes.into_iter().map(|code| Want::new(variant(code), true)), "", &["Other"])
}

/// `InternalError.Db` as `InternalErrorDb`. A code without a letter in front gets `Code`.
fn variant(code: &str) -> String {
    let mut name = String::with_capacity(code.len());
    for word in code.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut characters = word.chars();
        name.extend(characters.next().map(|c| c.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) && name != "Self" {
        name
    } else {
        format!("Code{name}")
    }
}

/// The module of a product, which is also its path below `src/`: `ess`, `r#as`.
pub fn product_module(product: &str) -> String {
    escape(&product.replace('-', "_"))
}

/// The module of a version: `v20201111`.
pub fn version_module(version: &str) -> String {
    format!("v{}", version.replace('-', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(members: &[(&str, bool)]) -> Vec<String> {
        member_names(members.iter().copied()).into_iter().map(|name| name.field).collect()
    }

    #[test]
    fn of_two_members_with_one_name_the_enabled_one_keeps_it() {
        assert_eq!(fields(&[("Uui", true), ("UUI", true)]), ["uui", "uui_2"]);
        assert_eq!(
            fields(&[("DNSFormat", false), ("DnsFormat", true)]),
            ["dns_format_2", "dns_format"]
        );
        assert_eq!(fields(&[("Id", true), ("ID", true), ("Id2", true)]), ["id", "id_2", "id2"]);
    }

    #[test]
    fn a_natural_name_is_never_given_away_to_a_collision() {
        assert_eq!(fields(&[("Id", true), ("ID", true), ("Id_2", true)]), ["id", "id_3", "id_2"]);
    }

    #[test]
    fn keywords_become_raw_and_those_that_cannot_get_an_underscore() {
        let wires = ["Type", "Gen", "Super", "Self", "Crate", "Default", "Override", "Box", "Raw"];
        let members: Vec<_> = wires.iter().map(|wire| (*wire, true)).collect();
        let expected = [
            "r#type",
            "r#gen",
            "super_",
            "self_",
            "crate_",
            "default",
            "r#override",
            "r#box",
            "raw",
        ];
        assert_eq!(fields(&members), expected);
    }

    #[test]
    fn a_setter_hides_no_method_of_its_type() {
        let names =
            member_names(["New", "Default", "Clone", "From", "Type", "Name"].map(|w| (w, true)));
        let setters: Vec<_> = names.iter().map(|name| name.setter.as_str()).collect();
        assert_eq!(setters, ["new_", "default_", "clone_", "from_", "r#type", "name"]);
        assert_eq!(names[0].field, "new");
    }

    #[test]
    fn error_codes_become_variants_without_collision() {
        let codes = [
            "FailedOperation",
            "InternalError.Db",
            "InternalErrorDb",
            "Other",
            "4001",
            "a.b-c",
            "InvalidParameter.AppId",
            "InvalidParameter.Appid",
            "操作失败",
            "Self",
        ];
        let expected = [
            "FailedOperation",
            "InternalErrorDb",
            "InternalErrorDb2",
            "Other2",
            "Code4001",
            "ABC",
            "InvalidParameterAppId",
            "InvalidParameterAppid",
            "Code",
            "CodeSelf",
        ];
        assert_eq!(variant_names(codes), expected);
    }

    #[test]
    fn code_paths_and_foreign_letters_are_refused_as_names() {
        for text in ["", "../x", "a b", "x;fn evil()", "9lives", "_", "名", "a-b", "r#type"] {
            assert!(!is_wire_name(text), "{text}");
        }
        assert!(!is_wire_name(&"x".repeat(LONGEST + 1)));
        for text in ["InstanceId", "hadAutoFixVul", "Topic_Simplification", "X"] {
            assert!(is_wire_name(text), "{text}");
        }
        for text in ["", "Ess", "../ess", "a/b", "ess ", "9x"] {
            assert!(!is_product_name(text), "{text}");
        }
        assert!(is_version("2020-11-11"));
        for text in ["2020-11-1", "2020/11/11", "../../..  ", "v20201111"] {
            assert!(!is_version(text), "{text}");
        }
    }

    #[test]
    fn a_product_that_is_a_keyword_is_a_raw_module() {
        assert_eq!(product_module("as"), "r#as");
        assert_eq!(product_module("ess"), "ess");
        assert_eq!(version_module("2020-11-11"), "v20201111");
    }
}
