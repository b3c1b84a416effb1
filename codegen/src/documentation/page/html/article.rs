//! What of a page as the site serves it is the article.
//!
//! In: a whole page, of which the article is about one part in a hundred, or a file that was
//! stored from it. Out: the article with its title, date and links; and the links of a
//! directory, which is where a group of pages has no page of its own.
//!
//! Invariant: knows containers, not what is in them.

use scraper::{ElementRef, Html, Selector};

use super::{ARTICLES, first, has_text, mark};
use crate::documentation::page::updated_in;

/// What was found of a served page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// The article; none on a directory, a login, a captcha, an empty shell.
    pub article: Option<Article>,
    /// The links of a directory.
    pub directory: Vec<Link>,
}

/// An article, without the navigation around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The title, as text.
    pub title: Option<String>,
    /// Whether the title is inside of the article too.
    pub has_title_inside: bool,
    /// The line with the date of the last change: `最近更新时间：2022-06-16 06:04:53`.
    pub updated: Option<String>,
    /// The article's HTML, scripts and styles left out.
    pub html: String,
    /// The links of the article, in order.
    pub links: Vec<Link>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address as found, mostly relative.
    pub href: String,
    /// The text between the tags.
    pub text: String,
}

const DIRECTORY: &str = ".doc-menu a[href], .J-docDetailDirMenu a[href]";
const TITLES: &str = "h1.rno-title-module-title; .rno-title-module h1; h1";
const DATES: &str = ".rno-title-module-date; .doc-update-time; .theme-last-updated";
/// What no reader of an article needs, and nobody should run.
const NOISE: &str = "script, style, noscript, iframe, object, embed, form, button, link, meta";

/// Finds the article of a page.
pub fn article(html: &str) -> Served {
    let mut page = Html::parse_document(&mark::lighten(html));
    let directory = all(&page, DIRECTORY).map(link).collect::<Vec<_>>();
    // Taken before the noise goes: the title of a stored file may be in its head alone.
    let head_title = first(&page, "title").and_then(text_of);
    let noise: Vec<_> = all(&page, NOISE).map(|element| element.id()).collect();
    for id in noise {
        if let Some(mut node) = page.tree.get_mut(id) {
            node.detach();
        }
    }
    let container = ARTICLES.iter().find_map(|name| first(&page, name).filter(has_text));
    let Some(container) = container else { return Served { article: None, directory } };
    // A directory is in a container of an article, but is none.
    if !directory.is_empty() && first(&page, "#docArticleContent").is_none() {
        return Served { article: None, directory };
    }
    let title = each(TITLES).filter_map(|selector| first(&page, selector)).find_map(|element| {
        let inside = element.ancestors().any(|node| node.id() == container.id());
        Some((text_of(element)?, inside))
    });
    let (title, has_title_inside) = match title {
        Some((title, inside)) => (Some(title), inside),
        None => (head_title, false),
    };
    let article = Article {
        title,
        has_title_inside,
        updated: each(DATES)
            .filter_map(|selector| first(&page, selector))
            .find_map(text_of)
            .filter(|line| updated_in(line).is_some())
            .or_else(|| updated_in(html).map(|date| format!("Last updated: {date}"))),
        html: container.inner_html(),
        links: within(container, "a[href]").map(link).collect(),
    };
    Served { article: Some(article), directory: Vec::new() }
}

fn each(selectors: &'static str) -> impl Iterator<Item = &'static str> {
    selectors.split(';').map(str::trim)
}

fn all<'a>(page: &'a Html, selector: &str) -> impl Iterator<Item = ElementRef<'a>> {
    within(page.root_element(), selector)
}

/// The elements below another one. The selectors are ours; one that does not parse would find
/// nothing, and the tests would see it.
fn within<'a>(element: ElementRef<'a>, selector: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let selector = Selector::parse(selector).ok();
    let found: Vec<_> = selector.iter().flat_map(|selector| element.select(selector)).collect();
    found.into_iter()
}

fn link(element: ElementRef<'_>) -> Link {
    Link {
        href: element.attr("href").unwrap_or_default().to_owned(),
        text: text_of(element).unwrap_or_default(),
    }
}

/// The text of an element with every run of space made one; none if there is no other text.
fn text_of(element: ElementRef<'_>) -> Option<String> {
    let mut words = Vec::new();
    for piece in element.text() {
        words.extend(piece.split_whitespace());
    }
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<html><head><title>Make a kettle - Kettles</title></head><body>
        <nav><a href="/elsewhere">Elsewhere</a></nav>
        <h1 class="rno-title-module-title"> Make a
            kettle </h1><p class="rno-title-module-date">最近更新时间：2025-01-02 03:04:05</p>
        <div id="docArticleContent"><script>alert(1)</script><h2>1. Use</h2>
        <p>See <a href="/document/api/7/9#Lid">Lid</a>.</p></div></body></html>"#;

    #[test]
    fn the_article_comes_without_what_stands_around_it() {
        let article = article(PAGE).article.unwrap();
        assert_eq!(article.title.as_deref(), Some("Make a kettle"));
        assert_eq!(article.updated.as_deref(), Some("最近更新时间：2025-01-02 03:04:05"));
        assert!(article.html.starts_with("<h2>1. Use</h2>"), "{}", article.html);
        let link = Link { href: "/document/api/7/9#Lid".into(), text: "Lid".into() };
        assert_eq!(article.links, [link]);
    }

    #[test]
    fn every_container_is_known() {
        for container in [
            r#"<div id="docArticleContent">x</div>"#,
            r#"<div id="doc-slate-root">x</div>"#,
            r#"<div class="J-markdown-box">x</div>"#,
            r#"<div class="markdown-text-box">x</div>"#,
            r#"<div class="theme-doc-markdown markdown">x</div>"#,
            "<main><article>x</article></main>",
        ] {
            let found = article(container).article.map(|article| article.html);
            assert_eq!(found.as_deref(), Some("x"), "{container}");
        }
    }

    #[test]
    fn an_empty_container_is_no_article() {
        assert_eq!(article(r#"<div id="docArticleContent"> <p> </p></div>"#), Served::default());
        assert_eq!(article("<div id=root></div><script>go()</script>"), Served::default());
        assert_eq!(article(""), Served::default());
    }

    #[test]
    fn a_directory_is_its_links() {
        let html = r#"<div class="J-markdown-box"><ul class="doc-menu"><li>
            <a href="/document/api/7/8">Overview</a></ul></div>"#;
        let served = article(html);
        assert_eq!(served.article, None);
        assert_eq!(served.directory.len(), 1);
    }

    #[test]
    fn a_title_inside_of_the_article_is_told() {
        let html = "<article><h1>Kettle</h1><p>x</p></article>";
        let article = article(html).article.unwrap();
        assert!(article.has_title_inside);
        assert_eq!(article.title.as_deref(), Some("Kettle"));
    }

    #[test]
    fn a_page_of_nothing_but_tags_takes_linear_time() {
        for piece in ["<div><b>", "<p><a href=x>", "<table>", "<li>", "<svg>", "<b><i><u>"] {
            let html = format!("<article>x{}", piece.repeat((1 << 20) / piece.len()));
            let began = std::time::Instant::now();
            let _ = article(&html);
            assert!(began.elapsed().as_secs() < 20, "{piece}: {:?}", began.elapsed());
        }
    }
}
