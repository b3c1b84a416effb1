//! One run: a queue of addresses, each looked at in turn, its links queued.

use std::collections::{BTreeSet, VecDeque};

use url::Url;

use super::index::Index;
use super::links;
use super::name::file_of;
use super::page_fetcher::{Failure, FetchOutcome, PageFetcher};
use super::problem::Problem;
use super::{FetchEvent, PageOutcome, Summary};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::documentation::page::Article;

/// The most addresses that a run keeps in mind, so that a page of nothing but links cannot fill
/// the memory. The largest product has 1,900 pages.
const KNOWN_LIMIT: usize = 100_000;

/// An address in the queue.
struct QueuedPage {
    url: Url,
    /// Asked for by name, so that a failure is an error.
    asked_for: bool,
    /// Part of a whole product: the structures and codes that it links to belong to it too.
    with_links: bool,
    /// The product whose overview it is said to be.
    product: Option<String>,
}

/// The state of a run.
pub(super) struct Crawl<'a> {
    look: PageFetcher<'a>,
    queue: VecDeque<QueuedPage>,
    /// The files of all addresses that were ever queued.
    seen: BTreeSet<String>,
    asked: usize,
    /// How many pages in a row the site refused.
    refusals: usize,
    overflowed: usize,
    summary: Summary,
    diagnostics: Diagnostics,
}

impl<'a> Crawl<'a> {
    pub(super) fn new(look: PageFetcher<'a>) -> Self {
        Self {
            look,
            queue: VecDeque::new(),
            seen: BTreeSet::new(),
            asked: 0,
            refusals: 0,
            overflowed: 0,
            summary: Summary::default(),
            diagnostics: Diagnostics::new(),
        }
    }

    /// Queues what the user asked for; its site may be asked from now on.
    pub(super) fn ask_for(&mut self, url: &Url, product: Option<&str>) {
        self.look.client.sites.name(url);
        self.push(QueuedPage {
            url: url.clone(),
            asked_for: true,
            with_links: product.is_some(),
            product: product.map(str::to_owned),
        });
    }

    /// Queues every page of the index.
    pub(super) fn refresh(&mut self) {
        for url in self.look.index.kept().collect::<Vec<_>>() {
            self.look.client.sites.name(&url);
            self.push(QueuedPage { url, asked_for: false, with_links: false, product: None });
        }
    }

    fn push(&mut self, item: QueuedPage) {
        let path = file_of(&item.url);
        if self.seen.len() >= KNOWN_LIMIT {
            self.overflowed += usize::from(!self.seen.contains(&path));
        } else if self.seen.insert(path) {
            self.queue.push_back(item);
        }
    }

    /// Works the queue off, and gives the index as it is then.
    pub(super) fn run(mut self) -> (Summary, Diagnostics, Index) {
        while let Some(item) = self.queue.front() {
            let url = item.url.clone();
            let looked = if self.look.is_done(&url) {
                Ok(FetchOutcome::Resumed)
            } else if let Some(why) = self.reason_to_stop() {
                self.diagnostics.push(why);
                break;
            } else {
                self.asked += 1;
                self.look.fetch(&url)
            };
            if let Err(Failure::Run(diagnostic)) = looked {
                self.diagnostics.push(diagnostic);
                break;
            }
            let Some(item) = self.queue.pop_front() else { break };
            match looked {
                Ok(looked) => self.done(&item, looked),
                Err(Failure::Page(problem)) => self.failed(&item, &problem),
                Err(Failure::Run(_)) => {}
            }
        }
        self.summary.left = self.queue.len();
        self.report_overflow();
        (self.summary, self.diagnostics, self.look.index)
    }

    fn reason_to_stop(&self) -> Option<Diagnostic> {
        let (refusals, asked, left) = (self.refusals, self.asked, self.queue.len());
        if refusals >= self.look.options.give_up_after {
            let message = format!("the site refused {refusals} pages in a row; {left} are left");
            let why = Diagnostic::new(Code::FetchStopped, message);
            return Some(why.help("run the command again later; it goes on where it was"));
        }
        if asked >= self.look.options.max_pages {
            let message =
                format!("{asked} pages were asked for, as many as allowed; {left} are left");
            let mut why = Diagnostic::new(Code::FetchStopped, message);
            why.severity = Severity::Warning;
            return Some(why.help("run the command again to go on, or raise --max-pages"));
        }
        None
    }

    fn report_overflow(&mut self) {
        if self.overflowed > 0 {
            let message = format!(
                "more than {KNOWN_LIMIT} addresses were found; {} links are left out",
                self.overflowed
            );
            self.diagnostics.push(Diagnostic::new(Code::FetchStopped, message));
        }
    }

    fn done(&mut self, item: &QueuedPage, looked: FetchOutcome) {
        self.refusals = 0;
        if let Some(product) = &item.product {
            self.look.index.products.insert(product.clone(), item.url.to_string());
        }
        let (outcome, at) = match looked {
            FetchOutcome::Resumed => (PageOutcome::Resumed, item.url.clone()),
            FetchOutcome::NotModified => (PageOutcome::Unchanged, item.url.clone()),
            FetchOutcome::Directory(pages) => {
                self.push_all(pages);
                (PageOutcome::Directory, item.url.clone())
            }
            FetchOutcome::Article(url, article, outcome) => {
                // A redirect may have led to a page that is still in the queue.
                self.seen.insert(file_of(&url));
                self.push_links(item, &url, &article);
                (outcome, url)
            }
        };
        // The links of a page that was not served again stand in its file.
        if matches!(outcome, PageOutcome::Resumed | PageOutcome::Unchanged)
            && let Some(article) = self.look.stored_article(&at)
        {
            self.push_links(item, &at, &article);
        }
        self.count(outcome, file_of(&at));
        self.tell(item, outcome);
    }

    fn failed(&mut self, item: &QueuedPage, problem: &Problem) {
        self.refusals = if problem.is_of_the_site() { self.refusals + 1 } else { 0 };
        self.diagnostics.push(problem.diagnostic(&item.url, item.asked_for));
        self.count(PageOutcome::Failed, item.url.to_string());
        self.tell(item, PageOutcome::Failed);
    }

    fn count(&mut self, outcome: PageOutcome, name: String) {
        match outcome {
            PageOutcome::Added => self.summary.added.push(name),
            PageOutcome::Changed => self.summary.changed.push(name),
            PageOutcome::Unchanged => self.summary.unchanged += 1,
            PageOutcome::Resumed => self.summary.resumed += 1,
            PageOutcome::Failed => self.summary.failed.push(name),
            PageOutcome::Directory => {}
        }
    }

    fn tell(&mut self, item: &QueuedPage, outcome: PageOutcome) {
        let known = self.seen.len();
        let done = known.saturating_sub(self.queue.len());
        self.look.client.say(FetchEvent::Page { url: item.url.as_str(), outcome, done, known });
    }

    fn push_links(&mut self, item: &QueuedPage, url: &Url, article: &Article) {
        if links::is_overview(article) {
            self.push_all(links::beside(url, &article.links));
        } else if item.with_links {
            self.push_all(links::places_beside(url, &article.links));
        }
    }

    fn push_all(&mut self, urls: Vec<Url>) {
        for url in urls {
            self.push(QueuedPage { url, asked_for: false, with_links: true, product: None });
        }
    }
}
