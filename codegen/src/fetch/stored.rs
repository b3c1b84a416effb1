//! The file that a page becomes: the article in the frame that the page parser knows.

use std::fmt::Write as _;

use url::Url;

use crate::documentation::page::Article;

/// The file's text: title, address and date of the page, then its article. The same article
/// gives the same bytes, whatever stood around it.
pub(super) fn stored_text(article: &Article, url: &Url) -> String {
    let title = escape(article.title.as_deref().unwrap_or_default());
    let mut text = String::with_capacity(article.html.len() + 512);
    text.push_str("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(text, "<title>{title}</title>");
    let _ = writeln!(text, "<link rel=\"canonical\" href=\"{}\">", escape(url.as_str()));
    text.push_str("</head>\n<body>\n");
    if !article.has_title_inside && !title.is_empty() {
        let _ = writeln!(text, "<h1 class=\"rno-title-module-title\">{title}</h1>");
    }
    if let Some(updated) = &article.updated {
        let _ = writeln!(text, "<p class=\"rno-title-module-date\">{}</p>", escape(updated));
    }
    text.push_str("<div id=\"docArticleContent\">\n");
    text.push_str(article.html.replace("\r\n", "\n").replace('\r', "\n").trim());
    text.push_str("\n</div>\n</body>\n</html>\n");
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documentation::page::article;

    #[test]
    fn a_stored_page_gives_the_same_article_again() {
        let html = r#"<!DOCTYPE html><h1 class="rno-title-module-title">A &lt;b&gt; &amp; "c"</h1>
            <p class="rno-title-module-date">最近更新时间：2025-01-02 03:04:05</p>
            <div id="docArticleContent"><p>x &lt;y&gt; <br>z<table><tr><td>1</table></div>"#;
        let url = Url::parse("https://host/a?x=1&y=2").unwrap();
        let first = article(html).article.unwrap();
        let text = stored_text(&first, &url);
        let second = article(&text).article.unwrap();
        assert_eq!(stored_text(&second, &url), text);
        assert_eq!(second.title.as_deref(), Some("A <b> & \"c\""));
        assert!(text.contains("href=\"https://host/a?x=1&amp;y=2\""));
    }
}
