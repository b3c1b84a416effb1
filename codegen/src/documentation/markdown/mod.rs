//! Documentation text to clean Markdown, once, at the border.
//!
//! In: the text of a cell or paragraph as a page or the metadata has it: HTML that may be
//! unclosed, Markdown with HTML in it, or plain text. Out: Markdown in which every line of the
//! source is a paragraph or list item of its own, links are absolute, entities are characters,
//! and no invisible character is left.
//!
//! A full HTML-to-Markdown library does not serve here: it wants a document, and documentation
//! cells are neither HTML nor Markdown but both (`<li>` without `<ul>` between Markdown links).
//!
//! Invariant: knows nothing of pages or members. Linear in the length of the text.

mod builder;
mod chars;
mod inline;
mod lines;
mod links;
mod tags;

use builder::Builder;
pub use chars::{beginning, is_invisible, one_line};
pub use links::absolute;

/// How the source of a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// HTML: white space means nothing, entities and tags do.
    Html,
    /// Markdown with HTML in it, in which a backslash takes the meaning from a sign.
    Markdown,
    /// Markdown with HTML in it, in which a backslash is a backslash: the official pages and the
    /// metadata.
    Official,
    /// Text in which lines and list signs mean what they look like.
    Text,
}

/// A text as Markdown, one paragraph or list item a line of the source.
///
/// ```
/// use tencentcloud_codegen::documentation::markdown::{Markup, clean};
/// let cell = "Its state:<li>ON: <b>started<li>OFF&nbsp;";
/// assert_eq!(clean(cell, Markup::Html), "Its state:\n\n- ON: **started**\n- **OFF**");
/// ```
pub fn clean(text: &str, markup: Markup) -> String {
    let mut builder = Builder::new(markup, false);
    drive(&mut builder, text, markup);
    builder.finish()
}

/// A text as one line of plain characters: no tags, links by their text, no emphasis.
pub fn plain(text: &str, markup: Markup) -> String {
    // Most cells are a name or a word, and hold no sign of any markup.
    let is_sign =
        |byte| matches!(byte, b'<' | b'&' | b'\\' | b'#' | b'`' | b']' | b')' | b'*' | b'~');
    if markup == Markup::Text || !text.bytes().any(is_sign) {
        return one_line(&chars::decode(text, false));
    }
    let mut builder = Builder::new(markup, true);
    drive(&mut builder, text, markup);
    one_line(&builder.finish())
}

/// Markdown source, line by line, with its signs as characters: code that is outside of a
/// code block.
pub fn unescaped(text: &str) -> String {
    let decoded = chars::decode(text, true);
    let lines = decoded.lines().map(|line| inline::without_escapes(line.trim_end_matches('\\')));
    lines.collect::<Vec<_>>().join("\n")
}

fn drive(builder: &mut Builder, text: &str, markup: Markup) {
    if markup == Markup::Text {
        return builder.text(text);
    }
    for token in tags::tokens(text) {
        match token {
            tags::Token::Text(text) => builder.text(text),
            tags::Token::Open(tag) => builder.open(&tag),
            tags::Token::Close(name) => builder.close(&name),
        }
    }
}

#[cfg(test)]
mod tests;
