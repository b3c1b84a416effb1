//! The elements of an article as blocks.

use std::collections::HashSet;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};

use super::code;
use super::mark::Offsets;
use super::spans::Spans;
use crate::documentation::markdown::Markup;
use crate::documentation::page::bare::{bare_section, example_section};
use crate::documentation::page::columns::is_header;
use crate::documentation::page::model::{Block, Cell, Content, Row, Table, Text};
use crate::documentation::page::place::Walker;
use crate::documentation::page::{Place, Section, section_of};

/// The blocks of an article, in the order of the page.
pub(super) fn collect(
    article: ElementRef<'_>,
    offsets: &Offsets,
    text: &str,
    start: Place,
    around: Option<Markup>,
) -> Vec<Block<'static>> {
    let holders = holders(article);
    let mut collector = Collector {
        offsets,
        walker: Walker::new(text, start),
        last: start,
        pending: String::new(),
        pending_at: None,
        shows: false,
        around,
        headed: article.descendants().any(opens_part),
        examples: false,
        blocks: Vec::new(),
    };
    let mut skipped: Option<NodeId> = None;
    for edge in article.traverse() {
        match edge {
            Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
            Edge::Open(node)
                if skipped.is_none() && !collector.enter(node, holders.contains(&node.id())) =>
            {
                skipped = Some(node.id());
            }
            _ => {}
        }
    }
    collector.flush();
    collector.blocks
}

fn name_of(node: NodeRef<'_, Node>) -> &str {
    node.value().as_element().map_or("", scraper::node::Element::name)
}

/// No heading has more bytes.
const HEADING_LIMIT: usize = 256;

/// The level of a heading's tag.
fn level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// Whether an element is the heading of a part of the page.
fn opens_part(node: NodeRef<'_, Node>) -> bool {
    level(name_of(node)).is_some()
        && ElementRef::wrap(node)
            .is_some_and(|heading| section_of(&heading.text().collect::<String>()).is_some())
}

/// The elements with a heading, a table, code or a button somewhere inside: they are entered, any other
/// is taken whole.
fn holders(article: ElementRef<'_>) -> HashSet<NodeId> {
    let mut holders = HashSet::from([article.id()]);
    for node in article.descendants() {
        let name = name_of(node);
        let is_code = || ElementRef::wrap(node).is_some_and(code::is_code);
        if level(name).is_some() || matches!(name, "table" | "button") || is_code() {
            // An ancestor that is known already has its own ancestors known.
            for ancestor in node.ancestors() {
                if !holders.insert(ancestor.id()) {
                    break;
                }
            }
        }
    }
    holders
}

struct Collector<'t> {
    offsets: &'t Offsets,
    walker: Walker<'t>,
    /// The place of the last tag that has one.
    last: Place,
    /// HTML of the paragraphs since the last block.
    pending: String,
    pending_at: Option<Place>,
    /// Whether a reader sees any of the pending HTML: an empty paragraph is nothing.
    shows: bool,
    /// The markup of the text around, if the HTML is in one.
    around: Option<Markup>,
    /// The headings of the parts are marked as such.
    headed: bool,
    /// Headings that are not marked have opened examples.
    examples: bool,
    blocks: Vec<Block<'static>>,
}

impl Collector<'_> {
    /// Takes a node; says whether its children are to be taken too.
    fn enter(&mut self, node: NodeRef<'_, Node>, holder: bool) -> bool {
        if let Some(text) = node.value().as_text() {
            self.pending_at.get_or_insert(self.last);
            self.shows |= !text.trim().is_empty();
            push_escaped(&mut self.pending, text);
            return false;
        }
        let Some(element) = ElementRef::wrap(node) else { return true };
        let name = element.value().name();
        let at = self.place(element);
        let is_site = name == "nav"
            || element.attr("role") == Some("tablist")
            || element.value().classes().any(|class| class == "rno-api-explorer");
        if is_site {
            return false;
        }
        match level(name) {
            Some(level) => {
                let text = Text::new(element.inner_html(), Markup::Html);
                self.push(at, Content::Heading { level, text });
            }
            None if name == "table" => {
                let content = match code::of_table(element) {
                    Some(code) => Content::Code(code.into()),
                    None => Content::Table(self.table(element)),
                };
                self.push(at, content);
            }
            // The button that copies the code above it.
            None if name == "button" => {}
            None if code::is_code(element) => {
                self.push(at, Content::Code(code::shown(element).into()));
            }
            None if holder => {
                self.pending.push_str(if name == "li" { "<li>" } else { "<br>" });
                return true;
            }
            None => {
                if let Some(level) = self.unmarked_level(element) {
                    let text = Text::new(element.inner_html(), Markup::Html);
                    self.push(at, Content::Heading { level, text });
                    return false;
                }
                self.pending_at.get_or_insert(at);
                self.shows |= shows(element);
                self.pending.push_str(&element.html());
            }
        }
        false
    }

    /// The level of a heading that is a paragraph like any other, on a page where all of them are.
    fn unmarked_level(&mut self, element: ElementRef<'_>) -> Option<u8> {
        if self.headed || !matches!(element.value().name(), "p" | "div") {
            return None;
        }
        let mut words = String::new();
        for piece in element.text() {
            words.push_str(piece);
            if words.len() > HEADING_LIMIT {
                return None;
            }
        }
        let of_example = || example_section(&words).filter(|_| self.examples);
        let section = bare_section(&words).or_else(of_example)?;
        self.examples = matches!(
            section,
            Section::Examples
                | Section::Example
                | Section::Scenario
                | Section::ExampleInput
                | Section::ExampleOutput
        );
        Some(section.level())
    }

    /// The place of a tag that carries its offset; of others, that of the last one that does.
    fn place(&mut self, element: ElementRef<'_>) -> Place {
        if let Some(offset) = self.offsets.get(&element.id()) {
            self.last = self.walker.place(*offset);
        }
        self.last
    }

    fn push(&mut self, at: Place, content: Content<'static>) {
        self.flush();
        self.blocks.push(Block { at, content });
    }

    fn flush(&mut self) {
        let html = std::mem::take(&mut self.pending);
        let at = self.pending_at.take().unwrap_or(self.last);
        if std::mem::take(&mut self.shows) {
            let text = Text::new(html.trim().to_owned(), Markup::Html);
            self.blocks.push(Block { at, content: Content::Text(text) });
        }
    }

    fn table(&mut self, table: ElementRef<'_>) -> Table<'static> {
        let mut rows: Vec<Row<'static>> = Vec::new();
        let mut heads = Vec::new();
        let mut spans = Spans::default();
        let mut skipped = None;
        for edge in table.traverse() {
            let node = match edge {
                Edge::Close(node) if skipped == Some(node.id()) => {
                    skipped = None;
                    continue;
                }
                Edge::Open(node) if skipped.is_none() => node,
                _ => continue,
            };
            let Some(element) = ElementRef::wrap(node) else { continue };
            match element.value().name() {
                "tr" => {
                    let at = self.place(element);
                    rows.last_mut().into_iter().for_each(|row| spans.fill(row));
                    rows.push(Row { at, cells: Vec::new() });
                    heads.push(false);
                }
                name @ ("td" | "th") => {
                    // A table inside the cell is text of the cell.
                    skipped = Some(node.id());
                    let at = self.place(element);
                    let text = self.cell(&element.inner_html());
                    if let (Some(row), Some(head)) = (rows.last_mut(), heads.last_mut()) {
                        spans.push(row, Cell { at, text }, element.attr("rowspan"));
                        *head |= name == "th";
                    }
                }
                _ => {}
            }
        }
        rows.last_mut().into_iter().for_each(|row| spans.fill(row));
        split_header(rows, &heads, self.last)
    }
}

impl Collector<'_> {
    /// The text of a cell. Behind a blank line in HTML that is in Markdown is Markdown.
    fn cell(&self, html: &str) -> Text<'static> {
        let lead = html.get(..html.len() - html.trim_start().len()).unwrap_or_default();
        let markup = match self.around {
            Some(markup) if lead.matches('\n').count() >= 2 => markup,
            _ => Markup::Html,
        };
        Text::new(html.trim().to_owned(), markup)
    }
}

/// Whether a reader sees anything of an element.
fn shows(element: ElementRef<'_>) -> bool {
    element.descendants().any(|node| match node.value() {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(element) => element.name() == "img",
        _ => false,
    })
}

/// Sets the header apart: the first row with a `<th>`, or else the first row, which is then one
/// in any case where its words are known.
fn split_header(mut rows: Vec<Row<'static>>, heads: &[bool], at: Place) -> Table<'static> {
    rows.retain(|row| !row.cells.is_empty());
    let marked = heads.iter().any(|head| *head);
    let known = rows
        .first()
        .is_some_and(|row| is_header(row.cells.iter().map(|cell| cell.text.source.as_ref())));
    if rows.is_empty() || !(marked || known || rows.len() > 1) {
        return Table::new(Row { at, cells: Vec::new() }, rows);
    }
    let header = rows.remove(0);
    Table::new(header, rows)
}

fn push_escaped(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            _ => html.push(character),
        }
    }
}
