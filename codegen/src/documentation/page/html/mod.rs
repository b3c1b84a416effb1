//! HTML, as the documentation sites serve it. The only user of scraper.
//!
//! The parser gives no places, so each tag whose place matters is given its offset as an
//! attribute before parsing; see [`mark`].

mod article;
mod blocks;
mod card;
mod code;
mod mark;
mod spans;

pub use article::{Article, Link, Served, article};
use std::borrow::Cow;

use scraper::{ElementRef, Html, Selector};

use super::model::{Block, Document};
use super::{Form, Place};
use crate::documentation::markdown::{Markup, one_line, plain};
use crate::source::SourceText;

/// Where the article is, the surest first: cloud.tencent.com, its hand-written documents,
/// its older pages, tencentcloud.com, Docusaurus (qian.tencent.com).
const ARTICLES: &[&str] = &[
    "#docArticleContent",
    "#doc-slate-root",
    ".J-markdown-box",
    ".markdown-text-box",
    "article .markdown",
    ".theme-doc-markdown",
    ".markdown-body",
    // An export of Confluence.
    "#main-content.wiki-content",
    "article",
];
/// Where it may be in a file that somebody saved.
const ELSEWHERE: &[&str] = &["main", "body"];

/// Parses a web page, or the article element of one.
pub(super) fn parse(source: &SourceText) -> Document<'_> {
    let mut html = Html::parse_document(&mark::mark(&source.text));
    let offsets = mark::take_offsets(&mut html);
    let article =
        ARTICLES.iter().chain(ELSEWHERE).find_map(|name| first(&html, name).filter(has_text));
    let start = Place { line: 1, column: 1 };
    let blocks =
        article.map(|article| blocks::collect(article, &offsets, &source.text, start, None));
    Document {
        file: source.path.clone(),
        form: Form::Html,
        title: title(&html),
        url: url(&html),
        updated: super::updated_in(&source.text).map(str::to_owned),
        unpaired: None,
        blocks: blocks.unwrap_or_default(),
    }
}

/// The tags of a table of Feishu as those of HTML.
fn standard(piece: &str) -> Cow<'_, str> {
    if piece.contains("<lark-table") {
        piece.replace("<lark-t", "<t").replace("</lark-t", "</t").into()
    } else {
        piece.into()
    }
}

/// Parses HTML that is in text of a markup, from the place where it begins.
pub(super) fn parse_piece(piece: &str, start: Place, around: Markup) -> Vec<Block<'static>> {
    let piece = standard(piece);
    let piece = piece.as_ref();
    let mut html = Html::parse_fragment(&mark::mark(piece));
    let offsets = mark::take_offsets(&mut html);
    blocks::collect(html.root_element(), &offsets, piece, start, Some(around))
}

fn first<'h>(html: &'h Html, selector: &str) -> Option<ElementRef<'h>> {
    html.select(&Selector::parse(selector).ok()?).next()
}

fn has_text(element: &ElementRef<'_>) -> bool {
    element.text().any(|text| !text.trim().is_empty())
}

fn title(html: &Html) -> Option<String> {
    let heading = ["h1.rno-title-module-title", "h1"].iter().find_map(|name| first(html, name));
    if let Some(heading) = heading {
        return Some(plain(&heading.inner_html(), Markup::Html)).filter(|title| !title.is_empty());
    }
    // `Title - product - site` in the tab of the browser.
    let tab: String = first(html, "title")?.text().collect();
    let title = tab.split(['-', '_', '|', '–']).next().map(one_line);
    title.filter(|title| !title.is_empty())
}

fn url(html: &Html) -> Option<String> {
    let link = first(html, "link[rel=canonical]").and_then(|link| link.attr("href"));
    let meta = || first(html, "meta[property='og:url']").and_then(|meta| meta.attr("content"));
    let url = link.or_else(meta)?.trim();
    (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documentation::page::Content;
    use crate::source::text_of_bytes;

    #[test]
    fn a_page_of_the_site_gives_title_address_date_and_places() {
        let text = "<html><head><link rel=canonical href=\"https://x.test/1\"></head><body><nav><h2>no</h2></nav>\n\
            <h1>T &amp; U</h1><p>最近更新时间：2025-01-02 03:04:05</p>\n\
            <div id=docArticleContent><h2>2. 输入参数</h2>text<table><tr><th>名称<th>类型</tr>\n\
            <tr>  <td>A</td><td>b<br>c</td></tr></table></div></body></html>";
        let source = text_of_bytes("p".into(), text.into()).unwrap();
        let page = parse(&source);
        assert_eq!(page.title.as_deref(), Some("T & U"));
        assert_eq!(page.url.as_deref(), Some("https://x.test/1"));
        assert_eq!(page.updated.as_deref(), Some("2025-01-02 03:04:05"));
        let [heading, paragraph, table] = &page.blocks[..] else { panic!("{:?}", page.blocks) };
        assert_eq!(heading.at, Place { line: 3, column: 27 });
        assert!(matches!(&paragraph.content, Content::Text(text) if text.source == "text"));
        let Content::Table(table) = &table.content else { panic!("no table") };
        assert_eq!(table.rows[0].cells[1].text.source, "b<br>c");
        assert_eq!(table.rows[0].cells[1].at, Place { line: 4, column: 17 });
    }

    #[test]
    fn nesting_without_end_is_cut_and_takes_no_time() {
        let source = text_of_bytes("p".into(), "<div><b>".repeat(200_000).into()).unwrap();
        let began = std::time::Instant::now();
        let _ = parse(&source);
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    }
}
