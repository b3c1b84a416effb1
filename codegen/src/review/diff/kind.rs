//! The kinds of change. Their ids are stable: ignore files and other tools name them.

use std::fmt;
use std::str::FromStr;

use crate::text::suggest::nearest;

macro_rules! kinds {
    ($($name:ident $text:literal $title:literal;)*) => {
        /// What happened to an item that is not a member.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ItemChange {
            $(#[doc = $title] $name,)*
        }

        impl ItemChange {
            /// Every one, in the order of reports.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            fn id(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it says, as a short phrase.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

kinds! {
    VersionRemoved "version-removed" "product version removed";
    VersionAdded "version-added" "product version added";
    TitleChanged "title-changed" "product renamed for people";
    EndpointChanged "endpoint-changed" "endpoint changed";
    ActionRemoved "action-removed" "action removed";
    ActionRenamed "action-renamed" "action renamed (guess)";
    ActionOffline "action-offline" "action offline";
    ActionDeprecated "action-deprecated" "action deprecated";
    ActionRestored "action-restored" "action back online";
    ActionAdded "action-added" "action added";
    ActionEndpointChanged "action-endpoint-changed" "endpoint of the action changed";
    RegionChanged "region-changed" "Region rule changed";
    RateChanged "rate-changed" "rate limit changed";
    SignatureChanged "signature-changed" "signature changed";
    StreamingChanged "streaming-changed" "form of the answer changed";
    StructureRemoved "structure-removed" "structure removed";
    StructureRenamed "structure-renamed" "structure renamed (guess)";
    StructureAdded "structure-added" "structure added";
    StructureDirection "structure-direction" "structure travels another way";
    PagesRemoved "pages-removed" "function for pages removed";
    PagesAdded "pages-added" "function for pages added";
    PagesChanged "pages-changed" "function for pages gives other items";
    RustName "rust-name-changed" "another name in Rust";
    ErrorRemoved "error-removed" "error code removed";
    ErrorAdded "error-added" "error code added";
    ErrorDocChanged "error-doc-changed" "error description changed";
    ExampleRemoved "example-removed" "documented example removed";
    ExampleAdded "example-added" "documented example added";
    ExampleChanged "example-changed" "documented example changed";
    ActionTitleChanged "action-title-changed" "title changed";
    DocChanged "doc-changed" "description changed";
}

macro_rules! member_changes {
    ($($name:ident $text:literal $title:literal;)*) => {
        /// What happened to a member.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MemberChange {
            $(#[doc = $title] $name,)*
        }

        impl MemberChange {
            /// Every one, in the order of reports.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            fn id(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it says, as a short phrase behind the word for the member's place.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

member_changes! {
    Removed "removed" "removed";
    Renamed "renamed" "renamed (guess)";
    TypeChanged "type-changed" "of another type";
    RustName "rust-name-changed" "under another name in Rust";
    FieldType "field-type-changed" "of another type in Rust";
    Argument "argument-changed" "with another part in `new`";
    Boxed "boxed" "in a `Box` now";
    Unboxed "unboxed" "no longer in a `Box`";
    AddedRequired "added-required" "added, required";
    Required "required" "now required";
    Optional "optional" "no longer required";
    Presence "presence-changed" "with another promise";
    Reordered "reordered" "in another order";
    DefaultChanged "default-changed" "with another default";
    FirstPageChanged "first-page-changed" "with another first page";
    ValueRemoved "value-removed" "with a value less";
    ValueAdded "value-added" "with a new value";
    Disabled "disabled" "disabled";
    Enabled "enabled" "enabled again";
    Added "added" "added";
    ValueDocChanged "value-doc-changed" "with a value described anew";
    ExampleChanged "example-changed" "with another example";
    DocChanged "doc-changed" "described anew";
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Among the inputs of an action.
    Input,
    /// Among the outputs of an action.
    Output,
    /// In a structure.
    Member,
}

impl Part {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Input, Self::Output, Self::Member];

    /// The word that opens the id.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Output => "output",
            Self::Member => "member",
        }
    }

    /// The key of the spec file that lists the members.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Output => "output",
            Self::Member => "members",
        }
    }
}

/// A kind of change, as `action-removed` or `input-added-required`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Of a product version, an action, a structure, an error code or an example.
    Item(ItemChange),
    /// Of a member.
    Member(Part, MemberChange),
}

impl Kind {
    /// Every kind, in the order of reports.
    pub fn all() -> impl Iterator<Item = Self> {
        let items = ItemChange::ALL.iter().copied().map(Self::Item);
        let members = Part::ALL.into_iter().flat_map(|part| {
            MemberChange::ALL.iter().copied().map(move |change| Self::Member(part, change))
        });
        items.chain(members)
    }

    /// What it says, as a short phrase: `input added, required`.
    pub fn title(self) -> String {
        match self {
            Self::Item(change) => change.title().to_owned(),
            Self::Member(part, change) => format!("{} {}", part.as_str(), change.title()),
        }
    }

    /// Whether something was added.
    pub fn is_addition(self) -> bool {
        matches!(
            self,
            Self::Item(
                ItemChange::VersionAdded
                    | ItemChange::ActionAdded
                    | ItemChange::StructureAdded
                    | ItemChange::ErrorAdded
                    | ItemChange::ExampleAdded
            ) | Self::Member(
                _,
                MemberChange::Added | MemberChange::AddedRequired | MemberChange::ValueAdded
            )
        )
    }

    /// Whether something was removed.
    pub fn is_removal(self) -> bool {
        matches!(
            self,
            Self::Item(
                ItemChange::VersionRemoved
                    | ItemChange::ActionRemoved
                    | ItemChange::StructureRemoved
                    | ItemChange::ErrorRemoved
                    | ItemChange::ExampleRemoved
            ) | Self::Member(_, MemberChange::Removed | MemberChange::ValueRemoved)
        )
    }

    /// Whether it only allows more: every call that was accepted still is.
    pub fn is_relaxation(self) -> bool {
        matches!(self, Self::Member(_, MemberChange::Optional))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(change) => f.write_str(change.id()),
            Self::Member(part, change) => write!(f, "{}-{}", part.as_str(), change.id()),
        }
    }
}

/// A text is not a kind of change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseKindError {
    /// The text.
    pub text: String,
    /// The kind that looks most like it.
    pub nearest: Option<Kind>,
}

impl fmt::Display for ParseKindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a kind of change", self.text)?;
        match self.nearest {
            Some(kind) => write!(f, ", perhaps `{kind}`"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ParseKindError {}

impl FromStr for Kind {
    type Err = ParseKindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let ids: Vec<(String, Self)> = Self::all().map(|kind| (kind.to_string(), kind)).collect();
        let kind = |id: &str| ids.iter().find(|(known, _)| known == id).map(|(_, kind)| *kind);
        if let Some(kind) = kind(text) {
            return Ok(kind);
        }
        let nearest = nearest(text, ids.iter().map(|(id, _)| id.as_str())).and_then(kind);
        Err(ParseKindError { text: text.to_owned(), nearest })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_id_is_used_once_and_reads_back() {
        let ids: BTreeSet<String> = Kind::all().map(|kind| kind.to_string()).collect();
        assert_eq!(ids.len(), Kind::all().count());
        for kind in Kind::all() {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
    }

    #[test]
    fn a_misspelt_kind_is_told_its_nearest() {
        let error = "input-aded-required".parse::<Kind>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`input-aded-required` is not a kind of change, perhaps `input-added-required`"
        );
    }
}
