//! The examples of an action page: which code is a request, which an answer, and what is prose.
//!
//! Invariant: no block is lost; what is neither request nor answer is prose of its example.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::raw::{RawCode, RawExample};
use crate::documentation::markdown::Markup;
use crate::documentation::page::{Block, Content, Place, Text};

/// The examples so far; the last is the one that is open.
#[derive(Default)]
pub(super) struct Examples<'a> {
    done: Vec<RawExample<'a>>,
    open: Option<Open<'a>>,
    /// Headings of requests and answers under which there is nothing.
    empty: Vec<Place>,
}

#[derive(Default)]
struct Open<'a> {
    title: Option<String>,
    doc: Vec<Block<'a>>,
    request: Body<'a>,
    response: Body<'a>,
}

/// The request or the answer of an example: what is there, in order.
#[derive(Default)]
struct Body<'a> {
    /// Where its heading is, if it has one.
    heading: Option<Place>,
    blocks: Vec<Block<'a>>,
}

impl<'a> Examples<'a> {
    /// Begins an example.
    pub(super) fn begin(&mut self, title: Option<String>) {
        self.close();
        let title = title.filter(|title| !title.is_empty());
        self.open = Some(Open { title, ..Open::default() });
    }

    /// Begins the request of an example: of the next one, if the open one has one.
    pub(super) fn begin_request(&mut self, at: Place) {
        if self.open.as_ref().is_none_or(|open| !open.request.is_empty()) {
            self.begin(None);
        }
        self.open.get_or_insert_default().request.heading = Some(at);
    }

    /// Begins the answer of an example.
    pub(super) fn begin_response(&mut self, at: Place) {
        self.open.get_or_insert_default().response.heading = Some(at);
    }

    /// A block that is under the heading of the request. Behind a whole request follows the
    /// answer, whose heading is lost.
    pub(super) fn request(&mut self, block: Block<'a>) {
        let open = self.open.get_or_insert_default();
        let is_answer = matches!(&block.content, Content::Code(code) if open.is_answer(code));
        let side = if is_answer { &mut open.response } else { &mut open.request };
        side.blocks.push(block);
    }

    /// A block that is under the heading of the answer.
    pub(super) fn response(&mut self, block: Block<'a>) {
        self.open.get_or_insert_default().response.blocks.push(block);
    }

    /// Whether there is nothing in any example.
    pub(super) fn is_empty(&self) -> bool {
        let is_blank = |open: &Open<'_>| {
            open.doc.is_empty() && open.request.is_empty() && open.response.is_empty()
        };
        self.done.is_empty() && self.open.as_ref().is_none_or(is_blank)
    }

    /// A block that is under neither heading.
    pub(super) fn content(&mut self, mut block: Block<'a>) {
        if let Content::Text(text) = &block.content
            && is_sure_code(&lines_of(text))
        {
            block.content = Content::Code(lines_of(text).into_owned().into());
        }
        let Content::Code(code) = &block.content else {
            return self.open.get_or_insert_default().doc.push(block);
        };
        let open = self.open.get_or_insert_default();
        let (asked, answered) = (open.request.has_code(), open.response.has_code());
        let is_body = open.request.is_head() && is_body(code);
        if !answered && (!asked || is_body) && !is_response(code) {
            open.request.blocks.push(block);
        } else if !answered {
            open.response.blocks.push(block);
        } else {
            self.begin(None);
            self.content(block);
        }
    }

    /// The examples, and the headings of requests and answers under which there is nothing.
    pub(super) fn finish(mut self) -> (Vec<RawExample<'a>>, Vec<Place>) {
        self.close();
        (self.done, self.empty)
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let sides = [&open.request, &open.response];
        let empty = sides.into_iter().filter(|side| side.is_empty());
        self.empty.extend(empty.filter_map(|side| side.heading));
        self.done.push(open.finish());
    }
}

impl<'a> Open<'a> {
    /// Whether code under the heading of the request is the answer.
    fn is_answer(&self, code: &str) -> bool {
        let request = &self.request;
        let is_whole = request.has_code() && !request.is_head();
        !self.response.has_code() && is_whole && is_body(code)
    }

    fn finish(self) -> RawExample<'a> {
        let Self { title, mut doc, request, response } = self;
        let request = request.finish(&mut doc);
        let response = response.finish(&mut doc);
        RawExample { title, doc, request, response }
    }
}

impl<'a> Body<'a> {
    fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    fn code(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter_map(|block| match &block.content {
            Content::Code(code) if !code.trim().is_empty() => Some(code.as_ref()),
            _ => None,
        })
    }

    fn has_code(&self) -> bool {
        self.code().next().is_some()
    }

    /// Whether a request has its head only, and the body still follows.
    fn is_head(&self) -> bool {
        let mut code = self.code();
        code.next()
            .is_some_and(|code| code.trim_start().starts_with("POST ") && !code.contains('{'))
            && code.all(|code| !code.contains('{'))
    }

    /// The code of the side; prose beside it goes to the example. A side that begins without a
    /// fence is code to its end, with the blocks that indents make of it.
    fn finish(self, doc: &mut Vec<Block<'a>>) -> Option<RawCode<'a>> {
        let has_code = self.has_code();
        let begins = |block: &Block<'a>| match &block.content {
            Content::Code(code) => !code.trim().is_empty(),
            // Beside a block of code, a link in brackets is prose.
            Content::Text(text) if has_code => is_sure_code(&lines_of(text)),
            Content::Text(text) => is_code(&lines_of(text)),
            _ => false,
        };
        let Some(first) = self.blocks.iter().position(begins) else {
            doc.extend(self.blocks);
            return None;
        };
        let mut blocks = self.blocks.into_iter();
        doc.extend(blocks.by_ref().take(first));
        let mut blocks = blocks.peekable();
        let at = blocks.peek()?.at;
        let is_open = blocks.peek().is_some_and(|block| matches!(block.content, Content::Text(_)));
        let mut pieces = Vec::new();
        for block in blocks {
            match block.content {
                Content::Code(code) => pieces.push((code.clone(), code)),
                Content::Text(text) if is_open => {
                    pieces.push((lines_of(&text).into_owned().into(), text.source));
                }
                content => doc.push(Block { at: block.at, content }),
            }
        }
        if !is_open {
            return Some(RawCode { at, text: joined(pieces.into_iter().map(|(code, _)| code)) });
        }
        let mut text = as_json(pieces);
        if let Some(end) = end_of_json(&text).filter(|end| is_line_end(&text, *end)) {
            let behind = Text::new(text.split_off(end), Markup::Markdown);
            if !behind.is_blank() {
                doc.push(Block { at, content: Content::Text(behind) });
            }
        }
        Some(RawCode { at, text: text.into() })
    }
}

fn joined<'a>(mut pieces: impl Iterator<Item = Cow<'a, str>>) -> Cow<'a, str> {
    let first = pieces.next().unwrap_or_default();
    pieces.fold(first, |before, code| format!("{before}\n{code}").into())
}

/// The pieces of a side without a fence as one, each as it reads and as it was found. Whether an
/// escape is content shows by what is JSON.
fn as_json(pieces: Vec<(Cow<'_, str>, Cow<'_, str>)>) -> String {
    let (clean, found): (Vec<_>, Vec<_>) = pieces.into_iter().unzip();
    let (clean, found) = (clean.join("\n"), found.join("\n"));
    if !found.contains('\\') || end_of_json(&clean).is_some() {
        return clean;
    }
    let bare = crate::documentation::markdown::unescaped(&found);
    [found, bare].into_iter().find(|text| end_of_json(text).is_some()).unwrap_or(clean)
}

/// Where the first JSON of a text ends.
fn end_of_json(text: &str) -> Option<usize> {
    let begin = text.find('{')?;
    let values = serde_json::Deserializer::from_str(text.get(begin..)?);
    let mut values = values.into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    Some(begin + values.byte_offset())
}

/// Whether a line ends at a place.
fn is_line_end(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with('\n'))
}

/// The text of code that is outside of a code block.
fn lines_of<'t>(text: &'t Text<'_>) -> Cow<'t, str> {
    match text.markup {
        Markup::Html => text.clean().replace("\n\n", "\n").into(),
        Markup::Markdown => crate::documentation::markdown::unescaped(&text.source).into(),
        Markup::Official | Markup::Text => Cow::Borrowed(&text.source),
    }
}

/// How requests and answers begin.
const STARTS: &[&str] = &[
    "{", "[", "GET ", "POST ", "PUT ", "http://", "https://", "curl ", "data:", "event:", "tccli ",
    "Host:", "<?xml",
];

/// Whether a text is nothing but code, wherever it is in an example.
fn is_sure_code(text: &str) -> bool {
    let text = text.trim_start();
    let request = text.starts_with("https://") && text.contains("/?Action=");
    request || ["{", "POST / ", "GET https://"].iter().any(|start| text.starts_with(start))
}

fn is_code(text: &str) -> bool {
    let text = text.trim_start();
    STARTS.iter().any(|start| text.starts_with(start))
}

/// Whether code begins as JSON does.
fn is_body(code: &str) -> bool {
    code.trim_start().starts_with('{')
}

/// `{"Response": …`, whatever quotation marks a tool has made of these.
fn is_response(code: &str) -> bool {
    let inside = code.trim_start().strip_prefix('{').map(str::trim_start);
    let word = inside.and_then(|inside| inside.strip_prefix(['"', '\'', '“', '”']));
    let behind = word.and_then(|word| word.strip_prefix("Response"));
    behind.is_some_and(|behind| behind.starts_with(['"', '\'', '”', '“']))
}
