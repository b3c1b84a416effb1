//! Fetches pages of the documentation site into a pages folder, politely and cached.
//!
//! In: addresses, or products whose overview is known. Out: one file per page, the article alone
//! in the frame that [`crate::documentation::page`] reads, and `index.json` beside them.
//!
//! Invariant: whatever the site answers and whenever the run is killed, each file holds a whole
//! article that was once served, and the index tells the truth about it. A page that has not
//! changed leaves its file and its entry as they were. What a page means is not known here.

mod classify;
mod clock;
mod crawl;
mod http;
mod index;
mod links;
mod name;
mod options;
mod page_fetcher;
mod problem;
mod site;
mod stored;
mod target;
mod throttled_client;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::Duration;

pub use clock::{Clock, SystemClock};
pub use index::{Index, StoredPage};
pub use options::{Options, Rate};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::config::{Config, ConfigFile, Pattern, ProductConfig};
use crate::spec::is_product;
use target::FetchTarget;

/// What is to be fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchRequest {
    /// Addresses (`https://…`), products by name (`ess`), or both (`ess=https://…`). Empty: every
    /// product whose overview is known, and every page of the index.
    pub wanted: Vec<String>,
    /// The addresses of overviews that tcgen.toml gives, by product.
    pub products: BTreeMap<String, String>,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were not there, by path below the folder.
    pub added: Vec<String>,
    /// Files that hold another article now.
    pub changed: Vec<String>,
    /// How many pages are as they were.
    pub unchanged: usize,
    /// How many pages an interrupted run before this one had already done.
    pub resumed: usize,
    /// Addresses whose page could not be had; their files, if any, stand as they were.
    pub failed: Vec<String>,
    /// How many pages were not asked for, because the run stopped before its end.
    pub left: usize,
}

impl Summary {
    /// Whether no page's file is, or would be, another one than before.
    pub fn is_unchanged(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (added, changed, unchanged) = (self.added.len(), self.changed.len(), self.unchanged);
        write!(f, "{added} added, {changed} changed, {unchanged} unchanged")?;
        for (count, word) in
            [(self.resumed, "done before"), (self.failed.len(), "failed"), (self.left, "left")]
        {
            if count > 0 {
                write!(f, ", {count} {word}")?;
            }
        }
        Ok(())
    }
}

/// What happens in a run, for whoever watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchEvent<'a> {
    /// A page is done.
    Page {
        /// Its address.
        url: &'a str,
        /// What became of it.
        outcome: PageOutcome,
        /// How many are done with it.
        done: usize,
        /// How many are known of; grows while pages are found.
        known: usize,
    },
    /// The site has to be asked again, after a while.
    Waiting {
        /// The address.
        url: &'a str,
        /// The while.
        wait: Duration,
    },
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageOutcome {
    /// Its file was not there.
    Added,
    /// Its file holds another article now.
    Changed,
    /// Its file is as it was.
    Unchanged,
    /// An interrupted run had done it.
    Resumed,
    /// It has no article of its own but leads to pages that do.
    Directory,
    /// It could not be had.
    Failed,
}

impl fmt::Display for PageOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Resumed => "done before",
            Self::Directory => "directory",
            Self::Failed => "failed",
        })
    }
}

/// The pages folder of a config, relative to it: the first of its pages; `pages` where it names
/// none.
pub fn pages_folder(config: &Config) -> &str {
    config.sources.pages.first().map_or("pages", String::as_str)
}

/// The addresses of the overviews that a config gives, by product; a glob names none.
pub fn overviews(config: &Config) -> BTreeMap<String, String> {
    let pages = |(name, product): (&Pattern, &ProductConfig)| {
        let pages = product.pages.clone().filter(|_| is_product(name.as_str()));
        Some((name.to_string(), pages?))
    };
    config.products.iter().filter_map(pages).collect()
}

/// Whether a config or its pages folder knows of any page. What is wrong with the folder is said by
/// [`refresh`].
pub fn is_known(file: &ConfigFile) -> bool {
    let folder = file.resolve(pages_folder(&file.config));
    !overviews(&file.config).is_empty()
        || Index::read(&folder)
            .map_or(true, |index| !index.products.is_empty() || index.kept().next().is_some())
}

/// Fetches again all that a config and its pages folder know of.
pub fn refresh(
    file: &ConfigFile,
    options: &Options,
    clock: &dyn Clock,
    watch: &mut dyn FnMut(FetchEvent<'_>),
) -> (Summary, Diagnostics) {
    let folder = file.resolve(pages_folder(&file.config));
    let request = FetchRequest { wanted: Vec::new(), products: overviews(&file.config) };
    run(&folder, &request, options, clock, watch)
}

/// Fetches into a pages folder. Problems of single pages are in the diagnostics, and the run
/// goes on; it stops early when the site refuses altogether, a bound is met, or a file cannot
/// be written.
pub fn run(
    folder: &Path,
    request: &FetchRequest,
    options: &Options,
    clock: &dyn Clock,
    watch: &mut dyn FnMut(FetchEvent<'_>),
) -> (Summary, Diagnostics) {
    match start(folder, request, options, clock, watch) {
        Ok(done) => done,
        Err(diagnostics) => (Summary::default(), diagnostics),
    }
}

fn start(
    folder: &Path,
    request: &FetchRequest,
    options: &Options,
    clock: &dyn Clock,
    watch: &mut dyn FnMut(FetchEvent<'_>),
) -> Result<(Summary, Diagnostics), Diagnostics> {
    let mut index = Index::read(folder)?;
    let targets = target::read_targets(&request.wanted, &request.products, &index)?;
    if targets.is_empty() && index.kept().next().is_none() {
        let nothing = Diagnostic::new(Code::FetchUsage, "nothing to fetch is known yet")
            .help("give addresses, or products as `ess=https://…` with the API overview's address");
        return Err(nothing.into());
    }
    let mut client = throttled_client::Polite::new(options, clock, watch);
    for host in &options.allow_hosts {
        let refused = |why: String| Diagnostic::new(Code::FetchUsage, why);
        client.sites.allow(host).map_err(refused)?;
    }
    let journal = if options.check {
        index::Journal::default()
    } else {
        index::Journal::open(folder, &mut index, clock.now())?
    };
    let look =
        page_fetcher::PageFetcher { folder, options, clock, client, index, journal: &journal };
    let mut crawl = crawl::Crawl::new(look);
    for target in targets {
        match target {
            FetchTarget::Address(url) => crawl.ask_for(&url, None),
            FetchTarget::Product(name, url) => crawl.ask_for(&url, Some(&name)),
        }
    }
    if request.wanted.is_empty() {
        crawl.refresh();
    }
    let (summary, mut diagnostics, index) = crawl.run();
    if options.check {
        return Ok((summary, diagnostics));
    }
    match index.write(folder) {
        // The journal of a run that stopped early is where the next one goes on.
        Ok(_) if summary.left == 0 => diagnostics.extend(journal.close().err()),
        Ok(_) => {}
        Err(diagnostic) => diagnostics.push(diagnostic),
    }
    Ok((summary, diagnostics))
}
