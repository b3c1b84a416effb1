//! Which form a text is in, by its content.

use super::aligned;
use super::bare::bare_section;
use super::columns::{is_glued_header, is_header};
use super::light::{self, Dialect};
use super::lines::{Line, atx_heading, fence, html_heading, is_rule, lines, setext_level};
use super::{quoted, section_of};

/// The form that a page comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A web page, or the article element of one.
    Html,
    /// Markdown of any dialect: headings carry a sign.
    Markdown,
    /// Another lightweight markup.
    Light(Dialect),
    /// Text: headings are lines like any other; tables have bars or tabs.
    Text,
    /// Text whose cells are parted by spaces, or by nothing: then borders and flags are lost.
    Glued,
}

/// Tags that a web page, or a piece of one, begins with.
const FIRST_TAGS: &[&str] = &[
    "!doctype", "html", "head", "body", "div", "article", "section", "main", "table", "h1", "h2",
    "h3", "meta", "link", "script", "style", "p", "!--", "?xml",
];

/// The form of a text.
pub(super) fn recognise(text: &str) -> Form {
    let signs = Signs::of(text);
    let mixed = signs.html_section && signs.drawn && !is_whole_html(text);
    if !signs.marked
        && let Some(dialect) = light::recognise(text)
    {
        return Form::Light(dialect);
    }
    if !signs.section && !mixed && is_html(text) {
        return Form::Html;
    }
    if signs.glued && !signs.table {
        Form::Glued
    } else if signs.section || mixed || (signs.heading && !signs.bare_section) {
        Form::Markdown
    } else {
        Form::Text
    }
}

/// What tells the forms of text apart.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one sign, seen or not")]
struct Signs {
    /// A heading with a sign (`#`, an underline).
    heading: bool,
    /// Such a heading that opens a part of a page.
    section: bool,
    /// A heading written as HTML that opens a part of a page.
    html_section: bool,
    /// A table with bars, or a fence: no HTML has them.
    drawn: bool,
    /// Such a heading with `#`, which no other markup has.
    marked: bool,
    /// A line that opens a part of a page without any sign.
    bare_section: bool,
    /// A table with borders.
    table: bool,
    /// The header of a table without.
    glued: bool,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let mut before: Option<Line<'_>> = None;
        for line in lines(text) {
            signs.look_at(line, before);
            if signs.are_enough() {
                break;
            }
            before = Some(line);
        }
        signs
    }

    /// Whether nothing that follows can change the form: a part of a page that is headed with `#`
    /// has only Markdown, and a table with borders no glued text.
    fn are_enough(&self) -> bool {
        self.marked && self.table
    }

    fn look_at(&mut self, line: Line<'_>, before: Option<Line<'_>>) {
        let line = Line { text: quoted::unquoted(line.text).unwrap_or(line.text), ..line };
        let opens = |(_, words): (u8, &str)| section_of(words).is_some();
        self.html_section |= html_heading(line.text).is_some_and(opens);
        self.drawn |= is_rule(line.text) || fence(line.text).is_some();
        let above = before.filter(|_| setext_level(line.text).is_some()).map(|line| line.text);
        let bold = line.text.trim().strip_prefix("**").and_then(|line| line.strip_suffix("**"));
        self.section |= bold.is_some_and(|words| section_of(words).is_some());
        let marked = atx_heading(line.text).map(|(_, heading)| heading);
        if let Some(heading) = marked.or(above) {
            self.heading = true;
            let opens = section_of(heading).is_some();
            self.section |= opens;
            self.marked |= opens && marked.is_some();
        }
        self.bare_section |= bare_section(line.text).is_some();
        self.table |= is_rule(line.text)
            || aligned::is_column_rule(line.text)
            || ['|', '\t'].iter().any(|border| {
                let cells = line.text.split(*border).filter(|cell| !cell.trim().is_empty());
                line.text.contains(*border) && is_header(cells)
            });
        self.glued = self.glued || is_glued_header(line.text);
    }
}

/// Whether a text is a whole web page, and not a part of one.
fn is_whole_html(text: &str) -> bool {
    let start = text.trim_start();
    ["<!doctype", "<html", "<head", "<body", "<?xml"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

fn is_html(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix('<').unwrap_or_default();
    let first = FIRST_TAGS.iter().any(|tag| {
        let start = rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        start && !rest.get(tag.len()..).unwrap_or_default().starts_with(char::is_alphanumeric)
    });
    first || (text.contains("</td>") && (text.contains("</h2>") || text.contains("</h1>")))
}
