//! The examples of an action page: which code is a request, which an answer, and what is prose.
//!
//! Invariant: no block is lost; what is neither request nor answer is prose of its example.

use std::borrow::Cow;

use super::raw::RawExample;
use crate::documentation::markdown::Markup;
use crate::documentation::page::{Block, Content, Text};

/// The examples so far; the last is the one that is open.
#[derive(Default)]
pub(super) struct Examples<'a> {
    done: Vec<RawExample<'a>>,
    open: Option<Open<'a>>,
}

#[derive(Default)]
struct Open<'a> {
    title: Option<String>,
    doc: Vec<Block<'a>>,
    request: Side<'a>,
    response: Side<'a>,
}

/// The request or the answer of an example.
#[derive(Default)]
struct Side<'a> {
    code: Option<Cow<'a, str>>,
    /// What stands there besides; it is the code where there is no other.
    text: Vec<Block<'a>>,
}

impl<'a> Examples<'a> {
    /// Begins an example.
    pub(super) fn begin(&mut self, title: Option<String>) {
        self.done.extend(self.open.take().map(Open::finish));
        let title = title.filter(|title| !title.is_empty());
        self.open = Some(Open { title, ..Open::default() });
    }

    /// Begins the request of an example: of the next one, if the open one has one.
    pub(super) fn begin_request(&mut self) {
        if self.open.as_ref().is_none_or(|open| !open.request.is_empty()) {
            self.begin(None);
        }
    }

    /// A block that stands under the heading of the request.
    pub(super) fn request(&mut self, block: Block<'a>) {
        self.open.get_or_insert_default().request.take(block);
    }

    /// A block that stands under the heading of the answer.
    pub(super) fn response(&mut self, block: Block<'a>) {
        self.open.get_or_insert_default().response.take(block);
    }

    /// A block that stands under neither heading.
    pub(super) fn content(&mut self, mut block: Block<'a>) {
        if let Content::Text(text) = &block.content
            && is_sure_code(&lines_of(text))
        {
            block.content = Content::Code(lines_of(text).into_owned().into());
        }
        let Content::Code(code) = &block.content else {
            return self.open.get_or_insert_default().doc.push(block);
        };
        let (is_answer, is_body) = (is_answer(code), code.trim_start().starts_with('{'));
        let open = self.open.get_or_insert_default();
        let (request, response) = (&open.request.code, &open.response.code);
        let head = request.as_deref().is_some_and(is_head);
        match (request, response) {
            (None, None) if !is_answer => open.request.take(block),
            (Some(_), None) if is_body && !is_answer && head => open.request.take(block),
            (_, None) => open.response.take(block),
            _ => {
                self.begin(None);
                self.content(block);
            }
        }
    }

    /// The examples.
    pub(super) fn finish(mut self) -> Vec<RawExample<'a>> {
        self.done.extend(self.open.take().map(Open::finish));
        self.done
    }
}

impl<'a> Open<'a> {
    fn finish(self) -> RawExample<'a> {
        let Self { title, mut doc, request, response } = self;
        let request = request.finish(&mut doc);
        let response = response.finish(&mut doc);
        RawExample { title, doc, request, response }
    }
}

impl<'a> Side<'a> {
    fn is_empty(&self) -> bool {
        self.code.is_none() && self.text.is_empty()
    }

    fn take(&mut self, block: Block<'a>) {
        match block.content {
            Content::Code(code) => match &mut self.code {
                None => self.code = Some(code),
                // A request in two pieces: the head, then the body.
                Some(before) => *before = format!("{before}\n{code}").into(),
            },
            content => self.text.push(Block { at: block.at, content }),
        }
    }

    /// The code of the side; prose beside it goes to the example.
    fn finish(self, doc: &mut Vec<Block<'a>>) -> Option<Cow<'a, str>> {
        if self.code.is_some() {
            doc.extend(self.text);
            return self.code;
        }
        let (mut code, mut begun) = (String::new(), false);
        for block in self.text {
            match block.content {
                // A side without fences. A sentence may stand before it.
                Content::Text(text) if begun || is_code(&lines_of(&text)) => {
                    begun = true;
                    code.push_str(&lines_of(&text));
                    code.push('\n');
                }
                content => doc.push(Block { at: block.at, content }),
            }
        }
        begun.then(|| code.into())
    }
}

/// The text of code that stands outside of a code block.
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

/// Whether a text is nothing but code, wherever it stands in an example.
fn is_sure_code(text: &str) -> bool {
    let text = text.trim_start();
    let request = text.starts_with("https://") && text.contains("/?Action=");
    request || ["{", "POST / ", "GET https://"].iter().any(|start| text.starts_with(start))
}

fn is_code(text: &str) -> bool {
    let text = text.trim_start();
    STARTS.iter().any(|start| text.starts_with(start))
}

/// Whether a request has its head only, and the body still follows.
fn is_head(code: &str) -> bool {
    code.trim_start().starts_with("POST ") && !code.contains('{')
}

/// `{"Response": …`
fn is_answer(code: &str) -> bool {
    let inside = code.trim_start().strip_prefix('{').map(str::trim_start);
    inside.is_some_and(|inside| inside.starts_with("\"Response\""))
}
