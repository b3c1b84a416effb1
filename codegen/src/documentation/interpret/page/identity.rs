//! Which product version a page belongs to.
//!
//! Action pages say it. Data structures and error codes pages name neither product nor version:
//! then it is what the user says, what the actions that use its structures say, what the number
//! in its links says, and last what its folder says. Each step counts only when it leaves one
//! answer, so the order of the files changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::Unplaced;
use crate::diagnostics::{Code, Diagnostic};
use crate::documentation::interpret::{Fragment, PageOptions};

/// What a page says of where it belongs.
#[derive(Clone, Debug, Default)]
pub(in crate::documentation::interpret) struct Clues {
    /// The product, where the page names it.
    pub(in crate::documentation::interpret) product: Option<String>,
    /// The version, where the page names it.
    pub(in crate::documentation::interpret) version: Option<String>,
    /// Actions that use a structure of the page.
    pub(in crate::documentation::interpret) users: Vec<String>,
    /// The number of the product in the page's address or links: 213 in `/document/api/213/1`.
    pub(in crate::documentation::interpret) number: Option<u64>,
    /// The folder that the file is in.
    pub(in crate::documentation::interpret) folder: PathBuf,
}

/// Product and version.
type Home = (String, String);

/// Gives each page its product version; a page whose home no step finds is a diagnostic.
/// `numbers` says which product has which number, as far as an index of fetched pages knows.
pub(in crate::documentation::interpret) fn place(
    pages: Vec<Unplaced>,
    numbers: &BTreeMap<u64, String>,
    options: &PageOptions,
) -> Vec<Result<Fragment, Diagnostic>> {
    let known = Known::of(&pages, numbers);
    let homes: Vec<_> = pages.iter().map(|page| known.home(page, options)).collect();
    pages.into_iter().zip(homes).map(|(page, home)| fragment(page, home)).collect()
}

fn fragment(page: Unplaced, home: Result<Home, &'static str>) -> Result<Fragment, Diagnostic> {
    let Unplaced { mut spec, location, places, language, updated, .. } = page;
    match home {
        Ok((product, version)) => {
            (spec.product, spec.version) = (product, version);
            Ok(Fragment { spec, location, places, language, updated })
        }
        Err(missing) => {
            let message = format!("the page does not say which {missing} it belongs to");
            Err(Diagnostic::new(Code::UnknownHome, message).at(location).help(
                "keep an action page of its product beside it, or give --product and --version to `tcgen parse`",
            ))
        }
    }
}

/// What the pages that name their home say of others.
#[derive(Default)]
struct Known {
    users: BTreeMap<String, BTreeSet<Home>>,
    numbers: BTreeMap<u64, BTreeSet<Home>>,
    folders: BTreeMap<PathBuf, BTreeSet<Home>>,
    products: BTreeMap<String, BTreeSet<Home>>,
    /// The products of numbers that an index knows.
    listed: BTreeMap<u64, String>,
}

impl Known {
    fn of(pages: &[Unplaced], numbers: &BTreeMap<u64, String>) -> Self {
        let mut known = Self { listed: numbers.clone(), ..Self::default() };
        for page in pages {
            let clues = &page.clues;
            let (Some(product), Some(version)) = (&clues.product, &clues.version) else { continue };
            let home = || (product.clone(), version.clone());
            for action in page.spec.actions.keys() {
                known.users.entry(action.clone()).or_default().insert(home());
            }
            if let Some(number) = clues.number {
                known.numbers.entry(number).or_default().insert(home());
            }
            known.folders.entry(clues.folder.clone()).or_default().insert(home());
            known.products.entry(product.clone()).or_default().insert(home());
        }
        known
    }

    fn home(&self, page: &Unplaced, options: &PageOptions) -> Result<Home, &'static str> {
        let clues = &page.clues;
        let product = clues.product.clone().or_else(|| options.product.clone());
        let version = clues.version.clone().or_else(|| options.version.clone());
        let fits = |home: &Home| {
            product.as_ref().is_none_or(|product| *product == home.0)
                && version.as_ref().is_none_or(|version| *version == home.1)
        };
        if let (Some(product), Some(version)) = (&product, &version) {
            return Ok((product.clone(), version.clone()));
        }
        let steps = [
            self.by_users(&clues.users, &fits),
            clues.number.and_then(|number| only(self.numbers.get(&number)?.iter(), &fits)),
            clues.number.and_then(|number| self.by_product(self.listed.get(&number)?, &fits)),
            only(self.folders.get(&clues.folder).into_iter().flatten(), &fits),
            folder_name(clues).and_then(|name| self.by_product(name, &fits)),
            product.as_ref().and_then(|product| self.by_product(product, &fits)),
        ];
        steps.into_iter().flatten().next().ok_or(if product.is_some() {
            "version"
        } else {
            "product"
        })
    }

    /// The home of most of the actions that use the page's structures, if there is one such.
    fn by_users(&self, users: &[String], fits: &impl Fn(&Home) -> bool) -> Option<Home> {
        let mut votes: BTreeMap<&Home, usize> = BTreeMap::new();
        for home in users.iter().filter_map(|user| self.users.get(user)).flatten() {
            if fits(home) {
                *votes.entry(home).or_default() += 1;
            }
        }
        let most = *votes.values().max()?;
        let mut first = votes.into_iter().filter(|(_, count)| *count == most).map(|(home, _)| home);
        let home = first.next()?;
        first.next().is_none().then(|| home.clone())
    }

    fn by_product(&self, product: &str, fits: &impl Fn(&Home) -> bool) -> Option<Home> {
        only(self.products.get(product)?.iter(), fits)
    }
}

fn only<'h>(homes: impl Iterator<Item = &'h Home>, fits: &impl Fn(&Home) -> bool) -> Option<Home> {
    let mut homes = homes.filter(|home| fits(home));
    let home = homes.next()?;
    homes.next().is_none().then(|| home.clone())
}

fn folder_name(clues: &Clues) -> Option<&str> {
    clues.folder.file_name()?.to_str()
}
