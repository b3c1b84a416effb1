//! What the ignore files of `tcgen diff` and `tcgen lint` share: entries with a reason and
//! perhaps a last day, read with every fault, that go stale loudly.
//!
//! In: the text of a file, and what a row names in the words of its command. Out: what the
//! entries take out, and the entries that take out nothing.
//!
//! Invariant: an entry never goes unnoticed: what it takes out is listed with its reason, and
//! one that names nothing, or has expired, comes out as stale.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, LineIndex, Location};
use crate::spec::is_version;

/// One entry: what is known, and why it may stand.
#[derive(Clone, Debug)]
pub(crate) struct Entry<W> {
    /// What it names.
    pub(crate) wanted: W,
    /// Why that may stand.
    pub(crate) reason: String,
    /// The first day on which it no longer may: `2027-01-01`.
    pub(crate) expires: Option<String>,
    /// Where the entry stands.
    pub(crate) location: Location,
}

/// A row of a file, as its command spells it.
pub(crate) trait IgnoreRow: DeserializeOwned {
    /// What the entry names.
    type Pattern;

    /// Why it may stand, and until when.
    fn terms(&self) -> (&Spanned<String>, Option<&Spanned<String>>);

    /// What it names; `start` is where the row begins.
    fn wanted(&self, file: &IgnoreFile<'_>, start: usize) -> Result<Self::Pattern, Diagnostic>;
}

/// The text of an ignore file, for the places of diagnostics.
#[derive(Clone, Debug)]
pub(crate) struct IgnoreFile<'a> {
    path: &'a str,
    lines: LineIndex<'a>,
}

impl IgnoreFile<'_> {
    /// A fault at a value.
    pub(crate) fn fault(&self, at: &Spanned<String>, message: impl Into<String>) -> Diagnostic {
        self.fault_at(at.span().start, message)
    }

    /// A fault at a byte of the file.
    pub(crate) fn fault_at(&self, start: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::InvalidIgnore, message).at(self.place(start))
    }

    fn place(&self, start: usize) -> Location {
        self.lines.location(self.path, start)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "R: DeserializeOwned")]
struct File<R> {
    #[serde(default = "Vec::new")]
    ignore: Vec<Spanned<R>>,
}

/// Reads the text of the file that `path` names; every fault of every entry is said.
pub(crate) fn read<R: IgnoreRow>(
    path: &str,
    text: &str,
) -> Result<Vec<Entry<R::Pattern>>, Diagnostics> {
    let source = IgnoreFile { path, lines: LineIndex::new(text) };
    let file: File<R> = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        source.fault_at(start, error.message().replace('\n', " "))
    })?;
    let (mut entries, mut wrong) = (Vec::new(), Diagnostics::new());
    for row in file.ignore {
        match entry(&source, &row) {
            Ok(entry) => entries.push(entry),
            Err(diagnostic) => wrong.push(diagnostic),
        }
    }
    if wrong.has_errors() { Err(wrong) } else { Ok(entries) }
}

fn entry<R: IgnoreRow>(
    file: &IgnoreFile<'_>,
    row: &Spanned<R>,
) -> Result<Entry<R::Pattern>, Diagnostic> {
    let start = row.span().start;
    let row = row.get_ref();
    let (reason, expires) = row.terms();
    if reason.get_ref().trim().is_empty() {
        return Err(file.fault(reason, "an entry needs a reason"));
    }
    if let Some(day) = expires.filter(|day| !is_version(day.get_ref())) {
        return Err(file.fault(day, format!("`{}` is not a day such as 2027-01-31", day.get_ref())));
    }
    Ok(Entry {
        wanted: row.wanted(file, start)?,
        reason: reason.get_ref().clone(),
        expires: expires.map(|day| day.get_ref().clone()),
        location: file.place(start),
    })
}

/// What entries made of a list.
#[derive(Debug)]
pub(crate) struct Sorted<'e, W, T> {
    /// What no entry takes out.
    pub(crate) kept: Vec<T>,
    /// What one does, with its reason.
    pub(crate) ignored: Vec<(T, String)>,
    /// The entries that take out nothing.
    pub(crate) stale: Vec<(&'e Entry<W>, Staleness<'e>)>,
}

/// Why an entry takes out nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Staleness<'e> {
    /// It names nothing that is there.
    Unused,
    /// It expired on this day.
    Expired(&'e str),
}

/// Takes out of a list what the entries name and have not expired by `today` (`2026-11-24`).
pub(crate) fn sort_out<'e, W, T>(
    entries: &'e [Entry<W>],
    today: &str,
    list: Vec<T>,
    names: impl Fn(&W, &T) -> bool,
) -> Sorted<'e, W, T> {
    let mut uses = vec![0_usize; entries.len()];
    let mut sorted = Sorted { kept: Vec::new(), ignored: Vec::new(), stale: Vec::new() };
    for item in list {
        let mut reason = None;
        for (entry, uses) in entries.iter().zip(&mut uses) {
            if names(&entry.wanted, &item) {
                *uses += 1;
                let holds = entry.expires.as_deref().is_none_or(|day| today < day);
                reason = reason.or(holds.then(|| entry.reason.clone()));
            }
        }
        match reason {
            Some(reason) => sorted.ignored.push((item, reason)),
            None => sorted.kept.push(item),
        }
    }
    for (entry, uses) in entries.iter().zip(uses) {
        match entry.expires.as_deref() {
            _ if uses == 0 => sorted.stale.push((entry, Staleness::Unused)),
            Some(day) if today >= day => sorted.stale.push((entry, Staleness::Expired(day))),
            _ => {}
        }
    }
    sorted
}
