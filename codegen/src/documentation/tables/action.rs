//! Action pages: the parts of the page by their headings.

use std::collections::BTreeSet;

use super::examples::Examples;
use super::prose;
use super::raw::{RawAction, RawSide, RawStructure};
use super::rows::{Reader, TableKind, kind_of};
use super::structures::{self, structure_name};
use crate::diagnostics::{Code, Diagnostic};
use crate::documentation::page::{
    Block, Content, Place, Section, Table, Text, example_title, section_of,
};

/// Reads the parts of an action page.
pub(super) fn read<'a>(blocks: Vec<Block<'a>>, reader: &mut Reader<'_>) -> RawAction<'a> {
    let mut page = Page {
        action: RawAction::default(),
        examples: Examples::default(),
        part: Part::Before,
        level: 0,
        heading: None,
        named: Vec::new(),
        sides: Vec::new(),
        reader,
    };
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
    Structures,
    /// A part of this page alone: prose.
    Unknown,
    Other,
}

impl Part {
    fn is_example(self) -> bool {
        matches!(self, Self::Examples | Self::ExampleInput | Self::ExampleOutput)
    }
}

struct Page<'a, 'p, 'r> {
    action: RawAction<'a>,
    examples: Examples<'a>,
    part: Part,
    /// How deep the heading stands that opened the part.
    level: u8,
    /// The name on the heading below Input or Output that is open.
    heading: Option<(Place, String)>,
    /// Tables of members under such a heading, with the part that they stand in.
    named: Vec<(Part, RawStructure<'a>)>,
    /// The headings Input and Output, and whether a table followed.
    sides: Vec<Side>,
    reader: &'p mut Reader<'r>,
}

/// An input or output that is headed.
struct Side {
    at: Place,
    part: Part,
    words: String,
    /// A table stands there, or a word that there is nothing.
    filled: bool,
    /// The first words of its text.
    text: Option<String>,
}

impl<'a> Page<'a, '_, '_> {
    fn heading(&mut self, at: Place, level: u8, text: &Text<'a>, table: bool) {
        self.heading = None;
        let words = text.plain();
        match section_of(&words) {
            Some((Section::CommonParameters, _)) if self.is_below(level) => {}
            Some((section, _)) => {
                self.section(section, &words, table);
                self.level = level;
                if matches!(self.part, Part::Input | Part::Output) {
                    self.sides.push(Side { at, part: self.part, words, filled: false, text: None });
                }
            }
            None => self.other_heading(at, level, text, words, table),
        }
    }

    /// Whether a heading of this level parts the input or output that is open.
    fn is_below(&self, level: u8) -> bool {
        matches!(self.part, Part::Input | Part::Output) && level > self.level
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
                self.examples.begin(Some(example_title(words).to_owned()));
                Part::Examples
            }
            Section::Examples | Section::Scenario => Part::Examples,
            Section::ExampleInput => Part::ExampleInput,
            Section::ExampleOutput => Part::ExampleOutput,
            Section::Errors => Part::Errors,
            Section::Resources | Section::Resource => Part::Resources,
            Section::Structures => Part::Structures,
            Section::Contents | Section::CommonParameters => Part::Other,
        };
        if self.part == Part::ExampleInput {
            self.examples.begin_request();
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
                self.examples.begin(Some(words));
                self.part = Part::Examples;
            }
            Part::Input | Part::Output if level >= 3 || self.is_below(level) => {
                self.heading = structure_name(text).filter(|_| table).map(|name| (at, name));
                if self.heading.is_none() {
                    let content = Content::Heading { level, text: text.clone() };
                    self.action.notes.push(Block { at, content });
                }
            }
            Part::Structures if structure_name(text).is_some() => {
                self.heading = structure_name(text).map(|name| (at, name));
            }
            // Behind the last part of a page stands what the site puts there.
            Part::Errors | Part::Other => {
                self.reader.unknown_section(at, &words);
                self.part = Part::Other;
            }
            _ => {
                let content = Content::Heading { level, text: text.clone() };
                self.action.notes.push(Block { at, content });
                self.part = Part::Unknown;
            }
        }
    }

    fn content(&mut self, block: Block<'a>) {
        let at = block.at;
        if let Some((section, words)) = self.example_heading(&block) {
            return self.section(section, &words, false);
        }
        match (self.part, block.content) {
            (Part::Input | Part::Output | Part::Structures, Content::Table(table)) => {
                self.members(at, table);
            }
            (Part::Errors, Content::Table(table)) => self.errors(at, table),
            (Part::Before | Part::Description, content) => {
                self.action.description.push(Block { at, content });
            }
            (Part::Examples, content) => self.examples.content(Block { at, content }),
            (Part::ExampleInput, content) => self.examples.request(Block { at, content }),
            (Part::ExampleOutput, content) => self.examples.response(Block { at, content }),
            (Part::Other | Part::Unknown, Content::Table(table))
                if kind_of(&table) != TableKind::Other =>
            {
                self.reader.stray(at, &table);
            }
            (Part::Unknown, content) => self.action.notes.push(Block { at, content }),
            (Part::Input | Part::Output | Part::Errors, content) => {
                self.note(Block { at, content });
            }
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
        if let Some(side) = self.sides.last_mut().filter(|_| self.part != Part::Structures) {
            side.filled = true;
        }
        match kind_of(&table) {
            TableKind::Members | TableKind::MembersRequired => {}
            // A table of anything else (values, dimensions) belongs to the prose.
            TableKind::Other if table.header.cells.len() > 1 => {
                return self.action.notes.push(Block { at, content: Content::Table(table) });
            }
            _ => return self.reader.stray(at, &table),
        }
        let rows = self.reader.members(table);
        if let Some((at, name)) = self.heading.take() {
            self.named
                .push((self.part, RawStructure { members: rows, ..structures::new(at, name) }));
        } else if self.part == Part::Input {
            self.action.input.extend(rows);
        } else if self.part == Part::Output {
            self.action.output.extend(rows);
        } else if let Some((_, structure)) = self.named.last_mut() {
            structure.members.extend(rows);
        }
    }

    /// Prose among the tables.
    fn note(&mut self, block: Block<'a>) {
        if let Content::Text(text) = &block.content {
            if let Some((at, row)) = prose::lost_row(block.at, text) {
                return self.reader.lost_row(at, row);
            }
            if let Some(side) = self.sides.last_mut().filter(|side| side.text.is_none()) {
                let words = text.plain();
                side.filled |= prose::says_nothing(&words);
                side.text = Some(words);
            }
            if prose::is_boilerplate(text) {
                return;
            }
        }
        self.action.notes.push(block);
    }

    /// The action. A table under a heading that could be a name is that of a structure if a
    /// member has it for a type; else the heading only groups members.
    fn finish(mut self) -> RawAction<'a> {
        // A heading may stand in a table of contents too, or be repeated below itself.
        for part in [Part::Input, Part::Output] {
            let mut sides = self.sides.iter_mut().filter(|side| side.part == part);
            if !sides.any(|side| side.filled)
                && let Some(last) = self.sides.iter_mut().rfind(|side| side.part == part)
            {
                self.action.missing.push(RawSide {
                    at: last.at,
                    words: std::mem::take(&mut last.words),
                    text: last.text.take(),
                });
            }
        }
        let structures = self.named.iter().map(|(_, structure)| &structure.members);
        let rows = [&self.action.input, &self.action.output].into_iter().chain(structures);
        let types: BTreeSet<String> = rows
            .flatten()
            .map(|row| row.member_type.text.plain())
            .filter_map(|words| words.rsplit(' ').next().map(str::to_owned))
            .collect();
        for (part, structure) in self.named {
            match part {
                Part::Input if !types.contains(&structure.name) => {
                    self.action.input.extend(structure.members);
                }
                Part::Output if !types.contains(&structure.name) => {
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
        self.action.examples = self.examples.finish();
        self.action
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
}

impl Reader<'_> {
    /// Says that a row stands outside of a table.
    fn lost_row(&mut self, at: Place, row: &str) {
        (self.tally.rows, self.tally.refused) = (self.tally.rows + 1, self.tally.refused + 1);
        self.diagnostics.push(
            Diagnostic::new(Code::LostRow, "a row of cells stands outside of a table")
                .at(self.file.location(at))
                .found(row)
                .help("put the row, and those behind it, right under the table"),
        );
    }

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
