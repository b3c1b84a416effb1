//! Action pages: the parts of the page by their headings.

use super::raw::{RawAction, RawExample};
use super::rows::{Reader, TableKind, kind_of};
use super::structures::{self, structure_name};
use crate::diagnostics::{Code, Diagnostic};
use crate::page::{Block, Content, Place, Section, Table, Text, example_title, section_of};

/// Reads the parts of an action page.
pub(super) fn read<'a>(blocks: Vec<Block<'a>>, reader: &mut Reader<'_>) -> RawAction<'a> {
    let mut page = Page { action: RawAction::default(), part: Part::Before, heading: None, reader };
    let mut blocks = blocks.into_iter().peekable();
    let mut rest: Vec<Block<'a>> = Vec::new();
    while let Some(block) = blocks.next() {
        match block.content {
            Content::Heading { level, text } => {
                // Whether a table follows tells the input of the action from that of an example.
                let table = matches!(next_content(&mut blocks, &mut rest), Some(true));
                page.heading(block.at, level, &text, table);
            }
            content => page.content(Block { at: block.at, content }),
        }
        for block in rest.drain(..) {
            page.content(block);
        }
    }
    page.action
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

/// The part of the page that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Before,
    Description,
    Input,
    Output,
    Examples,
    ExampleInput,
    ExampleOutput,
    Resources,
    Errors,
    Other,
}

impl Part {
    fn is_example(self) -> bool {
        matches!(self, Self::Examples | Self::ExampleInput | Self::ExampleOutput)
    }
}

struct Page<'a, 'p, 'r> {
    action: RawAction<'a>,
    part: Part,
    /// The name on the heading below Input or Output that is open.
    heading: Option<(Place, String)>,
    reader: &'p mut Reader<'r>,
}

impl<'a> Page<'a, '_, '_> {
    fn heading(&mut self, at: Place, level: u8, text: &Text<'a>, table: bool) {
        self.heading = None;
        let words = text.plain();
        match section_of(&words) {
            Some((section, _)) => self.section(section, &words, table),
            None => self.other_heading(at, level, text, words, table),
        }
    }

    fn section(&mut self, section: Section, words: &str, table: bool) {
        if section == Section::Description && self.part == Part::Before {
            // What stands before the first heading is the site's, and the title.
            self.action.description.clear();
        }
        self.part = match section {
            Section::Input if self.part.is_example() && !table => Part::ExampleInput,
            Section::Output if self.part.is_example() && !table => Part::ExampleOutput,
            Section::Input => Part::Input,
            Section::Output => Part::Output,
            Section::Description => Part::Description,
            Section::Example => {
                self.begin_example(Some(example_title(words).to_owned()));
                Part::Examples
            }
            Section::Examples | Section::Scenario => Part::Examples,
            Section::ExampleInput => Part::ExampleInput,
            Section::ExampleOutput => Part::ExampleOutput,
            Section::Errors => Part::Errors,
            Section::Resources | Section::Resource => Part::Resources,
            Section::Structures | Section::Contents | Section::CommonParameters => Part::Other,
        };
        if self.part == Part::ExampleInput
            && self.action.examples.last().is_none_or(|last| last.request.is_some())
        {
            self.begin_example(None);
        }
    }

    fn other_heading(&mut self, at: Place, level: u8, text: &Text<'a>, words: String, table: bool) {
        match self.part {
            // A title is no part of the description, and a tool or a group of codes no part at all.
            part if matches!(part, Part::Before | Part::Resources)
                || (part == Part::Errors && level >= 3) => {}
            Part::Description if level >= 3 => {
                let content = Content::Heading { level, text: text.clone() };
                self.action.description.push(Block { at, content });
            }
            Part::Examples | Part::ExampleInput | Part::ExampleOutput if level >= 3 => {
                self.begin_example(Some(words));
                self.part = Part::Examples;
            }
            Part::Input | Part::Output if level >= 3 => {
                self.heading = structure_name(text).filter(|_| table).map(|name| (at, name));
            }
            _ => {
                self.reader.unknown_section(at, &words);
                self.part = Part::Other;
            }
        }
    }

    fn begin_example(&mut self, title: Option<String>) {
        let title = title.filter(|title| !title.is_empty());
        self.action.examples.push(RawExample { title, ..RawExample::default() });
    }

    fn content(&mut self, block: Block<'a>) {
        let at = block.at;
        match (self.part, block.content) {
            (Part::Input | Part::Output, Content::Table(table)) => self.members(at, table),
            (Part::Errors, Content::Table(table)) => self.errors(at, table),
            (Part::Before | Part::Description, content) => {
                self.action.description.push(Block { at, content });
            }
            (Part::Examples, content) => self.example(Block { at, content }),
            (Part::ExampleInput, content) => self.example_side(content, true),
            (Part::ExampleOutput, content) => self.example_side(content, false),
            (Part::Other, Content::Table(table)) if kind_of(&table) != TableKind::Other => {
                self.reader.stray(at, &table);
            }
            _ => {}
        }
    }

    fn members(&mut self, at: Place, table: Table<'a>) {
        if !matches!(kind_of(&table), TableKind::Members | TableKind::MembersRequired) {
            return self.reader.stray(at, &table);
        }
        let rows = self.reader.members(table);
        if let Some((at, name)) = self.heading.take() {
            let mut structure = structures::new(at, name);
            structure.members = rows;
            self.action.structures.push(structure);
        } else if self.part == Part::Input {
            self.action.input.extend(rows);
        } else {
            self.action.output.extend(rows);
        }
    }

    fn errors(&mut self, at: Place, table: Table<'a>) {
        match kind_of(&table) {
            TableKind::Errors => {
                let rows = self.reader.errors(table);
                self.action.errors.extend(rows);
            }
            _ => self.reader.stray(at, &table),
        }
    }

    fn example(&mut self, block: Block<'a>) {
        match (block.content, self.action.examples.last_mut()) {
            // Without headings of their own, the first code is the request.
            (Content::Code(code), Some(example)) if example.request.is_none() => {
                example.request = Some(code);
            }
            (Content::Code(code), Some(example)) if example.response.is_none() => {
                example.response = Some(code);
            }
            (Content::Code(code), None) => {
                let request = Some(code);
                self.action.examples.push(RawExample { request, ..RawExample::default() });
            }
            (content @ (Content::Text(_) | Content::Table(_)), Some(example)) => {
                example.doc.push(Block { at: block.at, content });
            }
            _ => {}
        }
    }

    fn example_side(&mut self, content: Content<'a>, request: bool) {
        let text = match content {
            Content::Code(code) => code,
            // A side without fences.
            Content::Text(text) => text.source,
            Content::Table(_) | Content::Heading { .. } => return,
        };
        if self.action.examples.is_empty() {
            self.begin_example(None);
        }
        let Some(example) = self.action.examples.last_mut() else { return };
        let side = if request { &mut example.request } else { &mut example.response };
        match side {
            None => *side = Some(text),
            // A request in two pieces: the head, then the body.
            Some(before) => *before = format!("{before}\n{text}").into(),
        }
    }
}

impl Reader<'_> {
    /// Says that a part of a page is not read.
    fn unknown_section(&mut self, at: Place, words: &str) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownSection,
                format!("the section `{words}` is not known and is not read"),
            )
            .at(self.file.location(at)),
        );
    }

    /// Says that a table is not read: its rows are counted, and lost.
    pub(super) fn stray(&mut self, at: Place, table: &Table<'_>) {
        self.tally.tables += 1;
        self.tally.rows += table.rows.len();
        self.tally.refused += table.rows.len();
        let cells: Vec<String> = table.header.cells.iter().map(|cell| cell.text.plain()).collect();
        let message = format!(
            "a table of {} rows is not read: its columns do not belong here",
            table.rows.len()
        );
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownTable, message)
                .at(self.file.location(at))
                .found(format!("| {} |", cells.join(" | ")))
                .help("input and output tables have columns for name and type, error tables one for the code"),
        );
    }
}
