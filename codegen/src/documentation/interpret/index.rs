//! `index.json` of a pages folder: where each page is on the web.
//!
//! `tcgen fetch` writes it; a folder of pages saved by hand may have one too. Paths in it are
//! relative to its folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, json_location};
use crate::output;
use crate::source::read_text;

/// What is read of the file; the rest is of use to `fetch` alone.
#[derive(Debug, Default, Deserialize)]
struct IndexFile {
    /// The address of the page that lists a product's pages, by product.
    #[serde(default)]
    products: BTreeMap<String, String>,
    /// The pages, by path.
    #[serde(default)]
    pages: BTreeMap<String, IndexEntry>,
}

/// What an index says of a page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct IndexEntry {
    /// Where it is on the web.
    pub(super) url: String,
    /// Its own date of last change.
    #[serde(default)]
    pub(super) updated: Option<String>,
}

/// The indexes of all folders above the pages.
#[derive(Debug, Default)]
pub(super) struct PageIndex {
    files: BTreeMap<PathBuf, IndexFile>,
    /// The product of a number that is in addresses.
    pub(super) numbers: BTreeMap<u64, String>,
}

/// No pages folder is deeper below its index.
const DEPTH: usize = 8;

impl PageIndex {
    /// Reads the indexes that are beside or above the files.
    pub(super) fn find(files: &[PathBuf], diagnostics: &mut Diagnostics) -> Self {
        let mut index = Self::default();
        let mut looked = std::collections::BTreeSet::new();
        for folder in files.iter().flat_map(|file| file.ancestors().skip(1).take(DEPTH)) {
            if !looked.insert(folder) {
                continue;
            }
            let path = folder.join("index.json");
            if !path.is_file() {
                continue;
            }
            match read(&path) {
                Ok(file) => index.add(folder, file),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        index
    }

    fn add(&mut self, folder: &Path, file: IndexFile) {
        for (product, url) in &file.products {
            if let Some(number) = product_number(url) {
                self.numbers.insert(number, product.clone());
            }
        }
        self.files.insert(folder.to_owned(), file);
    }

    /// Whether the file is an index that was read.
    pub(super) fn is_index(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|name| name == "index.json")
            && path.parent().is_some_and(|folder| self.files.contains_key(folder))
    }

    /// What the nearest index says of a file.
    pub(super) fn entry(&self, path: &Path) -> Option<&IndexEntry> {
        path.ancestors().skip(1).take(DEPTH).find_map(|folder| {
            let below = output::slashes(path.strip_prefix(folder).ok()?);
            self.files.get(folder)?.pages.get(&below)
        })
    }
}

fn read(path: &Path) -> Result<IndexFile, Diagnostic> {
    let source = read_text(path)?;
    serde_json::from_str(&source.text).map_err(|error| {
        let at = json_location(source.path.clone(), &source.text, error.line(), error.column());
        Diagnostic::new(Code::InvalidPageIndex, error.to_string())
            .at(at)
            .help("an index is {\"format\": 1, \"pages\": {\"<path>\": {\"url\": \"https://…\"}}}")
    })
}

/// The number of a product in an address or in the first link that has one.
pub(super) fn product_number(text: &str) -> Option<u64> {
    ["/document/api/", "/document/product/"].iter().find_map(|words| {
        let mut from = 0;
        while let Some(at) = text.get(from..)?.find(words).map(|at| from + at + words.len()) {
            let digits: String =
                text.get(at..)?.chars().take(9).take_while(char::is_ascii_digit).collect();
            if let Ok(number) = digits.parse() {
                return Some(number);
            }
            from = at;
        }
        None
    })
}
