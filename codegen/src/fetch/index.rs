//! `index.json` of a pages folder: what each file was fetched from, and when.
//!
//! While a run goes on, each page that is done is one more line of a journal; the index is
//! written at the end, in one step. A run that was killed leaves the journal, from which the
//! next one goes on.
//!
//! Invariant: an entry says what is in its file. A line of the journal counts only where the
//! file holds the bytes that the line names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use super::http::Validators;
use super::name::file_of;
use crate::diagnostics::{Code, Diagnostic, Location, json_location};
use crate::{output, source};

/// A page that an interrupted run looked at so long ago is looked at again.
const JOURNAL_AGE: SignedDuration = SignedDuration::from_hours(24);

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// The version of the format: 1.
    format: u32,
    /// The address of the page that lists a product's pages, by product.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub products: BTreeMap<String, String>,
    /// The pages, by path below the folder.
    #[serde(default)]
    pub pages: BTreeMap<String, StoredPage>,
}

/// One page. Of a page that was saved by hand, the address is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredPage {
    /// Where it is on the web.
    pub url: String,
    /// Its own date of last change, as found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// SHA-256 of the file, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The version that the site gave, for the question "has it changed since".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The date that the site gave, for the same question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// When these bytes were first fetched (RFC 3339, UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<String>,
}

impl StoredPage {
    pub(super) fn validators(&self) -> Validators {
        Validators { etag: self.etag.clone(), last_modified: self.last_modified.clone() }
    }
}

/// A line of the journal.
#[derive(Serialize, Deserialize)]
struct JournalLine {
    path: String,
    checked: Timestamp,
    page: StoredPage,
}

impl Index {
    /// The index of a pages folder; an empty one where none is.
    pub fn read(folder: &Path) -> Result<Self, Diagnostic> {
        let path = index_path(folder);
        if !path.exists() {
            return Ok(Self { format: 1, products: BTreeMap::new(), pages: BTreeMap::new() });
        }
        let text = source::read_utf8(&path)?.text;
        let name = path.display().to_string();
        let index: Self = serde_json::from_str(&text).map_err(|error| {
            let at = json_location(name.as_str(), &text, error.line(), error.column());
            Diagnostic::new(Code::InvalidIndex, error.to_string())
                .at(at)
                .help("restore it from version control, or remove it to fetch the pages anew")
        })?;
        if index.format == 1 {
            return Ok(index);
        }
        let message = format!("format {} is newer than this tcgen", index.format);
        Err(Diagnostic::new(Code::InvalidIndex, message).at(Location::file(name)))
    }

    /// The pages that fetching keeps, by address: those whose file is the one that the address
    /// has. A page that was saved by hand is its owner's to keep.
    pub(super) fn kept(&self) -> impl Iterator<Item = Url> {
        self.pages.iter().filter_map(|(path, page)| {
            let url = Url::parse(&page.url).ok()?;
            (file_of(&url) == *path).then_some(url)
        })
    }

    /// Writes the file if its text changed.
    pub(super) fn write(&self, folder: &Path) -> Result<bool, Diagnostic> {
        let path = index_path(folder);
        let text = serde_json::to_string_pretty(self).map_err(|error| {
            Diagnostic::new(Code::CannotWrite, error.to_string())
                .at(Location::file(path.display().to_string()))
        })?;
        output::replace(&path, &format!("{text}\n"))
    }
}

/// The journal of a run, and the lock that keeps a second run out.
#[derive(Debug, Default)]
pub(super) struct Journal {
    /// None in a run that writes nothing.
    file: Option<(PathBuf, output::Lock)>,
    /// The files that the interrupted run before this one had done.
    pub(super) done: BTreeSet<String>,
}

impl Journal {
    /// Opens the journal of a folder, and takes over what an interrupted run left in it.
    pub(super) fn open(
        folder: &Path,
        index: &mut Index,
        now: Timestamp,
    ) -> Result<Self, Diagnostic> {
        let path = folder.join(".fetch-journal");
        let Some(lock) = output::lock(&path)? else {
            return Err(Diagnostic::new(
                Code::FolderBusy,
                "another run of `tcgen fetch` works in this folder",
            )
            .at(Location::file(folder.display().to_string()))
            .help("wait for it to end"));
        };
        output::sweep(folder)?;
        let mut done = BTreeSet::new();
        // An empty journal is what a run leaves that was killed before its first page.
        if let Ok(text) = source::read_utf8(&path) {
            // The last line may be cut: then it is not JSON, and its page is fetched again.
            for line in text.text.lines().filter_map(|line| serde_json::from_str(line).ok()) {
                take_over(folder, line, now, index, &mut done);
            }
            // What is noted next must not be glued to a line that was cut.
            output::append(&path, "\n")?;
        }
        Ok(Self { file: Some((path, lock)), done })
    }

    /// Notes that a page is done, before its file is written.
    pub(super) fn note(
        &self,
        path: &str,
        page: &StoredPage,
        checked: Timestamp,
    ) -> Result<(), Diagnostic> {
        let Some((file, _)) = &self.file else { return Ok(()) };
        let line = JournalLine { path: path.to_owned(), checked, page: page.clone() };
        let text = serde_json::to_string(&line).unwrap_or_default();
        output::append(file, &format!("{}\n", ascii(&text)))
    }

    /// Ends the journal: the index says it all.
    pub(super) fn close(self) -> Result<(), Diagnostic> {
        self.file.map_or(Ok(()), |(path, _lock)| output::remove(&path))
    }
}

/// JSON with every other character escaped, so that a line cut anywhere is still UTF-8.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

fn take_over(
    folder: &Path,
    line: JournalLine,
    now: Timestamp,
    index: &mut Index,
    done: &mut BTreeSet<String>,
) {
    let file = source::read_text(&folder.join(&line.path));
    if file.is_ok_and(|file| Some(file.sha256) == line.page.sha256) {
        if now.duration_since(line.checked) < JOURNAL_AGE {
            done.insert(line.path.clone());
        }
        index.pages.insert(line.path, line.page);
    }
}

fn index_path(folder: &Path) -> PathBuf {
    folder.join("index.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(sha256: &str) -> StoredPage {
        StoredPage {
            url: "https://host/a".into(),
            updated: Some("二〇二五".into()),
            sha256: Some(sha256.into()),
            etag: None,
            last_modified: None,
            fetched: Some("2025-01-02T03:04:05Z".into()),
        }
    }

    /// SHA-256 of `x`.
    const X: &str = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";

    #[test]
    fn a_journal_cut_anywhere_gives_what_was_whole() {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::now();
        std::fs::write(folder.path().join("a.html"), "x").unwrap();
        let mut index = Index::read(folder.path()).unwrap();
        let journal = Journal::open(folder.path(), &mut index, now).unwrap();
        journal.note("a.html", &page(X), now).unwrap();
        drop(journal);
        let path = folder.path().join(".fetch-journal");
        let whole = std::fs::read(&path).unwrap();
        assert!(whole.is_ascii());
        for length in 0..=whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            let mut index = Index::read(folder.path()).unwrap();
            let journal = Journal::open(folder.path(), &mut index, now).unwrap();
            let expected = usize::from(length + 1 >= whole.len());
            assert_eq!((journal.done.len(), index.pages.len()), (expected, expected), "{length}");
            journal.note("a.html", &page(X), now).unwrap();
            drop(journal);
            let journal = Journal::open(folder.path(), &mut index, now).unwrap();
            assert!(journal.done.contains("a.html"), "{length}");
        }
    }

    #[test]
    fn a_noted_page_counts_only_with_its_file_and_for_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::now();
        std::fs::write(folder.path().join("a.html"), "x").unwrap();
        let mut index = Index::read(folder.path()).unwrap();
        let journal = Journal::open(folder.path(), &mut index, now).unwrap();
        journal.note("a.html", &page("other"), now).unwrap();
        journal.note("b.html", &page(X), now).unwrap();
        drop(journal);
        let journal = Journal::open(folder.path(), &mut index, now).unwrap();
        assert!(journal.done.is_empty() && index.pages.is_empty());
        journal.note("a.html", &page(X), now - SignedDuration::from_hours(25)).unwrap();
        drop(journal);
        let journal = Journal::open(folder.path(), &mut index, now).unwrap();
        assert!(journal.done.is_empty());
        assert!(index.pages.contains_key("a.html"));
    }

    #[test]
    fn a_second_run_is_kept_out() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = Index::read(folder.path()).unwrap();
        let first = Journal::open(folder.path(), &mut index, Timestamp::now()).unwrap();
        let second = Journal::open(folder.path(), &mut index, Timestamp::now()).unwrap_err();
        assert_eq!(second.code, Code::FolderBusy);
        first.close().unwrap();
        assert!(Journal::open(folder.path(), &mut index, Timestamp::now()).is_ok());
    }

    #[test]
    fn an_index_that_is_none_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["{", "[]", "{\"format\": 2, \"pages\": {}}", "{\"format\": 1, \"more\": 1}"] {
            std::fs::write(folder.path().join("index.json"), text).unwrap();
            assert_eq!(Index::read(folder.path()).unwrap_err().code, Code::InvalidIndex, "{text}");
        }
    }
}
