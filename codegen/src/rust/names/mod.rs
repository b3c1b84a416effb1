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

use heck::ToUpperCamelCase as _;

use crate::text::devices::DEVICES;

pub use case::{pascal, snake};
pub use keyword::escape;
pub use unique::{Want, assign};

/// Crates that every program has: a package of that name would hide them.
const CRATES: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

/// Whether a text may name a package: an ASCII letter, then letters, digits, `-` and `_`, and no
/// keyword or crate that every program has.
pub fn is_package_name(text: &str) -> bool {
    let module = text.replace('-', "_");
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && escape(&module) == module
        && !CRATES.contains(&module.as_str())
}

/// A field and the method that sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberName {
    /// The words alone: `type`, `instance_id`.
    pub name: String,
    /// The field: `r#type`, `instance_id`.
    pub field: String,
    /// The setter: the field's name, unless a method or a trait of every type has it: `from_`.
    pub setter: String,
}

/// Methods that every generated type has, of its own or through a trait of the standard library or
/// of the runtime that callers use. A setter of that name would hide them. Sorted.
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

/// Names of the members of one type, in their order: each wish is a member's name as [`snake`]
/// gives it. Of two that become one identifier, the pinned one keeps it, then the one that goes
/// first, then the first; the other gets `_2`. No member takes a name that is `reserved`.
pub fn member_names(wishes: &[Want<'_>], reserved: &[&str]) -> Vec<MemberName> {
    assign(wishes, "_", reserved)
        .into_iter()
        .map(|name| {
            let field = escape(&name);
            let is_taken = METHODS.binary_search(&name.as_str()).is_ok();
            let setter = if is_taken { format!("{name}_") } else { field.clone() };
            MemberName { name, field, setter }
        })
        .collect()
}

/// Variants for error codes, in the order given, each with the name that it had before, if any;
/// `Other` is taken, and so is what is `reserved`.
pub fn variant_names<'a>(
    codes: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    reserved: &[&str],
) -> Vec<String> {
    let want = |(code, before)| Want::new(variant(code), true).pinned(before);
    let wants: Vec<Want<'_>> = codes.into_iter().map(want).collect();
    let taken: Vec<&str> = reserved.iter().copied().chain(["Other"]).collect();
    assign(&wants, "", &taken)
}

/// Whether a text may be kept as a name: what [`pascal`] and [`snake`] make, with or without a
/// number behind it.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `InternalError.Db` as `InternalErrorDb`, `AuthFailure.MFAFailure` as `AuthFailureMfaFailure`.
/// A code without a letter in front gets `Code`.
pub fn variant(code: &str) -> String {
    let words = code.replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    let name = snake(&words).to_upper_camel_case();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) && name != "Self" {
        name
    } else {
        format!("Code{name}")
    }
}

/// What a module below the root of a crate cannot be called: modules that are there already, and
/// files that cargo and rustc know by their names.
const ROOT: &[&str] = &[
    "bin",
    "blocking",
    "bytes",
    "credentials",
    "error",
    "http",
    "lib",
    "main",
    "runtime",
    "serde_json",
    "transport",
];

/// The module of a product: `ess`, `r#as`, `a_b` of `a-b`. One that the root has already gets `_`.
/// A product with another separator than single hyphens is spelled out, with `_` at its end, so
/// that no two products have one module: `a_ub_` of `a_b`, `a_d_db_` of `a--b`.
pub fn product_module(product: &str) -> String {
    let is_plain = product.split('-').all(|word| !word.is_empty() && !word.contains('_'));
    if !is_plain {
        return product.replace('_', "+").replace('-', "_d").replace('+', "_u") + "_";
    }
    let name = product.replace('-', "_");
    let is_taken = [ROOT, DEVICES].iter().any(|names| names.contains(&name.as_str()));
    if is_taken { format!("{name}_") } else { escape(&name) }
}

/// The folder of a product below `src/`: its module's name without `r#`.
pub fn product_folder(product: &str) -> String {
    product_module(product).trim_start_matches("r#").to_owned()
}

/// The folder of the package that the packages of all products share.
pub const CORE_FOLDER: &str = "core";

/// The package that the packages of all products share: `tencentcloud-api-core`.
pub fn core_package(base: &str) -> String {
    format!("{base}-{CORE_FOLDER}")
}

/// The folder of a product's package in a workspace: no other package has it, and it is not what
/// cargo builds in.
pub fn package_folder(product: &str) -> String {
    let folder = product_folder(product);
    if [CORE_FOLDER, "target"].contains(&folder.as_str()) { format!("{folder}_") } else { folder }
}

/// The package of a product in a workspace: `tencentcloud-api-ess`.
pub fn package_of_product(base: &str, product: &str) -> String {
    format!("{base}-{}", package_folder(product))
}

/// The module of a version: `v20201111`.
pub fn version_module(version: &str) -> String {
    format!("v{}", version.replace('-', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(members: &[(&str, bool)]) -> Vec<String> {
        let words: Vec<_> = members.iter().map(|(wire, enabled)| (snake(wire), *enabled)).collect();
        let members = words.iter().map(|(words, enabled)| Want::new(words, *enabled));
        member_names(&members.collect::<Vec<_>>(), &[]).into_iter().map(|name| name.field).collect()
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
        let names = member_names(
            &["new", "default", "clone", "from", "type", "name"].map(|w| Want::new(w, true)),
            &[],
        );
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
            "AuthFailure.MFAFailure",
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
            "AuthFailureMfaFailure",
        ];
        assert_eq!(variant_names(codes.map(|code| (code, None)), &[]), expected);
    }

    #[test]
    fn what_is_no_package_name_is_refused() {
        assert!(is_package_name("tencentcloud-api"));
        for text in
            ["", "9x", "a b", "../x", "a\"b", &"x".repeat(65), "fn", "self", "std", "proc-macro"]
        {
            assert!(!is_package_name(text), "{text}");
        }
    }

    #[test]
    fn no_two_products_have_one_module_and_every_module_is_one_that_rust_likes() {
        let products = [
            "a-b",
            "a_b",
            "a--b",
            "a-_b",
            "a__b",
            "a-ub",
            "a-ub-",
            "a_ub_",
            "ab",
            "ab_",
            "ab-",
            "a-d-db-",
            "lib",
            "lib_",
            "bin",
            "main",
            "transport",
            "credentials",
            "super",
            "super_",
            "aux",
            "com1",
            "com10",
            "as",
            "self",
        ];
        let modules = products.map(product_module);
        let distinct: std::collections::BTreeSet<_> = modules.iter().collect();
        assert_eq!(distinct.len(), products.len(), "{modules:?}");
        for module in &modules {
            assert!(syn::parse_str::<syn::Ident>(module).is_ok(), "{module}");
            // What the compiler's lint for the case of names takes.
            assert!(!module.trim_matches('_').contains("__"), "{module}");
        }
    }

    #[test]
    fn a_product_that_is_a_keyword_is_a_raw_module() {
        assert_eq!(product_module("as"), "r#as");
        assert_eq!(product_folder("as"), "as");
        assert_eq!(product_module("ess"), "ess");
        assert_eq!(product_module("runtime"), "runtime_");
        assert_eq!(version_module("2020-11-11"), "v20201111");
    }
}
