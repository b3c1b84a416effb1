//! The things of a product version that have names in Rust, and what each would be called alone.

use crate::rust::names;

/// The scopes that a module has; the members of a type are a scope of the type's path.
const TYPES: &str = "types";
const FUNCTIONS: &str = "functions";
pub(super) const CODES: &str = "errors";

/// A thing of a product version that has a name in Rust.
#[derive(Clone, Copy, Debug)]
pub(super) enum Nameable<'a> {
    Structure(&'a str),
    ErrorCode,
    Request(&'a str),
    Response(&'a str),
    Function(&'a str),
    Pages(&'a str),
    Stream(&'a str),
    Code(&'a str),
}

impl Nameable<'_> {
    pub(super) fn scope(self) -> &'static str {
        match self {
            Self::Structure(_) | Self::ErrorCode | Self::Request(_) | Self::Response(_) => TYPES,
            Self::Function(_) | Self::Pages(_) | Self::Stream(_) => FUNCTIONS,
            Self::Code(_) => CODES,
        }
    }

    /// The path through the spec file.
    pub(super) fn path(self) -> String {
        match self {
            Self::Structure(name) => format!("structures/{name}"),
            Self::ErrorCode => CODES.to_owned(),
            Self::Request(action) => format!("actions/{action}/request"),
            Self::Response(action) => format!("actions/{action}/response"),
            Self::Function(action) => format!("actions/{action}"),
            Self::Pages(action) => format!("actions/{action}/pages"),
            Self::Stream(action) => format!("actions/{action}/stream"),
            Self::Code(code) => format!("{CODES}/{code}"),
        }
    }

    /// The name that it would have alone.
    pub(super) fn natural(self) -> String {
        let with = |mut name: String, suffix| {
            name.push_str(suffix);
            name
        };
        match self {
            Self::Structure(name) => names::pascal(name),
            Self::ErrorCode => "ErrorCode".to_owned(),
            Self::Request(action) => names::pascal(&with(action.to_owned(), "Request")),
            Self::Response(action) => names::pascal(&with(action.to_owned(), "Response")),
            Self::Function(action) => names::snake(action),
            Self::Pages(action) => with(names::snake(action), "_pages"),
            Self::Stream(action) => with(names::snake(action), "_stream"),
            Self::Code(code) => names::variant(code),
        }
    }

    /// Whether it goes before what does not. A structure is documented by its name and several
    /// actions share it, so it goes before the types that are made of an action's name.
    pub(super) fn goes_first(self) -> bool {
        matches!(self, Self::Structure(_) | Self::Function(_))
    }

    pub(super) fn named(self, name: &str) -> ItemName {
        ItemName {
            scope: self.scope().to_owned(),
            path: self.path(),
            name: name.to_owned(),
            natural: self.natural(),
        }
    }
}

/// A thing with its name.
#[derive(Clone, Debug)]
pub(super) struct ItemName {
    pub(super) scope: String,
    /// The path through the spec file.
    pub(super) path: String,
    /// The name without `r#`.
    pub(super) name: String,
    /// The name that it would have alone.
    pub(super) natural: String,
}

impl ItemName {
    /// Whether a collision has bent the name.
    pub(super) fn is_bent(&self) -> bool {
        self.name != self.natural
    }
}
