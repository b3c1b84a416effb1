//! All changes between two sides, and what they come to.

use std::collections::BTreeMap;
use std::fmt;

use super::change::{Change, Class, Effect, Fingerprint};

/// All changes between two sides, by place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// The changes, sorted by place, then kind.
    pub changes: Vec<Change>,
    /// Names for people of the product versions that changed.
    pub titles: Vec<Title>,
    /// How much was compared.
    pub compared: Compared,
    /// What was compared, the old side and the new one, where that is known: what the user named,
    /// with its releases and dates.
    pub sides: Option<[String; 2]>,
    /// The pages that the actions which changed were read from, where they are known, by product,
    /// version and action.
    pub pages: BTreeMap<(String, String, String), String>,
    /// Changes that an ignore file took out, with the reason.
    pub ignored: Vec<Ignored>,
}

/// The name for people of a product version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The product's short name.
    pub product: String,
    /// The version date.
    pub version: String,
    /// The name.
    pub title: String,
}

/// How many product versions either side holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// On the old side.
    pub old: usize,
    /// On the new side.
    pub new: usize,
}

/// A change that does not count, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Ignored {
    /// The change.
    pub change: Change,
    /// The reason that the ignore file gives.
    pub reason: String,
}

/// The semver step of the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SemverStep {
    /// Nothing changed.
    None,
    /// Documentation only.
    Patch,
    /// More to use, or a service that answers otherwise behind the same Rust API.
    Minor,
    /// Code that uses the crate may stop compiling. Before 1.0 this is the second number.
    Major,
}

impl SemverStep {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for SemverStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What all changes come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The semver step of the generated crate.
    pub step: SemverStep,
    /// How many changes break callers.
    pub breaking: usize,
    /// How many changes have each effect, in the order of [`Effect::ALL`]; together, all of them.
    pub by_effect: [usize; 5],
    /// How many changes are of each class, in the order of [`Class::ALL`]; one of source and
    /// wire counts in both.
    pub by_class: [usize; 4],
}

impl Verdict {
    /// How many changes have the effect.
    pub fn with(&self, effect: Effect) -> usize {
        let at = Effect::ALL.iter().position(|one| *one == effect);
        at.and_then(|at| self.by_effect.get(at)).copied().unwrap_or_default()
    }

    /// How many changes are of the class.
    pub fn count(&self, class: Class) -> usize {
        let at = Class::ALL.iter().position(|one| *one == class);
        at.and_then(|at| self.by_class.get(at)).copied().unwrap_or_default()
    }
}

/// A change with the changes that it explains.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'d> {
    /// The change.
    pub root: &'d Change,
    /// What it explains, by place.
    pub explained: Vec<&'d Change>,
}

impl Group<'_> {
    /// The gravest class in the group.
    pub fn gravest(&self) -> Class {
        let classes = self.explained.iter().map(|change| change.classes.gravest());
        classes.chain([self.root.classes.gravest()]).min().unwrap_or(Class::Docs)
    }

    /// The gravest effect in the group.
    pub fn effect(&self) -> Effect {
        self.all().map(Change::effect).min().unwrap_or(Effect::Docs)
    }

    /// Root and explained changes.
    pub fn all(&self) -> impl Iterator<Item = &Change> {
        [self.root].into_iter().chain(self.explained.iter().copied())
    }

    /// Whether a change of the group breaks callers.
    pub fn is_breaking(&self) -> bool {
        self.all().any(Change::is_breaking)
    }
}

impl Diff {
    /// What all changes come to. Ignored changes do not count.
    pub fn verdict(&self) -> Verdict {
        let count = |class| self.changes.iter().filter(|one| one.classes.contains(class)).count();
        let by_class = Class::ALL.map(count);
        let [source, wire, compatible, docs] = by_class;
        let step = match (source, wire + compatible, docs) {
            (1.., _, _) => SemverStep::Major,
            (0, 1.., _) => SemverStep::Minor,
            (0, 0, 1..) => SemverStep::Patch,
            (0, 0, 0) => SemverStep::None,
        };
        let by_effect = Effect::ALL
            .map(|effect| self.changes.iter().filter(|one| one.effect() == effect).count());
        let [breaking, ..] = by_effect;
        Verdict { step, breaking, by_effect, by_class }
    }

    /// Only the changes of these classes, and what explains or is explained stays beside them
    /// only if it is of one of the classes itself.
    #[must_use]
    pub fn only(mut self, classes: &[Class]) -> Self {
        self.changes.retain(|change| classes.iter().any(|class| change.classes.contains(*class)));
        self
    }

    /// Only the changes of a product.
    #[must_use]
    pub fn of_product(&self, product: &str) -> Self {
        let mut own = self.clone();
        own.changes.retain(|change| &*change.place.product == product);
        own
    }

    /// The changes grouped by cause. A change whose cause is not among the changes is alone.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut explained = BTreeMap::<&Fingerprint, Vec<&Change>>::new();
        let present: BTreeMap<&Fingerprint, &Change> =
            self.changes.iter().map(|change| (&change.fingerprint, change)).collect();
        let cause = |change: &Change| {
            change
                .cause
                .as_ref()
                .and_then(|cause| present.get(cause))
                .map(|cause| &cause.fingerprint)
        };
        for change in &self.changes {
            if let Some(cause) = cause(change) {
                explained.entry(cause).or_default().push(change);
            }
        }
        let roots = self.changes.iter().filter(|change| cause(change).is_none());
        roots
            .map(|root| Group {
                root,
                explained: explained.remove(&root.fingerprint).unwrap_or_default(),
            })
            .collect()
    }

    /// The name for people of a product version.
    pub fn title(&self, product: &str, version: &str) -> Option<&str> {
        let found = self.titles.iter().find(|one| one.product == product && one.version == version);
        found.map(|one| one.title.as_str())
    }
}
