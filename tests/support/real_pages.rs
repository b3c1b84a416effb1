//! Real pages, read by the parser, beside their text; and a score of what agrees.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says why"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tencentcloud_codegen::documentation::interpret::{PageOptions, ParsedPages, parse_pages};
use tencentcloud_codegen::spec::Action;

/// An action with the file that it was read from, and the file's text.
pub struct RealPage {
    /// Its file, relative to the shared folder.
    pub path: String,
    /// The text of the file.
    pub text: String,
    /// The product that it was read as being of.
    pub product: String,
    /// Its date, as read.
    pub updated: Option<String>,
    /// What was read.
    pub action: Action,
}

/// All that came of the pages, and the actions whose file holds no other; nothing without the data.
pub static ALL: LazyLock<Option<(ParsedPages, Vec<RealPage>)>> = LazyLock::new(|| {
    let shared = PathBuf::from(std::env::var_os("TCGEN_SHARED")?);
    let folders = ["corpus", "wild/intl-md"].map(|name| shared.join(name));
    for folder in &folders {
        assert!(folder.is_dir(), "TCGEN_SHARED is set, but {} is not a folder", folder.display());
    }
    let options = PageOptions { base: Some(shared.clone()), ..PageOptions::default() };
    let pages = parse_pages(&folders, &options, &|_, _| {});
    let mut by_path: BTreeMap<&str, Vec<RealPage>> = BTreeMap::new();
    for fragment in &pages.fragments {
        for action in fragment.spec.actions.values() {
            let path = action.sources.first().unwrap().path.as_str();
            by_path.entry(path).or_default().push(RealPage {
                path: path.to_owned(),
                text: std::fs::read_to_string(shared.join(path)).unwrap_or_default(),
                product: fragment.spec.product.clone(),
                updated: fragment.updated.clone(),
                action: action.clone(),
            });
        }
    }
    // A file of several pages does not say which line is of which.
    for skipped in &pages.skipped {
        let file = Path::new(&*skipped.location.file);
        let path = file.strip_prefix(&shared).unwrap_or(file);
        by_path.remove(path.to_str().unwrap());
    }
    let single = by_path.into_values().filter(|pages| pages.len() == 1).flatten().collect();
    Some((pages, single))
});

/// The actions whose file holds no other.
pub fn pages() -> Option<&'static [RealPage]> {
    ALL.as_ref().map(|(_, pages)| pages.as_slice())
}

/// Holds what agrees against what was compared, and prints what does not.
pub struct Score {
    what: &'static str,
    right: usize,
    wrong: Vec<String>,
}

impl Score {
    /// For what is compared.
    pub fn new(what: &'static str) -> Self {
        Self { what, right: 0, wrong: Vec::new() }
    }

    /// Takes one comparison.
    pub fn add(&mut self, right: bool, wrong: impl FnOnce() -> String) {
        if right {
            self.right += 1;
        } else {
            self.wrong.push(wrong());
        }
    }

    /// At least `enough` are compared, and of a thousand at most one is wrong.
    ///
    /// # Panics
    /// When too few are compared or too many are wrong.
    pub fn assert(self, enough: usize) {
        let all = self.right + self.wrong.len();
        for wrong in self.wrong.iter().take(40) {
            println!("{}: {wrong}", self.what);
        }
        println!("{}: {} of {all}", self.what, self.right);
        assert!(all >= enough, "{}: only {all} were compared", self.what);
        assert!(self.wrong.len() * 1000 <= all, "{}: {} of {all}", self.what, self.right);
    }
}

/// The letters and digits of a text: what no markup changes.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The text of a cell or line without tags and targets of links.
///
/// # Panics
/// Never: the places are those of single bytes.
pub fn bare(line: &str) -> String {
    let mut text: String = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['<', ']']) {
        text.push_str(rest.get(..at).unwrap());
        let tail = rest.get(at..).unwrap();
        let end = if tail.starts_with("](") {
            tail.find(')')
        } else if tail.starts_with('<') {
            tail.find('>').filter(|end| tail.get(1..*end).unwrap().is_ascii())
        } else {
            Some(0)
        };
        rest = tail.get(end.map_or(1, |end| end + 1)..).unwrap();
        text.push(' ');
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&#124;", "|")
}
