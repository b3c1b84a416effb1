//! Which links of a page belong to the same product.
//!
//! A product's pages stand side by side: `/document/api/213/15699`, `/document/api/213/15753`.
//! Its overview lists the actions. The pages with its structures and codes are not listed
//! there; the actions link to places in them (`/document/api/213/15753#Filter`).

use url::Url;

use crate::documentation::page::{Article, Link};

/// The titles under which the sites list a product's actions.
const OVERVIEW_TITLES: &[&str] = &["API 概览", "API概览", "API Category", "API Overview"];

/// Whether an article is the list of a product's actions.
pub(super) fn is_overview(article: &Article) -> bool {
    let title = article.title.as_deref().unwrap_or_default();
    OVERVIEW_TITLES.iter().any(|known| title.eq_ignore_ascii_case(known))
}

/// The linked pages that are beside the page.
pub(super) fn beside(page: &Url, links: &[Link]) -> Vec<Url> {
    targets(page, links, |_| true, |to| folder_of(to) == folder_of(page))
}

/// The linked pages that are beside the page and are linked to at a place of theirs.
pub(super) fn places_beside(page: &Url, links: &[Link]) -> Vec<Url> {
    let at_a_place = |to: &Url| to.fragment().is_some_and(|fragment| !fragment.is_empty());
    targets(page, links, at_a_place, |to| folder_of(to) == folder_of(page))
}

/// The linked pages that are below a directory; else beside it, as those of a group of
/// actions do.
pub(super) fn of_directory(directory: &Url, links: &[Link]) -> Vec<Url> {
    let own = format!("{}/", directory.path().trim_end_matches('/'));
    let below = targets(directory, links, |_| true, |to| folder_of(to) == own);
    if below.is_empty() { beside(directory, links) } else { below }
}

fn targets(
    page: &Url,
    links: &[Link],
    wanted: impl Fn(&Url) -> bool,
    near: impl Fn(&Url) -> bool,
) -> Vec<Url> {
    let mut found = Vec::new();
    for link in links {
        let Ok(mut to) = page.join(&link.href) else { continue };
        let same_site = to.host_str() == page.host_str() && to.port() == page.port();
        if same_site && to.scheme() == page.scheme() && wanted(&to) && near(&to) {
            to.set_fragment(None);
            // Links carry marks of where they were clicked; the page is the same without.
            to.set_query(None);
            if to.path() != page.path() {
                found.push(to);
            }
        }
    }
    found
}

/// `/document/api/213/` of `/document/api/213/15699`.
fn folder_of(url: &Url) -> &str {
    let path = url.path();
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(hrefs: &[&str]) -> Vec<Link> {
        hrefs.iter().map(|href| Link { href: (*href).into(), text: String::new() }).collect()
    }

    fn paths(urls: &[Url]) -> Vec<&str> {
        urls.iter().map(Url::path).collect()
    }

    #[test]
    fn an_overview_leads_to_the_pages_beside_it() {
        let page = Url::parse("https://host/document/api/7/1").unwrap();
        let links = links(&[
            "/document/api/7/2",
            "https://host/document/api/7/3?from=1#x",
            "#section",
            "/document/api/8/2",
            "/document/product/7/2",
            "https://other/document/api/7/4",
            "javascript:void(0)",
            "mailto:a@b",
            "https://[",
        ]);
        assert_eq!(paths(&beside(&page, &links)), ["/document/api/7/2", "/document/api/7/3"]);
    }

    #[test]
    fn an_action_leads_to_places_in_other_pages() {
        let page = Url::parse("https://host/document/api/7/2").unwrap();
        let links =
            links(&["/document/api/7/9#Lid", "/document/api/7/3", "#x", "/document/api/7/4#"]);
        assert_eq!(paths(&places_beside(&page, &links)), ["/document/api/7/9"]);
    }

    #[test]
    fn a_directory_leads_below_itself_or_else_beside() {
        let product = Url::parse("https://host/document/api/7").unwrap();
        let mixed = links(&["/document/api/7/1", "/document/api/8", "/document/x/1"]);
        assert_eq!(paths(&of_directory(&product, &mixed)), ["/document/api/7/1"]);
        let group = Url::parse("https://host/document/api/7/1").unwrap();
        let flat = links(&["/document/api/7/2", "/document/api/8"]);
        assert_eq!(paths(&of_directory(&group, &flat)), ["/document/api/7/2"]);
    }
}
