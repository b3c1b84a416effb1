//! One change, and all changes between two sides.

use std::fmt;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::spec::direction::Direction;

use super::kind::{Kind, Part};

/// What a change does to those who call the service through the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Code that uses the generated crate stops compiling.
    Source,
    /// The service refuses a call that it took, or answers it otherwise.
    Wire,
    /// There is more to use, or something to know; all that worked works on.
    Compatible,
    /// Only what people read changed.
    Docs,
}

impl Class {
    /// Every class, gravest first.
    pub const ALL: [Self; 4] = [Self::Source, Self::Wire, Self::Compatible, Self::Docs];

    /// The word for JSON, options and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Wire => "wire",
            Self::Compatible => "compatible",
            Self::Docs => "docs",
        }
    }
}

/// The classes of one change: source, wire or both, else one of the harmless ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Classes {
    /// Source and wire.
    SourceAndWire,
    /// One class.
    One(Class),
}

impl Classes {
    /// The gravest class.
    pub fn gravest(self) -> Class {
        match self {
            Self::SourceAndWire => Class::Source,
            Self::One(class) => class,
        }
    }

    /// Whether this class is among them.
    pub fn contains(self, class: Class) -> bool {
        match self {
            Self::SourceAndWire => matches!(class, Class::Source | Class::Wire),
            Self::One(one) => one == class,
        }
    }

    /// All of them, gravest first.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(move |class| self.contains(*class))
    }
}

/// What a change is for callers. Each change has one effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Code stops compiling, or the service refuses or answers otherwise.
    Breaking,
    /// The service asks for less: no call breaks, though a constructor loses an argument.
    Relaxed,
    /// The service asks for less, and tcgen.lock keeps the crate as it was.
    Held,
    /// There is more to use, or something to know.
    Compatible,
    /// Only what people read changed.
    Docs,
}

impl Effect {
    /// Every effect, gravest first.
    pub const ALL: [Self; 5] =
        [Self::Breaking, Self::Relaxed, Self::Held, Self::Compatible, Self::Docs];

    /// What it means, for people.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Breaking => "code stops compiling, or the service refuses or answers otherwise",
            Self::Relaxed => "the service asks for less; a constructor loses an argument",
            Self::Held => "the service asks for less; tcgen.lock keeps the crate as it was",
            Self::Compatible => "more to use, or something to know",
            Self::Docs => "only what people read",
        }
    }

    /// The word for JSON and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Relaxed => "relaxed",
            Self::Held => "held",
            Self::Compatible => "compatible",
            Self::Docs => "docs",
        }
    }
}

/// Twelve hex digits that name a change: of its kind, path, old and new text, and nothing
/// that depends on its position or on the other changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(kind: Kind, path: &str, from: Option<&str>, to: Option<&str>) -> Self {
        let mut hash = Sha256::new();
        for part in [Some(kind.to_string().as_str()), Some(path), from, to] {
            // Absent and empty differ, and no part runs into the next.
            hash.update(part.map_or(u64::MAX, |part| part.len() as u64).to_be_bytes());
            hash.update(part.unwrap_or_default());
        }
        let digits = hash.finalize().iter().take(6).fold(String::new(), |mut digits, byte| {
            use fmt::Write as _;
            let _ = write!(digits, "{byte:02x}");
            digits
        });
        Self(digits)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The action or structure that a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The product version as a whole.
    Version,
    /// An action, by name.
    Action(String),
    /// A structure, by name.
    Structure(String),
}

impl Item {
    /// The name of the action or structure.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Version => None,
            Self::Action(name) | Self::Structure(name) => Some(name),
        }
    }
}

/// What is inside an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Detail {
    /// The item itself.
    Whole,
    /// A member, by name.
    Member(Part, String),
    /// All members of one part, taken together.
    Members(Part),
    /// An error code.
    Error(String),
    /// A documented example, by title or number.
    Example(String),
}

/// Where a change is: the path through the spec file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangePlace {
    /// The product's short name.
    pub product: Arc<str>,
    /// The version date.
    pub version: Arc<str>,
    /// The action or structure.
    pub item: Item,
    /// What inside it.
    pub detail: Detail,
}

impl ChangePlace {
    /// The path: `ess/2020-11-11/actions/CreateX/input/Name`.
    pub fn path(&self) -> String {
        let mut path = format!("{}/{}", self.product, self.version);
        let mut push = |parts: &[&str]| {
            for part in parts {
                path.push('/');
                path.push_str(part);
            }
        };
        match &self.item {
            Item::Version => {}
            Item::Action(name) => push(&["actions", name]),
            Item::Structure(name) => push(&["structures", name]),
        }
        match &self.detail {
            Detail::Whole => {}
            Detail::Member(part, name) => push(&[part.key(), name]),
            Detail::Members(part) => push(&[part.key()]),
            Detail::Error(code) => push(&["errors", code]),
            Detail::Example(title) => push(&["examples", title]),
        }
        path
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// Where.
    pub place: ChangePlace,
    /// What it does to callers.
    pub classes: Classes,
    /// The name of this change among all changes ever.
    pub fingerprint: Fingerprint,
    /// How it was: a type, a number, a text; of a rename, the old name.
    pub from: Option<String>,
    /// How it is.
    pub to: Option<String>,
    /// A sentence that says why the class is what it is, where that is not plain.
    pub note: Option<String>,
    /// For a guess: how alike old and new are, from 0 to 1.
    pub likeness: Option<f64>,
    /// Which way the item travels: an input is sent, an output read, a structure as its actions say.
    pub direction: Option<Direction>,
    /// The actions that reach a changed structure, sorted.
    pub reached_by: Arc<[String]>,
    /// The change that explains this one.
    pub cause: Option<Fingerprint>,
    /// Whether tcgen.lock keeps the crate as it was.
    pub is_held: bool,
}

impl Change {
    pub(super) fn new(
        kind: Kind,
        place: ChangePlace,
        classes: impl Into<Classes>,
        from: Option<String>,
        to: Option<String>,
    ) -> Self {
        let fingerprint = Fingerprint::of(kind, &place.path(), from.as_deref(), to.as_deref());
        let classes = classes.into();
        Self {
            kind,
            place,
            classes,
            fingerprint,
            from,
            to,
            note: None,
            likeness: None,
            direction: None,
            reached_by: Arc::default(),
            cause: None,
            is_held: false,
        }
    }

    /// Sets old and new text, which are part of the fingerprint.
    pub(super) fn set_texts(&mut self, from: Option<String>, to: Option<String>) {
        (self.from, self.to) = (from, to);
        let (from, to) = (self.from.as_deref(), self.to.as_deref());
        self.fingerprint = Fingerprint::of(self.kind, &self.place.path(), from, to);
    }

    /// Whether it is about what people read, so that no Rust hangs on it.
    pub(super) fn is_prose(&self) -> bool {
        use super::kind::{ItemChange as I, MemberChange as M};
        matches!(
            self.kind,
            Kind::Item(
                I::TitleChanged
                    | I::ActionTitleChanged
                    | I::DocChanged
                    | I::RateChanged
                    | I::ErrorDocChanged
                    | I::ExampleRemoved
                    | I::ExampleAdded
                    | I::ExampleChanged
            ) | Kind::Member(
                _,
                M::Presence
                    | M::DefaultChanged
                    | M::ValueRemoved
                    | M::ValueAdded
                    | M::ValueDocChanged
                    | M::ExampleChanged
                    | M::DocChanged
            )
        )
    }

    /// What it is for callers, as one of five: they add up to all changes.
    pub fn effect(&self) -> Effect {
        let breaks = self.classes.contains(Class::Source) || self.classes.contains(Class::Wire);
        match self.classes.gravest() {
            _ if breaks && self.kind.is_relaxation() => Effect::Relaxed,
            _ if breaks => Effect::Breaking,
            _ if self.is_held => Effect::Held,
            Class::Docs => Effect::Docs,
            _ => Effect::Compatible,
        }
    }

    /// Whether a caller is refused, answered otherwise, or stops compiling. A relaxation never
    /// breaks: every call that was accepted still is, though a constructor may lose an argument.
    pub fn is_breaking(&self) -> bool {
        self.effect() == Effect::Breaking
    }
}

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        Self::One(class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::diff::kind::MemberChange;

    #[test]
    fn a_fingerprint_tells_absent_from_empty_and_from_from_to() {
        let kind = Kind::Member(Part::Input, MemberChange::DefaultChanged);
        let of = |from, to| Fingerprint::of(kind, "ess/2020-11-11", from, to);
        let all =
            [of(None, Some("1")), of(Some("1"), None), of(Some(""), Some("1")), of(None, None)];
        for (at, one) in all.iter().enumerate() {
            assert_eq!(one.as_str().len(), 12);
            assert!(all.iter().skip(at + 1).all(|other| other != one));
        }
    }
}
