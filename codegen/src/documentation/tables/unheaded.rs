//! Tables that show by themselves what they are, where no known heading says so.
//!
//! In: the blocks of a file. Out: the same blocks, with the heading that is missing before such a
//! table, or in place of the unknown one above it. Invariant: a table under a known heading of
//! its own stays as it is, and no row is added or lost.

use super::letters::language_of_letters;
use super::rows::{TableKind, kind_of};
use super::structures::structure_name;
use super::subject::is_common_parameters;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::documentation::markdown::Markup;
use crate::documentation::page::{
    Block, Content, Document, Language, Place, Section, Table, Text, section_of,
};
use crate::text::traditional::either;

/// Puts the headings in.
pub(super) fn head_tables<'a>(
    blocks: Vec<Block<'a>>,
    file: &Document<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Block<'a>> {
    let mut result: Vec<Block<'a>> = Vec::with_capacity(blocks.len());
    let mut open = Open::default();
    for block in blocks {
        match &block.content {
            Content::Heading { level, text } => {
                let found = section_of(&text.plain()).map(|(section, _)| section);
                if found.is_some() || *level <= 2 || structure_name(text).is_some() {
                    open.section = found;
                    open.named = found.is_none() && structure_name(text).is_some();
                }
            }
            Content::Table(table) => {
                if let Some(section) = open.missing(table) {
                    let header = table.header.cells.iter().map(|cell| cell.text.plain());
                    let words = words(section, language_of_letters(&header.collect::<String>()));
                    let message = format!(
                        "the table is read as `{words}`: its rows say so, and no heading does"
                    );
                    diagnostics.push(
                        Diagnostic::new(Code::UnknownSection, message).at(file.location(block.at)),
                    );
                    head(&mut result, block.at, words);
                    open.section = Some(section);
                }
                open.seen(table);
            }
            Content::Text(_) | Content::Code(_) => {}
        }
        result.push(block);
    }
    result
}

/// What the blocks so far have opened.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one sign, seen or not")]
struct Open {
    section: Option<Section>,
    /// The heading may be the name of a structure.
    named: bool,
    /// A table under the name of a structure has been seen: others may be structures too.
    structures: bool,
    /// The input of an action has been seen, and its output not yet.
    input: bool,
    /// The input of an action has been seen, and its error codes not yet.
    errors: bool,
}

impl Open {
    /// The section that a table belongs to, if it is another than the open one.
    fn missing(&self, table: &Table<'_>) -> Option<Section> {
        let unheaded = self.section.is_none_or(|section| section == Section::Description);
        if self.named && self.structures {
            return None;
        }
        match kind_of(table) {
            TableKind::MembersRequired if (unheaded || self.is_behind()) && is_input(table) => {
                Some(Section::Input)
            }
            TableKind::Members if self.input && !self.named => {
                let here = unheaded || self.is_behind() || self.section == Some(Section::Input);
                (here && is_output(table)).then_some(Section::Output)
            }
            TableKind::Errors if (unheaded || self.is_behind()) && !self.named => {
                self.errors.then_some(Section::Errors)
            }
            _ => None,
        }
    }

    /// Whether a part is open that has no table of members or error codes of its own.
    fn is_behind(&self) -> bool {
        matches!(
            self.section,
            Some(
                Section::Resources
                    | Section::Resource
                    | Section::Examples
                    | Section::Example
                    | Section::ExampleInput
                    | Section::ExampleOutput
            )
        )
    }

    fn seen(&mut self, table: &Table<'_>) {
        self.structures |= self.named && self.section.is_none();
        match self.section {
            Some(Section::Input) if is_input(table) => (self.input, self.errors) = (true, true),
            Some(Section::Output) => self.input = false,
            Some(Section::Errors) => self.errors = false,
            _ => {}
        }
    }
}

/// Words of the rows that only the input of an action has, in lower case.
const COMMON: &[&str] =
    &["公共参数", "common param", "共通パラメータ", "パブリックパラメータ", "공통 매개변수"];

/// Whether a table is the input of an action: one of its first rows names it.
pub(super) fn is_input(table: &Table<'_>) -> bool {
    let says_common = |text: &Text<'_>| {
        let words = text.plain().to_lowercase();
        either(&words, |words| COMMON.iter().any(|common| words.starts_with(common)))
    };
    let mut rows = table.rows.iter().take(4);
    !is_common_parameters(table)
        && rows.any(|row| {
            row.cells.iter().any(|cell| cell.text.plain() == "Action")
                && row.cells.iter().any(|cell| says_common(&cell.text))
        })
}

/// Every output has the id of the request.
fn is_output(table: &Table<'_>) -> bool {
    let mut cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.any(|cell| cell.text.source.len() < 64 && cell.text.plain() == "RequestId")
}

/// Whether a table shows by itself that it is a part of an action, wherever it is.
pub(super) fn is_of_action(table: &Table<'_>) -> bool {
    match kind_of(table) {
        TableKind::Errors => true,
        TableKind::Members | TableKind::MembersRequired => is_input(table) || is_output(table),
        TableKind::Other => false,
    }
}

/// The heading, in the language of the table: headings say which language a page is in.
fn words(section: Section, language: Language) -> &'static str {
    let [input, output, errors] = match language {
        Language::Chinese => ["输入参数", "输出参数", "错误码"],
        Language::English => ["Input Parameters", "Output Parameters", "Error Codes"],
        Language::Japanese => ["入力パラメータ", "出力パラメータ", "エラーコード"],
        Language::Korean => ["입력 매개변수", "출력 매개변수", "오류 코드"],
    };
    match section {
        Section::Input => input,
        Section::Output => output,
        _ => errors,
    }
}

fn head<'a>(blocks: &mut Vec<Block<'a>>, at: Place, words: &'a str) {
    let text = Text { source: words.into(), markup: Markup::Text };
    let content = Content::Heading { level: 2, text };
    match blocks.last_mut() {
        Some(Block { content: last @ Content::Heading { level: 2.., .. }, .. }) => *last = content,
        _ => blocks.push(Block { at, content }),
    }
}
