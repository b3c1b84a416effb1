//! Pages to fragments: every stage from bytes to spec items, a file at a time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Fragment;
use super::counts::Counts;
use super::index::{PageIndex, product_number};
use super::page::{Reading, Unplaced, interpret_page, place};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::documentation::page::{Foreign, foreign, parse_document, with_letters};
use crate::documentation::tables::{Likeness, find_pages, has_our_words};
use crate::output;
use crate::source::{SourceText, list_files, read_text};
use crate::spec::{Source, SourceKind};

/// What the pages do not say themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageOptions {
    /// The product of pages that name none.
    pub product: Option<String>,
    /// The version of pages that name none.
    pub version: Option<String>,
    /// The folder that `sources[].path` is relative to; paths outside stay as given.
    pub base: Option<PathBuf>,
}

/// What came of a set of pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedPages {
    /// One for every page and product version, in the order of the files.
    pub fragments: Vec<Fragment>,
    /// Files and pages that describe no action, structure or error code.
    pub skipped: Vec<Skipped>,
    /// What was counted on the way; rows in are rows out.
    pub counts: Counts,
    /// The findings, sorted by place.
    pub diagnostics: Diagnostics,
}

/// A page that describes no action, structure or error code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it begins.
    pub location: Location,
    /// What it is instead.
    pub reason: String,
    /// Whether it looks like a page of API 3.0 all the same.
    pub likeness: Likeness,
    /// What would make it one that is read, where that is known.
    pub help: Option<&'static str>,
}

const SAVE_AGAIN: &str = "it has the words of a page of API 3.0; save the page as HTML, or copy it so that tabs or `|` stand between the cells";

/// Reads the pages that the paths name, folders walked. Files are read one at a time, so memory
/// holds one page and what came of the others. Nothing is written. `progress` is told files
/// done and in all.
pub fn parse_pages(
    paths: &[PathBuf],
    options: &PageOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> ParsedPages {
    let mut pages = ParsedPages::default();
    let files = list_files(paths, &mut pages.diagnostics);
    let index = PageIndex::find(&files, &mut pages.diagnostics);
    let mut unplaced = Vec::new();
    for (done, path) in files.iter().enumerate() {
        progress(done, files.len());
        if index.is_index(path) {
            continue;
        }
        match read_text(path) {
            Ok(text) => {
                let source = source_of(path, &text, &index, options.base.as_deref());
                pages.read_file(&text, &source, &mut unplaced);
            }
            Err(diagnostic) => pages.diagnostics.push(diagnostic),
        }
    }
    progress(files.len(), files.len());
    pages.place(unplaced, &index.numbers, options);
    pages
}

/// Reads the text of one file, as [`parse_pages`] does.
pub fn parse_page(text: &SourceText, options: &PageOptions) -> ParsedPages {
    let mut pages = ParsedPages::default();
    let mut unplaced = Vec::new();
    let source =
        source_of(Path::new(&*text.path), text, &PageIndex::default(), options.base.as_deref());
    pages.read_file(text, &source, &mut unplaced);
    pages.place(unplaced, &BTreeMap::new(), options);
    pages
}

impl ParsedPages {
    fn read_file(&mut self, text: &SourceText, source: &Source, unplaced: &mut Vec<Unplaced>) {
        self.counts.files += 1;
        if let Some(Foreign { name, help }) = foreign(&text.text) {
            self.counts.pages += 1;
            let ours = has_our_words(&with_letters(&text.text));
            return self.skip(Skipped {
                location: Location::file(text.path.clone()),
                reason: format!("it is {name}, which is not read"),
                likeness: if ours { Likeness::Words } else { Likeness::None },
                help: Some(help),
            });
        }
        let document = match parse_document(text) {
            Ok(document) => document,
            Err(diagnostic) => {
                self.counts.pages += 1;
                self.counts.skipped += 1;
                return self.diagnostics.push(diagnostic);
            }
        };
        let head = document.head();
        let source =
            Source { url: source.url.clone().or_else(|| document.url.clone()), ..source.clone() };
        let number = product_number(source.url.as_deref().unwrap_or_default())
            .or_else(|| product_number(&text.text));
        for raw in find_pages(document, &mut self.diagnostics) {
            self.counts.pages += 1;
            let at = head.location(raw.at);
            match interpret_page(raw, &head, &source, &mut self.counts, &mut self.diagnostics) {
                Reading::Items(mut page) => {
                    page.clues.number = number;
                    unplaced.push(*page);
                }
                Reading::Other(reason, likeness) => {
                    self.skip(Skipped { location: at, reason, likeness, help: None });
                }
            }
        }
    }

    fn skip(&mut self, skipped: Skipped) {
        self.counts.skipped += 1;
        self.skipped.push(skipped);
    }

    fn place(
        &mut self,
        unplaced: Vec<Unplaced>,
        numbers: &BTreeMap<u64, String>,
        options: &PageOptions,
    ) {
        for placed in place(unplaced, numbers, options) {
            match placed {
                Ok(fragment) => self.fragments.push(fragment),
                Err(diagnostic) => self.diagnostics.push(diagnostic),
            }
        }
        for skipped in &self.skipped {
            let (code, help) = match skipped.likeness {
                Likeness::None => (Code::PageSkipped, None),
                Likeness::Host => (Code::PageUnread, None),
                Likeness::Words => (Code::PageLost, skipped.help.or(Some(SAVE_AGAIN))),
            };
            let message = format!("the page is skipped: {}", skipped.reason);
            let mut diagnostic = Diagnostic::new(code, message).at(skipped.location.clone());
            if let Some(help) = help {
                diagnostic = diagnostic.help(help);
            }
            self.diagnostics.push(diagnostic);
        }
        self.diagnostics.sort();
    }
}

fn source_of(path: &Path, text: &SourceText, index: &PageIndex, base: Option<&Path>) -> Source {
    let relative = base.and_then(|base| path.strip_prefix(base).ok()).unwrap_or(path);
    let entry = index.entry(path);
    Source {
        kind: SourceKind::Page,
        path: output::slashes(relative),
        release: None,
        url: entry.map(|entry| entry.url.clone()),
        sha256: Some(text.sha256.clone()),
        updated: entry.and_then(|entry| entry.updated.clone()),
    }
}
