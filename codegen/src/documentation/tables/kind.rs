//! What kind of page a page is, by what is on it.

use super::letters::language_of_letters;
use super::prose::{self, Likeness};
use super::raw::{RawAction, RawErrors, RawPage, RawPageKind, Tally};
use super::rows::{Reader, TableKind, kind_of};
use super::structures::structure_name;
use super::unheaded::is_input;
use super::{action, structures, subject};
use crate::diagnostics::Diagnostics;
use crate::documentation::page::{
    Block, Content, Document, Language, Place, Section, Table, page_title, section_of, unnumbered,
    updated_in, users_in,
};

/// Reads one page.
pub(super) fn read<'a>(
    file: &Document<'_>,
    blocks: Vec<Block<'a>>,
    diagnostics: &mut Diagnostics,
) -> RawPage<'a> {
    let signs = Signs::of(file, &blocks);
    let at = blocks.first().map_or(Place { line: 1, column: 1 }, |block| block.at);
    let mut reader = Reader { file, diagnostics, tally: Tally::default() };
    let kind = signs.kind();
    // What is known to be about something else is none of ours, whatever it quotes.
    let likeness = match kind {
        Kind::Other(_) if !signs.is_known() => prose::likeness(&blocks),
        Kind::Action if !signs.action => prose::likeness(&blocks),
        _ => Likeness::None,
    };
    let kind = match kind {
        Kind::Action => {
            let action = action::read(blocks, &mut reader);
            RawPageKind::Action(RawAction { likeness, ..action })
        }
        Kind::Structures => RawPageKind::Structures(structures::read(blocks, &mut reader)),
        Kind::Errors => RawPageKind::Errors(errors(blocks, &mut reader)),
        Kind::Other(reason) => RawPageKind::Other { reason, likeness },
    };
    let tally = reader.tally;
    RawPage {
        at,
        language: signs.language,
        title: signs.title,
        updated: signs.updated,
        kind,
        tally,
    }
}

fn errors<'a>(blocks: Vec<Block<'a>>, reader: &mut Reader<'_>) -> RawErrors<'a> {
    let mut errors = RawErrors::default();
    for block in blocks {
        if let Content::Table(table) = block.content {
            match kind_of(&table) {
                TableKind::Errors => errors.codes.extend(reader.errors(table)),
                TableKind::Other => {}
                _ => reader.stray(block.at, &table),
            }
        }
    }
    errors
}

enum Kind {
    Action,
    Structures,
    Errors,
    Other(String),
}

/// What tells the kinds apart.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one sign, seen or not")]
struct Signs {
    title: Option<String>,
    updated: Option<String>,
    language: Language,
    /// Input or Output has a table of members, or says that there is none.
    members: usize,
    /// Headings Input and Output.
    sides: usize,
    /// Tables of members under a heading that is a name.
    structures: usize,
    /// Tables of members elsewhere.
    loose: usize,
    /// Tables of error codes.
    errors: usize,
    /// The page is about the parameters that every action takes.
    common: bool,
    /// A table lists what every request carries.
    common_rows: bool,
    /// A line says which actions use a structure.
    users: bool,
    /// A table names an action.
    action: bool,
    /// The page is headed as a data structures page.
    structures_page: bool,
    /// A heading says that error codes follow.
    errors_headed: bool,
    /// A heading says that what an interface does follows.
    described: bool,
    /// The header of its first table: a page without known headings shows its language there.
    letters: String,
    /// What the page is about, if its title or a heading says that it is none of ours.
    subject: Option<&'static str>,
}

impl Signs {
    fn of(file: &Document<'_>, blocks: &[Block<'_>]) -> Self {
        let mut signs =
            Self { title: file.title.clone(), updated: file.updated.clone(), ..Self::default() };
        let mut votes = [0_usize; 4];
        let mut section = None;
        let (mut named, mut before) = (false, true);
        for block in blocks {
            match &block.content {
                Content::Heading { level, text } => {
                    let words = text.plain();
                    let found = section_of(&words);
                    named = found.is_none() && structure_name(text).is_some();
                    if let Some((_, language)) = found
                        && let Some(votes) = votes.get_mut(language as usize)
                    {
                        *votes += 1;
                    }
                    signs.heading(*level, &words, found.map(|(section, _)| section), before);
                    before &= found.is_none();
                    section = found.map(|(section, _)| section).or(section.filter(|_| !named));
                }
                Content::Table(table) => signs.table(table, section, named),
                Content::Text(text) => {
                    signs.users |= users_in(&text.source).is_some();
                    signs.text(&text.source, before);
                }
                Content::Code(_) => {}
            }
        }
        if let Some(title) = &signs.title {
            signs.subject = signs.subject.or_else(|| subject::of_heading(title));
            signs.errors_headed |=
                section_of(title).is_some_and(|(section, _)| section == Section::Errors);
        }
        signs.title = signs.title.map(|title| page_title(&title).to_owned());
        signs.language = language(votes, &signs);
        signs
    }

    fn table(&mut self, table: &Table<'_>, section: Option<Section>, named: bool) {
        if self.letters.is_empty() {
            let cells = &table.header.cells;
            self.letters = cells.iter().map(|cell| cell.text.plain()).collect();
        }
        self.subject = self.subject.or_else(|| subject::of_table(table));
        self.action |= is_input(table);
        // Under the name of a structure they are its members.
        self.common_rows |= !named && subject::is_common_parameters(table);
        match (kind_of(table), section) {
            (TableKind::Errors, _) => self.errors += 1,
            (TableKind::Other, _) => {}
            (_, Some(Section::Input | Section::Output)) => self.members += 1,
            _ if named => self.structures += 1,
            _ => self.loose += 1,
        }
    }

    fn heading(&mut self, level: u8, words: &str, section: Option<Section>, first: bool) {
        if self.subject.is_none() {
            self.subject = subject::of_heading(words);
        }
        match section {
            Some(Section::Errors) => self.errors_headed = true,
            Some(Section::Description) => self.described = true,
            Some(Section::Input | Section::Output) => self.sides += 1,
            Some(Section::CommonParameters) if first => self.common = true,
            Some(Section::Structures) => self.structures_page = true,
            None if first && level <= 2 && self.title.is_none() => {
                self.title = Some(unnumbered(words).to_owned());
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, before: bool) {
        if !before {
            return;
        }
        if self.updated.is_none() {
            self.updated = updated_in(text).map(str::to_owned);
        }
        // In text, the title is the first line that is not of the site.
        if self.title.is_none() {
            self.title = title_line(text);
        }
    }

    /// Whether the page says itself that it is about something else.
    fn is_known(&self) -> bool {
        self.common || self.common_rows || self.subject.is_some()
    }

    fn kind(&self) -> Kind {
        let other = |reason: &str| Kind::Other(reason.to_owned());
        // There a structure may be called Input.
        let tables = self.structures + self.members + self.loose;
        if self.users && !self.described && !self.action && tables > 0 {
            return Kind::Structures;
        }
        if self.sides > 0 && self.members > 0 && !self.common {
            return Kind::Action;
        }
        if self.common || (self.common_rows && self.sides == 0) {
            return other("it is a page about the parameters that every action takes");
        }
        if let Some(subject) = self.subject {
            return Kind::Other(format!("it is a page about {subject}"));
        }
        // An action may take nothing and answer nothing, but then both are headed.
        if self.sides > 1 {
            Kind::Action
        } else if self.structures > 0 && self.errors == 0 {
            Kind::Structures
        } else if self.errors > 0 && self.errors_headed && !self.described {
            Kind::Errors
        } else if self.described {
            other("it describes an interface that is none of API 3.0")
        } else if self.loose > 0 || self.errors > 0 || self.structures_page {
            other("its tables are under no heading that says what they describe")
        } else {
            other("it has no table of members or error codes")
        }
    }
}

/// The language with the most headings; without any, the one whose letters the headings of the
/// tables have.
fn language(votes: [usize; 4], signs: &Signs) -> Language {
    use Language::{Chinese, English, Japanese, Korean};
    let most = [Chinese, English, Japanese, Korean]
        .into_iter()
        .zip(votes)
        .max_by_key(|(language, votes)| (*votes, std::cmp::Reverse(*language)));
    match most {
        Some((language, votes)) if votes > 0 => language,
        _ => language_of_letters(&signs.letters),
    }
}

/// The title of a page without headings of its own: its first line, unless the site put it there.
fn title_line(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let is_chrome = line.starts_with(['[', '<', '|', '_', '-', '>'])
        || updated_in(line).is_some()
        || section_of(line).is_some()
        || line.contains("tencentcloudapi.com")
        // A sentence, or what leads to the page.
        || line.ends_with(['。', '！', '：', '.', '!', ':'])
        || line.chars().count() > 60;
    let title =
        crate::documentation::markdown::plain(line, crate::documentation::markdown::Markup::Text);
    (!is_chrome && !title.is_empty()).then_some(title)
}
