//! Puts pieces of text and tags together as lines of Markdown.

use super::lines::{self, Line, list_sign};
use super::tags::Tag;
use super::{Markup, chars, inline, links};

/// What is open and ends with a sign of its own.
#[derive(Debug)]
struct OpenTag {
    /// The tag.
    name: String,
    /// Where in the current line it began.
    start: usize,
    kind: TagWrap,
}

/// What is put around a text.
#[derive(Debug)]
enum TagWrap {
    Sign(&'static str),
    Link(String),
    Nothing,
}

/// No text is nested deeper for a reason; more would make unclosed tags costly.
const DEPTH_LIMIT: usize = 32;

/// No code inside of a sentence is longer, in bytes.
const INLINE_LIMIT: usize = 80;

/// Collects text and tags; gives Markdown.
#[derive(Debug)]
pub(super) struct Builder {
    markup: Markup,
    /// Only characters are wanted, no signs of Markdown.
    bare: bool,
    lines: Vec<Line>,
    /// The line that is being written.
    current: String,
    /// Depth and sign, if the line that is being written is a list item.
    item: Option<(usize, String)>,
    open: Vec<OpenTag>,
    /// The lists that are open: the number of the next item, for numbered ones.
    lists: Vec<Option<u32>>,
    /// The code block that is open, and whether a fence opened it.
    code: Option<String>,
    fenced: bool,
    /// How many `<style>`, `<script>` and the like are open.
    hidden: usize,
    /// Rows of the table that is open, and cells of its row.
    table: (usize, usize),
    /// Indents of the list items of the source that are open.
    indents: Vec<usize>,
}

impl Builder {
    pub(super) fn new(markup: Markup, bare: bool) -> Self {
        Self {
            markup,
            bare,
            lines: Vec::new(),
            current: String::new(),
            item: None,
            open: Vec::new(),
            lists: Vec::new(),
            code: None,
            fenced: false,
            hidden: 0,
            table: (0, 0),
            indents: Vec::new(),
        }
    }

    /// Takes what is between two tags.
    pub(super) fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        let text = chars::decode(text, self.markup != Markup::Text);
        match &mut self.code {
            Some(code) if !self.fenced => return code.push_str(&text),
            _ => {}
        }
        if self.markup == Markup::Html {
            return self.words(&text);
        }
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.newline();
            }
            self.source_line(line);
        }
    }

    fn is_markdown(&self) -> bool {
        matches!(self.markup, Markup::Markdown | Markup::Official)
    }

    /// Text of HTML: white space only parts words.
    fn words(&mut self, text: &str) {
        for word in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let bare = word.trim_ascii_end();
            self.current.push_str(bare);
            let parted = self.current.is_empty() || self.current.ends_with(' ');
            if bare.len() < word.len() && !parted {
                self.current.push(' ');
            }
        }
    }

    fn newline(&mut self) {
        match &mut self.code {
            Some(code) => code.push('\n'),
            None => self.end_line(),
        }
    }

    /// A line, or the rest of one, of Markdown or plain text.
    fn source_line(&mut self, line: &str) {
        let text = line.trim_start();
        let fence = self.is_markdown() && text.starts_with("```");
        if let Some(code) = &mut self.code {
            if fence {
                return self.close_code();
            }
            return code.push_str(line);
        }
        if !self.current.is_empty() || self.item.is_some() {
            return self.current.push_str(line);
        }
        if fence && !text.get(3..).is_some_and(|info| info.contains('`')) {
            (self.code, self.fenced) = (Some(String::new()), true);
            return;
        }
        match list_sign(text) {
            Some((sign, rest)) if !self.bare => {
                let indent = line.len() - text.len();
                while self.indents.last().is_some_and(|last| *last >= indent) {
                    self.indents.pop();
                }
                self.item = Some((self.indents.len(), sign.to_owned()));
                self.indents.push(indent);
                self.current.push_str(rest);
            }
            _ => self.current.push_str(text),
        }
    }

    /// Takes an opening tag.
    pub(super) fn open(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            _ if self.fenced => {}
            "style" | "script" | "svg" | "button" => self.hidden += 1,
            // At a name it is the mark of a footnote.
            "sup" if self.bare => self.hidden += 1,
            _ if self.hidden > 0 => {}
            "br" | "hr" => self.newline(),
            // Whether it is a block of its own shows at its end.
            "pre" => self.code = Some(String::new()),
            _ if self.code.is_some() => {}
            "ul" | "ol" => {
                self.end_line();
                self.lists.push((tag.name == "ol").then_some(1));
            }
            "li" => self.open_item(),
            "sup" => self.current.push('^'),
            "a" => self.open_link(tag),
            "img" => self.image(tag),
            "table" => {
                self.end_line();
                self.table = (0, 0);
            }
            "td" | "th" => self.open_cell(),
            "tr" => self.close_row(),
            "p" | "div" if self.goes_on() => {}
            name => match sign_of(name) {
                Some(sign) => self.begin(name, TagWrap::Sign(sign)),
                None if is_block(name) => {
                    self.end_line();
                    if is_heading(name) {
                        self.begin(name, TagWrap::Sign("**"));
                    }
                }
                None => {}
            },
        }
    }

    /// Takes a closing tag.
    pub(super) fn close(&mut self, name: &str) {
        match name {
            _ if self.fenced => {}
            "style" | "script" | "svg" | "button" => self.hidden = self.hidden.saturating_sub(1),
            "sup" if self.bare => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            "pre" => self.close_code(),
            _ if self.code.is_some() => {}
            "ul" | "ol" => {
                self.end_line();
                self.lists.pop();
            }
            "tr" | "table" => self.close_row(),
            "p" | "div" if self.table.1 > 0 => {}
            name => {
                self.end(name);
                if is_block(name) {
                    self.end_line();
                }
            }
        }
    }

    /// Ends the code. One line of it inside of a sentence is a part of the sentence: some
    /// converters make blocks of all code.
    fn close_code(&mut self) {
        if let Some(code) = self.code.take() {
            let inside = !self.fenced && !self.current.trim().is_empty();
            if inside && code.len() <= INLINE_LIMIT && !code.contains(['\n', '`']) {
                let signs = if self.bare { "" } else { "`" };
                for part in [signs, code.trim(), signs] {
                    self.current.push_str(part);
                }
            } else {
                self.end_line();
                self.lines.push(Line::Code(code));
            }
        }
        self.fenced = false;
    }

    /// Whether a paragraph that opens here goes on where a list item or table cell began.
    fn goes_on(&self) -> bool {
        self.table.1 > 0 || (self.item.is_some() && self.current.trim().is_empty())
    }

    fn open_link(&mut self, tag: &Tag<'_>) {
        let target = tag.attribute("href").map(|href| chars::decode(href, true));
        let kind = match target.as_deref().and_then(links::absolute) {
            Some(target) => TagWrap::Link(target.into_owned()),
            None => TagWrap::Nothing,
        };
        self.begin("a", kind);
    }

    fn begin(&mut self, name: &str, kind: TagWrap) {
        if self.open.len() < DEPTH_LIMIT {
            self.open.push(OpenTag { name: name.to_owned(), start: self.current.len(), kind });
        }
    }

    /// Ends the innermost open thing of this name; one that was never opened is passed over.
    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            let open = self.open.remove(at);
            self.wrap(&open);
        }
    }

    /// Puts the signs around what was written since the start, white space left outside.
    fn wrap(&mut self, open: &OpenTag) {
        let Some(inner) = self.current.get(open.start..).filter(|_| !self.bare) else { return };
        let text = inner.trim();
        let wrapped = match &open.kind {
            _ if text.is_empty() => return,
            TagWrap::Nothing => return,
            TagWrap::Sign("`") if text.contains('`') => return,
            TagWrap::Sign(sign) => format!("{sign}{text}{sign}"),
            TagWrap::Link(target) if text == target => format!("<{target}>"),
            TagWrap::Link(target) => format!("[{text}]({target})"),
        };
        let tail = inner.len() - inner.trim_end().len();
        let tail = inner.get(inner.len() - tail..).unwrap_or_default().to_owned();
        let lead = inner.len() - inner.trim_start().len();
        self.current.truncate(open.start + lead);
        self.current.push_str(&wrapped);
        self.current.push_str(&tail);
    }

    fn open_item(&mut self) {
        self.end_line();
        let depth = self.lists.len().saturating_sub(1);
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ => "-".to_owned(),
        };
        self.item = Some((depth, sign));
    }

    fn open_cell(&mut self) {
        self.current.push_str(if self.table.1 == 0 { "| " } else { " | " });
        self.table.1 += 1;
    }

    /// Ends a row of a table inside a cell; under the first one comes the rule.
    fn close_row(&mut self) {
        let (rows, cells) = self.table;
        if cells > 0 {
            self.current.push_str(" |");
        }
        self.end_line();
        if cells > 0 && rows == 0 && !self.bare {
            self.lines.push(Line::Joined(format!("|{}", " --- |".repeat(cells))));
        }
        self.table = (rows + usize::from(cells > 0), 0);
    }

    fn image(&mut self, tag: &Tag<'_>) {
        let source = tag.attribute("src").map(|source| chars::decode(source, true));
        if let Some(source) = source.as_deref().and_then(links::absolute).filter(|_| !self.bare) {
            let text = chars::decode(tag.attribute("alt").unwrap_or_default(), true);
            let text = text.replace(['[', ']', '\n'], " ");
            self.current.push_str("![");
            self.current.push_str(text.trim());
            self.current.push_str("](");
            self.current.push_str(&source);
            self.current.push(')');
        }
    }

    /// Ends the line that is being written, if there is anything on it. What is open stays open
    /// on the next line.
    fn end_line(&mut self) {
        let mut open = std::mem::take(&mut self.open);
        for entry in open.iter().rev() {
            self.wrap(entry);
        }
        for entry in &mut open {
            entry.start = 0;
        }
        self.open = open;
        let text = std::mem::take(&mut self.current);
        let text = match self.markup {
            Markup::Markdown => inline::clean_line(text.trim(), self.bare, true),
            Markup::Official => inline::clean_line(text.trim(), self.bare, false),
            Markup::Html | Markup::Text => text.trim().to_owned(),
        };
        let row = text.len() > 1 && text.starts_with('|') && text.ends_with('|');
        match self.item.take() {
            _ if text.is_empty() => {}
            Some((depth, sign)) => self.lines.push(Line::Item { depth, sign, text }),
            None if row || text.starts_with('>') => self.lines.push(Line::Joined(text)),
            None => {
                self.indents.clear();
                self.lines.push(Line::Text(text));
            }
        }
    }

    /// What was collected, as Markdown.
    pub(super) fn finish(mut self) -> String {
        self.close_code();
        self.end_line();
        lines::write(&self.lines, self.bare)
    }
}

/// The sign of Markdown that stands for an inline tag.
fn sign_of(name: &str) -> Option<&'static str> {
    match name {
        "b" | "strong" => Some("**"),
        "i" | "em" => Some("*"),
        "code" | "tt" | "kbd" | "samp" => Some("`"),
        _ => None,
    }
}

/// Whether a tag begins and ends a line.
fn is_block(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "p" | "div"
                | "li"
                | "blockquote"
                | "section"
                | "article"
                | "aside"
                | "details"
                | "summary"
                | "figure"
                | "dl"
                | "dt"
                | "dd"
                | "center"
                | "caption"
        )
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
