//! Action pages: the parts of the page by their headings.

use std::collections::BTreeSet;

use super::ends::Parts;
use super::examples::Examples;
use super::page_part::PagePart;
use super::prose;
use super::raw::{RawAction, RawStructure};
use super::rows::{Reader, TableKind, header_text, kind_of};
use super::sides::HeadedParts;
use super::structures::{self, structure_name};
use super::unheaded::is_of_action;
use crate::documentation::page::{
    Block, Content, Place, Section, Table, Text, example_title, is_site, section_of,
};

/// Reads the parts of an action page.
pub(super) fn read<'a>(blocks: Vec<Block<'a>>, reader: &mut Reader<'_>) -> RawAction<'a> {
    let mut page = ActionReader {
        action: RawAction::default(),
        examples: Examples::default(),
        part: PagePart::Before,
        level: 0,
        heading: None,
        named: Vec::new(),
        sides: HeadedParts::default(),
        parts: Parts::default(),
        reader,
    };
    let mut blocks = blocks.into_iter().peekable();
    let mut rest: Vec<Block<'a>> = Vec::new();
    while let Some(block) = blocks.next() {
        page.parts.end_at(block.at);
        match block.content {
            Content::Heading { level, text } => {
                // Whether a table follows tells the input of the action from that of an example.
                let table = matches!(next_content(&mut blocks, &mut rest), Some(true));
                page.heading(block.at, level, &text, table);
            }
            content => page.content(Block { at: block.at, content }),
        }
        for block in rest.drain(..) {
            page.parts.end_at(block.at);
            page.content(block);
        }
    }
    page.finish()
}

/// Takes blocks up to the first table or heading into `rest`; says whether it is a table of
/// members.
fn next_content<'a>(
    blocks: &mut std::iter::Peekable<std::vec::IntoIter<Block<'a>>>,
    rest: &mut Vec<Block<'a>>,
) -> Option<bool> {
    loop {
        match &blocks.peek()?.content {
            Content::Heading { .. } => return Some(false),
            Content::Table(table) => {
                return Some(matches!(
                    kind_of(table),
                    TableKind::Members | TableKind::MembersRequired
                ));
            }
            Content::Text(_) | Content::Code(_) => rest.extend(blocks.next()),
        }
    }
}

struct ActionReader<'a, 'p, 'r> {
    action: RawAction<'a>,
    examples: Examples<'a>,
    part: PagePart,
    /// How deep the heading is that opened the part.
    level: u8,
    /// The name on the heading below Input or Output that is open.
    heading: Option<(Place, String)>,
    /// Tables of members under such a heading, with the part that they are in.
    named: Vec<(PagePart, RawStructure<'a>)>,
    sides: HeadedParts,
    parts: Parts,
    reader: &'p mut Reader<'r>,
}

impl<'a> ActionReader<'a, '_, '_> {
    fn heading(&mut self, at: Place, level: u8, text: &Text<'a>, table: bool) {
        self.heading = None;
        let words = text.plain();
        match section_of(&words) {
            Some((Section::CommonParameters, _)) if self.is_below(level) => {}
            Some((section, _)) => {
                self.section(at, section, &words, table);
                self.level = level;
                self.sides.begin(at, self.part, words);
            }
            None => self.other_heading(at, level, text, words, table),
        }
    }

    /// Whether a heading of this level parts the input or output that is open.
    fn is_below(&self, level: u8) -> bool {
        matches!(self.part, PagePart::Input | PagePart::Output) && level > self.level
    }

    fn section(&mut self, at: Place, section: Section, words: &str, table: bool) {
        if section == Section::Description && self.part == PagePart::Before {
            // What is before the first heading is the site's, and the title.
            self.action.description.clear();
        }
        self.part = match section {
            Section::Input if self.part.is_example() && !table => PagePart::ExampleInput,
            Section::Output if self.part.is_example() && !table => PagePart::ExampleOutput,
            Section::Input => PagePart::Input,
            Section::Output => PagePart::Output,
            Section::Description => PagePart::Description,
            Section::Example => {
                self.examples.begin(Some(example_title(words).to_owned()));
                PagePart::Examples
            }
            Section::Examples | Section::Scenario => PagePart::Examples,
            Section::ExampleInput => PagePart::ExampleInput,
            Section::ExampleOutput => PagePart::ExampleOutput,
            Section::Errors => PagePart::Errors,
            Section::Resources | Section::Resource => PagePart::Resources,
            Section::Structures => PagePart::Structures,
            Section::Contents | Section::CommonParameters => PagePart::Other,
        };
        self.parts.see(self.part, at);
        match self.part {
            PagePart::ExampleInput => self.examples.begin_request(at),
            PagePart::ExampleOutput => self.examples.begin_response(at),
            _ => {}
        }
    }

    fn other_heading(&mut self, at: Place, level: u8, text: &Text<'a>, words: String, table: bool) {
        match self.part {
            // A title is not part of the description, and a tool or a group of codes no part at all.
            PagePart::Before | PagePart::Description if level >= 3 => {
                let content = Content::Heading { level, text: text.clone() };
                self.action.description.push(Block { at, content });
            }
            PagePart::Before => {}
            PagePart::Resources | PagePart::Errors if level >= 3 => {}
            PagePart::Examples | PagePart::ExampleInput | PagePart::ExampleOutput if level >= 3 => {
                self.examples.begin(Some(words));
                self.part = PagePart::Examples;
            }
            PagePart::Input | PagePart::Output if level >= 3 || self.is_below(level) => {
                self.heading = structure_name(text).filter(|_| table).map(|name| (at, name));
                if self.heading.is_none() {
                    let content = Content::Heading { level, text: text.clone() };
                    self.action.notes.push(Block { at, content });
                }
            }
            PagePart::Structures if structure_name(text).is_some() => {
                self.heading = structure_name(text).map(|name| (at, name));
            }
            // Behind the last part of a page is what the site puts there.
            PagePart::Resources | PagePart::Errors | PagePart::Other => {
                self.reader.unknown_section(at, &words);
                self.part = PagePart::Other;
            }
            _ => {
                let content = Content::Heading { level, text: text.clone() };
                self.action.notes.push(Block { at, content });
                self.part = PagePart::Unknown;
            }
        }
    }

    fn content(&mut self, block: Block<'a>) {
        let at = block.at;
        if let Some((section, words)) = self.example_heading(&block) {
            return self.section(at, section, &words, false);
        }
        match (self.part, block.content) {
            (PagePart::Input | PagePart::Output | PagePart::Structures, Content::Table(table)) => {
                self.members(at, table);
            }
            (PagePart::Errors, Content::Table(table)) => self.errors(at, table),
            // The heading of its own part is lost.
            (part, Content::Table(table))
                if (part.is_example() || part.is_description()) && is_of_action(&table) =>
            {
                self.reader.stray(at, &table);
            }
            (part, content) if part.is_description() => {
                self.action.description.push(Block { at, content });
            }
            (part, Content::Text(text))
                if part.is_example() && text.source.len() < 512 && is_site(&text.plain()) => {}
            (PagePart::Examples, content) => self.examples.content(Block { at, content }),
            (PagePart::ExampleInput, content) => self.examples.request(Block { at, content }),
            (PagePart::ExampleOutput, content) => self.examples.response(Block { at, content }),
            (PagePart::Other | PagePart::Unknown | PagePart::Resources, Content::Table(table))
                if kind_of(&table) != TableKind::Other =>
            {
                self.reader.stray(at, &table);
            }
            (
                PagePart::Unknown | PagePart::Input | PagePart::Output | PagePart::Errors,
                content,
            ) => {
                self.note(Block { at, content });
            }
            (_, Content::Text(text)) => self.lost_row(at, &text),
            _ => {}
        }
    }

    /// The part of an example that a paragraph opens: a bold line, where nobody made it a heading.
    fn example_heading(&self, block: &Block<'a>) -> Option<(Section, String)> {
        let Content::Text(text) = &block.content else { return None };
        if !self.part.is_example() || text.source.len() > 256 {
            return None;
        }
        let words = text.plain();
        let (section, _) = section_of(&words)?;
        matches!(section, Section::ExampleInput | Section::ExampleOutput)
            .then_some((section, words))
    }

    fn members(&mut self, at: Place, table: Table<'a>) {
        let is_side = self.part != PagePart::Structures;
        match kind_of(&table) {
            TableKind::Members | TableKind::MembersRequired if is_side => self.sides.fill(),
            TableKind::Members | TableKind::MembersRequired => {}
            // A table of anything else (values, dimensions) belongs to the prose.
            TableKind::Other if table.header.cells.len() > 1 => {
                if is_side {
                    self.sides.other_table(|| header_text(&table));
                }
                return self.action.notes.push(Block { at, content: Content::Table(table) });
            }
            _ => return self.reader.stray(at, &table),
        }
        let rows =
            self.reader.members(table, self.part == PagePart::Input && self.heading.is_none());
        if let Some((at, name)) = self.heading.take() {
            self.named
                .push((self.part, RawStructure { members: rows, ..structures::new(at, name) }));
        } else if self.part == PagePart::Input {
            self.action.input.extend(rows);
        } else if self.part == PagePart::Output {
            self.action.output.extend(rows);
        } else if let Some((_, structure)) = self.named.last_mut() {
            structure.members.extend(rows);
        }
    }

    /// Prose among the tables.
    fn note(&mut self, block: Block<'a>) {
        if let Content::Text(text) = &block.content {
            let cells = if self.part == PagePart::Errors { 2 } else { 3 };
            let code =
                || prose::lost_code(block.at, text).filter(|_| self.part == PagePart::Errors);
            if let Some((at, row)) = prose::lost_row(block.at, text, cells).or_else(code) {
                self.sides.fill();
                return self.reader.lost_row(at, row);
            }
            if self.part != PagePart::Unknown {
                self.sides.text(text);
            }
            let no_codes = self.part == PagePart::Errors && prose::says_no_codes(&text.plain());
            if no_codes || prose::is_boilerplate(text) {
                return;
            }
        }
        self.action.notes.push(block);
    }

    /// Says that a text between parts has rows in it.
    fn lost_row(&mut self, at: Place, text: &Text<'_>) {
        if let Some((at, row)) = prose::lost_row(at, text, 3) {
            self.reader.lost_row(at, row);
        }
    }

    /// Says what shows that the page is not whole.
    fn incomplete(&mut self) {
        if let Some((at, words)) = self.parts.missing() {
            let message = format!(
                "the page has {words}; every page of the site has examples and error codes"
            );
            self.reader.incomplete(at, message);
        }
        if let Some(at) = self.parts.examples().filter(|_| self.examples.is_empty()) {
            self.reader.incomplete(at, "the part for examples has none".to_owned());
        }
        if let Some((at, words)) = self.sides.empty_errors() {
            let message = format!("there is nothing under `{words}`");
            self.reader.incomplete(at, message);
        }
    }

    /// The action. A table under a heading that could be a name is that of a structure if a
    /// member has it for a type; else the heading only groups members.
    fn finish(mut self) -> RawAction<'a> {
        // A heading may be in a table of contents too, or be repeated below itself.
        self.incomplete();
        self.action.missing = self.sides.missing();
        let structures = self.named.iter().map(|(_, structure)| &structure.members);
        let rows = [&self.action.input, &self.action.output].into_iter().chain(structures);
        let types: BTreeSet<String> = rows
            .flatten()
            .map(|row| row.member_type.text.plain())
            .filter_map(|words| words.rsplit(' ').next().map(str::to_owned))
            .collect();
        for (part, structure) in self.named {
            match part {
                PagePart::Input if !types.contains(&structure.name) => {
                    self.action.input.extend(structure.members);
                }
                PagePart::Output if !types.contains(&structure.name) => {
                    self.action.output.extend(structure.members);
                }
                _ => self.action.structures.push(structure),
            }
        }
        // A heading is prose where prose follows.
        let mut follows = false;
        let mut notes = std::mem::take(&mut self.action.notes);
        notes.reverse();
        notes.retain(|block| {
            if matches!(block.content, Content::Heading { .. }) {
                std::mem::take(&mut follows)
            } else {
                follows = true;
                true
            }
        });
        notes.reverse();
        self.action.notes = notes;
        let (examples, empty) = self.examples.finish();
        for at in empty {
            let message = "there is nothing under this heading of an example".to_owned();
            self.reader.incomplete(at, message);
        }
        self.action.examples = examples;
        self.action
    }

    fn errors(&mut self, at: Place, table: Table<'a>) {
        match kind_of(&table) {
            TableKind::Errors => {
                self.sides.fill();
                let rows = self.reader.errors(table);
                self.action.errors.extend(rows);
            }
            _ => self.reader.stray(at, &table),
        }
    }
}
