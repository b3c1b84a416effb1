//! The ignore file: changes that were looked at and may stand, each with a reason.
//!
//! ```toml
//! [[ignore]]
//! fingerprint = "0f3a9c41d2e8"        # this very change
//! reason = "we never send it"
//!
//! [[ignore]]
//! kind = "input-value-removed"        # or a kind, at paths with globs
//! where = "ess/2020-11-11/actions/Create*/input/*"
//! reason = "values are read out of prose; asked on 2026-03-01"
//! expires = "2027-01-01"
//! ```
//!
//! Invariant: an entry never goes unnoticed: what it takes out is listed with its reason, and
//! one that takes out nothing, or has expired, is a diagnostic.

use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;
use toml::Spanned;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::review::ignore::{Entry, IgnoreFile, IgnoreRow, Staleness, read, sort_out};

use super::change::Change;
use super::kind::Kind;
use super::model::{Diff, Ignored};

/// The entries of an ignore file.
#[derive(Clone, Debug, Default)]
pub struct Ignores {
    entries: Vec<Entry<ChangePattern>>,
}

#[derive(Clone, Debug)]
enum ChangePattern {
    Fingerprint(String),
    Kind { kind: Kind, paths: Option<GlobMatcher> },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DiffRow {
    fingerprint: Option<Spanned<String>>,
    kind: Option<Spanned<String>>,
    #[serde(rename = "where")]
    paths: Option<Spanned<String>>,
    reason: Spanned<String>,
    expires: Option<Spanned<String>>,
}

impl IgnoreRow for DiffRow {
    type Pattern = ChangePattern;

    fn terms(&self) -> (&Spanned<String>, Option<&Spanned<String>>) {
        (&self.reason, self.expires.as_ref())
    }

    fn wanted(&self, file: &IgnoreFile<'_>, start: usize) -> Result<ChangePattern, Diagnostic> {
        match (&self.fingerprint, &self.kind, &self.paths) {
            (Some(digits), None, None) => fingerprint(file, digits),
            (None, Some(kind), paths) => {
                let id = kind.get_ref().parse().map_err(|error| {
                    file.fault(kind, format!("{error}")).help("`tcgen diff --kinds` lists them")
                })?;
                let paths = paths.as_ref().map(|paths| glob(file, paths)).transpose()?;
                Ok(ChangePattern::Kind { kind: id, paths })
            }
            _ => {
                let message = "an entry has either a fingerprint, or a kind and perhaps `where`";
                Err(file.fault_at(start, message))
            }
        }
    }
}

fn fingerprint(
    file: &IgnoreFile<'_>,
    digits: &Spanned<String>,
) -> Result<ChangePattern, Diagnostic> {
    let text = digits.get_ref();
    if text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(file
            .fault(digits, format!("`{text}` is not a fingerprint"))
            .help("twelve hex digits, as `tcgen diff` prints them"));
    }
    Ok(ChangePattern::Fingerprint(text.to_ascii_lowercase()))
}

fn glob(file: &IgnoreFile<'_>, paths: &Spanned<String>) -> Result<GlobMatcher, Diagnostic> {
    match GlobBuilder::new(paths.get_ref()).build() {
        Ok(glob) => Ok(glob.compile_matcher()),
        Err(error) => Err(file.fault(paths, format!("no glob: {}", error.kind()))),
    }
}

impl Ignores {
    /// Reads the text of the file that `path` names; every fault of every entry is said.
    pub fn read(path: &str, text: &str) -> Result<Self, Diagnostics> {
        Ok(Self { entries: read::<DiffRow>(path, text)? })
    }

    /// Takes out of the diff what the entries name. Out come the entries that name nothing, or
    /// have expired by `today` (`2026-11-24`) and so take out nothing any more.
    pub fn apply(&self, today: &str, diff: &mut Diff) -> Diagnostics {
        let changes = std::mem::take(&mut diff.changes);
        let sorted = sort_out(&self.entries, today, changes, ChangePattern::names);
        diff.changes = sorted.kept;
        let ignored = sorted.ignored.into_iter();
        diff.ignored.extend(ignored.map(|(change, reason)| Ignored { change, reason }));
        let mut stale = Diagnostics::new();
        stale.extend(sorted.stale.into_iter().map(|(entry, why)| staleness(entry, why)));
        stale
    }
}

impl ChangePattern {
    fn names(&self, change: &Change) -> bool {
        match self {
            Self::Fingerprint(digits) => change.fingerprint.as_str() == digits,
            Self::Kind { kind, paths } => {
                *kind == change.kind
                    && paths.as_ref().is_none_or(|paths| paths.is_match(change.place.path()))
            }
        }
    }
}

fn staleness(entry: &Entry<ChangePattern>, why: Staleness<'_>) -> Diagnostic {
    let named = match &entry.wanted {
        ChangePattern::Fingerprint(digits) => format!("`{digits}`"),
        ChangePattern::Kind { kind, paths: None } => format!("`{kind}`"),
        ChangePattern::Kind { kind, paths: Some(paths) } => {
            format!("`{kind}` in `{}`", paths.glob())
        }
    };
    let (code, message, help) = match why {
        Staleness::Unused => (
            Code::StaleDiffIgnore,
            format!("nothing matches the entry for {named}"),
            "the change is no longer there, or the entry is misspelt: remove it",
        ),
        Staleness::Expired(day) => (
            Code::ExpiredDiffIgnore,
            format!("the entry for {named} expired on {day}"),
            "look at the change again; then remove the entry or give another day",
        ),
    };
    let found = format!("reason = \"{}\"", entry.reason);
    Diagnostic::new(code, message).at(entry.location.clone()).found(found).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::diff::compare;
    use crate::spec::{Action, Spec};

    /// Two actions gone.
    fn diff() -> Diff {
        let mut old = Spec::new("ess", "2020-11-11");
        for name in ["CreateSeal", "DeleteSeal"] {
            old.actions.insert(name.into(), Action::default());
        }
        compare(&[old], &[Spec::new("ess", "2020-11-11")])
    }

    fn apply(text: &str) -> (Diff, Vec<Code>) {
        let mut diff = diff();
        let stale = Ignores::read("i.toml", text).unwrap().apply("2026-11-24", &mut diff);
        (diff, stale.iter().map(|one| one.code).collect())
    }

    #[test]
    fn a_kind_and_a_glob_take_out_what_they_match() {
        let (diff, stale) = apply(
            "[[ignore]]\nkind = 'action-removed'\nwhere = '*/*/actions/Create*'\nreason = 'x'",
        );
        assert_eq!((diff.changes.len(), diff.ignored.len(), stale.len()), (1, 1, 0));
        assert_eq!(diff.ignored[0].reason, "x");
    }

    #[test]
    fn a_fingerprint_takes_out_one_change() {
        let digits = diff().changes[1].fingerprint.to_string();
        let (diff, stale) = apply(&format!("[[ignore]]\nfingerprint = '{digits}'\nreason = 'x'"));
        assert_eq!(diff.changes[0].place.path(), "ess/2020-11-11/actions/CreateSeal");
        assert!(diff.changes.len() == 1 && stale.is_empty());
    }

    #[test]
    fn an_expired_entry_takes_out_nothing_and_is_said() {
        let (diff, stale) =
            apply("[[ignore]]\nkind = 'action-removed'\nreason = 'x'\nexpires = '2026-11-24'");
        assert_eq!((diff.changes.len(), stale), (2, vec![Code::ExpiredDiffIgnore]));
    }

    #[test]
    fn an_entry_that_matches_nothing_is_said() {
        let (_, stale) = apply("[[ignore]]\nfingerprint = '000000000000'\nreason = 'x'");
        assert_eq!(stale, [Code::StaleDiffIgnore]);
    }

    #[test]
    fn every_wrong_entry_is_said_with_its_place() {
        let text = "[[ignore]]\nkind = 'action-removd'\nreason = 'x'\n\n\
                    [[ignore]]\nreason = 'x'\n\n[[ignore]]\nfingerprint = 'xyz'\nreason = ' '\n";
        let wrong = Ignores::read("i.toml", text).unwrap_err();
        let lines: Vec<_> = wrong
            .iter()
            .map(|one| format!("{} {}", one.location.as_ref().unwrap().line, one.message))
            .collect();
        assert_eq!(
            lines,
            [
                "2 `action-removd` is not a kind of change, perhaps `action-removed`",
                "5 an entry has either a fingerprint, or a kind and perhaps `where`",
                "10 an entry needs a reason",
            ]
        );
    }
}
