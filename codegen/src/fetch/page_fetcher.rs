//! Looking at one page: ask for it, tell what came, store its article.

use std::path::Path;

use url::Url;

use super::PageOutcome;
use super::classify::verdict;
use super::clock::Clock;
use super::http::{HttpReply, Validators};
use super::index::{Index, Journal, StoredPage};
use super::links;
use super::name::file_of;
use super::options::Options;
use super::problem::Problem;
use super::stored::stored_text;
use super::throttled_client::Polite;
use crate::diagnostics::Diagnostic;
use crate::documentation::page::{Article, article, updated_in};
use crate::{output, source};

/// How looking at one page ended, where it did not fail.
pub(super) enum FetchOutcome {
    /// Not asked for again: a run that was interrupted had done it.
    Resumed,
    /// The site said that it has not changed.
    NotModified,
    /// An article, the address that served it, and what became of its file.
    Article(Url, Box<Article>, PageOutcome),
    /// No article, but the pages that it leads to.
    Directory(Vec<Url>),
}

/// Why looking at one page failed.
pub(super) enum Failure {
    /// The page cannot be fetched; the run goes on.
    Page(Problem),
    /// A file cannot be written; the run stops.
    Run(Diagnostic),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Page(problem)
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Run(diagnostic)
    }
}

/// What it takes to look at a page.
pub(super) struct PageFetcher<'a> {
    pub(super) folder: &'a Path,
    pub(super) options: &'a Options,
    pub(super) clock: &'a dyn Clock,
    pub(super) client: Polite<'a>,
    pub(super) index: Index,
    pub(super) journal: &'a Journal,
}

impl PageFetcher<'_> {
    /// Whether an interrupted run had done the page.
    pub(super) fn is_done(&self, url: &Url) -> bool {
        self.journal.done.contains(&file_of(url))
    }

    /// The article as it is in the page's file.
    pub(super) fn stored_article(&self, url: &Url) -> Option<Article> {
        let file = source::read_text(&self.folder.join(file_of(url))).ok()?;
        article(&file.text).article
    }

    /// Asks for a page and stores what came.
    pub(super) fn fetch(&mut self, asked: &Url) -> Result<FetchOutcome, Failure> {
        let path = file_of(asked);
        let validators = self.validators(&path);
        let (url, reply) = self.client.page(asked, &validators)?;
        match reply.status {
            200 => self.read(&path, url, &reply),
            304 if validators != Validators::default() => {
                if let Some(page) = self.index.pages.get(&path) {
                    self.journal.note(&path, page, self.clock.now())?;
                }
                Ok(FetchOutcome::NotModified)
            }
            404 | 410 => Err(Problem::Vanished(reply.status).into()),
            status => Err(Problem::Status(status).into()),
        }
    }

    /// What to ask with: only where the file still holds what the index says.
    fn validators(&self, path: &str) -> Validators {
        let Some(page) = self.index.pages.get(path) else { return Validators::default() };
        let is_same = page.sha256.is_some() && self.hash(path) == page.sha256;
        if is_same { page.validators() } else { Validators::default() }
    }

    fn hash(&self, path: &str) -> Option<String> {
        source::read_text(&self.folder.join(path)).ok().map(|file| file.sha256)
    }

    /// Reads an answer that should be a page.
    fn read(&mut self, path: &str, url: Url, reply: &HttpReply) -> Result<FetchOutcome, Failure> {
        if reply.is_cut {
            return Err(Problem::TooLarge(self.options.max_bytes).into());
        }
        let kind = reply.content_type.as_deref();
        if let Some(kind) = kind.filter(|kind| !is_html(kind)) {
            return Err(Problem::NotHtml(kind.to_owned()).into());
        }
        let html = source::decode(kind, &reply.body).map_err(Problem::Charset)?;
        let served = article(&html);
        let Some(article) = served.article else {
            let pages = links::of_directory(&url, &served.directory);
            if pages.is_empty() {
                return Err(verdict(url.as_str(), &html).into());
            }
            return Ok(FetchOutcome::Directory(pages));
        };
        let target = file_of(&url);
        if target != path && self.index.pages.contains_key(path) {
            return Err(Problem::Moved(url).into());
        }
        let outcome = self.store(&target, &url, &article, &reply.validators)?;
        Ok(FetchOutcome::Article(url, Box::new(article), outcome))
    }

    /// Stores an article, unless its file already holds it.
    fn store(
        &mut self,
        path: &str,
        url: &Url,
        article: &Article,
        validators: &Validators,
    ) -> Result<PageOutcome, Failure> {
        let text = stored_text(article, url);
        let new = source::text_of_bytes(path.into(), text.clone().into_bytes())?.sha256;
        let (old, entry) = (self.hash(path), self.index.pages.get(path));
        let recorded = entry.and_then(|page| page.sha256.clone());
        let outcome = match &old {
            None => PageOutcome::Added,
            Some(old) if *old == new => PageOutcome::Unchanged,
            // Edited by hand, but the site has nothing new.
            Some(_) if recorded.as_ref() == Some(&new) => return Ok(PageOutcome::Unchanged),
            Some(_) if recorded == old => PageOutcome::Changed,
            Some(_) => return Err(Problem::Edited.into()),
        };
        // An entry that is right stays as it is, whatever headers came with the same article.
        let page = match entry {
            Some(page) if recorded.as_ref() == Some(&new) => page.clone(),
            _ => StoredPage {
                url: url.to_string(),
                updated: article.updated.as_deref().and_then(updated_in).map(str::to_owned),
                sha256: Some(new),
                etag: validators.etag.clone(),
                last_modified: validators.last_modified.clone(),
                fetched: Some(self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            },
        };
        if !self.options.check {
            self.journal.note(path, &page, self.clock.now())?;
            output::replace(&self.folder.join(path), &text)?;
        }
        self.index.pages.insert(path.to_owned(), page);
        Ok(outcome)
    }
}

fn is_html(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "" | "text/html" | "application/xhtml+xml" | "text/plain")
}
