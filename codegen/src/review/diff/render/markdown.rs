//! A diff as Markdown for a pull request: what breaks on top, the rest folded away.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::language::Language;
use crate::review::diff::change::{Change, Class, Effect};
use crate::review::diff::model::{Diff, Group, Verdict};

use super::words;

/// The longest comment that GitHub takes has 65,536 characters; the rest is for a title that the
/// workflow puts above.
pub const COMMENT_LIMIT: usize = 64_000;

/// Old and new text of a change are cut here, in characters.
const LONGEST_TEXT: usize = 600;

/// Markdown of at most so many characters: what does not fit is counted, gravest first.
pub fn markdown(diff: &Diff, limit: usize, language: Language) -> String {
    let groups = diff.groups();
    let mut page = MarkdownReport { text: String::new(), left: limit, language };
    page.push(&head(diff, language));
    let sections = [
        ("Breaking", Effect::Breaking),
        ("Relaxed", Effect::Relaxed),
        ("Held", Effect::Held),
        ("Compatible", Effect::Compatible),
        ("Documentation", Effect::Docs),
    ];
    for (title, effect) in sections {
        let groups: Vec<&Group> = groups.iter().filter(|one| one.effect() == effect).collect();
        page.section(diff, title, effect, &groups);
    }
    ignored(diff, &mut page);
    page.text
}

/// Text that never grows beyond its limit.
struct MarkdownReport {
    text: String,
    left: usize,
    language: Language,
}

impl MarkdownReport {
    /// Adds the piece if it fits.
    fn push(&mut self, piece: &str) -> bool {
        let size = piece.chars().count();
        let fits = size <= self.left;
        if fits {
            self.text.push_str(piece);
            self.left -= size;
        }
        fits
    }

    /// A section counts the changes of its effect, as the table does; what a group explains may
    /// be of another one.
    fn section(&mut self, diff: &Diff, title: &str, effect: Effect, groups: &[&Group]) {
        if groups.is_empty() {
            return;
        }
        let count = words::count(diff.verdict().with(effect), "change", self.language);
        let (title, colon) = (self.language.say(title), self.language.say(": "));
        let (open, close) = match effect {
            Effect::Breaking | Effect::Relaxed | Effect::Held => {
                (format!("### {title}{colon}{count}\n\n"), String::new())
            }
            Effect::Compatible | Effect::Docs => (
                format!("<details><summary><b>{title}</b>{colon}{count}</summary>\n\n"),
                "</details>\n\n".to_owned(),
            ),
        };
        // Whatever is opened is closed, and says what it leaves out.
        let reserved = close.chars().count() + 80;
        if self.left < open.chars().count() + reserved || !self.push(&open) {
            return;
        }
        self.left -= reserved;
        let mut left_out = 0;
        let mut versions = BTreeMap::<(&str, &str), Vec<&Group>>::new();
        for group in groups {
            let place = &group.root.place;
            versions.entry((&place.product, &place.version)).or_default().push(group);
        }
        for ((product, version), groups) in versions {
            let title = plain(diff.title(product, version).unwrap_or_default());
            let head_line = format!("**{product} {version}** {title}");
            let mut head = format!("{}\n\n", head_line.trim_end());
            for group in groups {
                let entry = format!("{head}{}", entry(group, self.language));
                if left_out == 0 && self.push(&entry) {
                    head.clear();
                } else {
                    left_out += 1 + group.explained.len();
                }
            }
            if head.is_empty() {
                self.push("\n");
            }
        }
        self.left += reserved;
        if left_out > 0 {
            let more = format!("… and {left_out} more; `tcgen diff` shows all.");
            let more = self.language.say(&more).into_owned();
            self.push(&format!("{more}\n"));
        }
        self.push(&close);
    }
}

fn head(diff: &Diff, language: Language) -> String {
    let verdict = diff.verdict();
    let line = match (verdict.breaking, diff.changes.len()) {
        (0, 0) => "Nothing changed.".to_owned(),
        (0, _) => "Nothing breaks callers.".to_owned(),
        (1, _) => "**1 change breaks callers.**".to_owned(),
        (many, _) => format!("**{many} changes break callers.**"),
    };
    let mut text = format!("## {}\n\n", language.say("What changed in the API"));
    if let Some(sides) = &diff.sides {
        let _ = writeln!(text, "{}\n", plain(&words::sides(sides, language)));
    }
    let step = format!("Semver step of the generated crate: **{}**.", verdict.step);
    let _ = writeln!(text, "{} {}\n", language.say(&line), language.say(&step));
    if !diff.changes.is_empty() {
        text.push_str(&table(verdict, language));
    }
    text
}

fn table(verdict: Verdict, language: Language) -> String {
    let [effect, changes, meaning] =
        ["effect", "changes", "what it means"].map(|word| language.say(word).into_owned());
    let mut text = format!("| {effect} | {changes} | {meaning} |\n| --- | ---: | --- |\n");
    for effect in Effect::ALL {
        let (name, count) = (language.say(effect.as_str()).into_owned(), verdict.with(effect));
        let _ = writeln!(text, "| {name} | {count} | {} |", language.say(effect.meaning()));
    }
    text.push('\n');
    text
}

/// One group as a list item.
fn entry(group: &Group, language: Language) -> String {
    let change = group.root;
    let mut text = format!("- {} {}", mark(change), sentence(change, language));
    if let Some(note) = &change.note {
        let _ = write!(text, " — {}", words::spelled(&language.say(note), plain, code));
    }
    text.push('\n');
    if !change.reached_by.is_empty() && !matches!(change.classes.gravest(), Class::Docs) {
        let names = change.reached_by.iter().map(String::as_str);
        let by = words::some_of(names, 6, language);
        let _ = writeln!(text, "  - {}", words::reached(change.direction, &by, language));
    }
    if words::has_long_texts(change) {
        let _ = write!(text, "\n{}\n", texts(change));
    }
    for explained in gravest_first(group).into_iter().take(MOST_EXPLAINED) {
        let _ = writeln!(text, "  - {} {}", mark(explained), sentence(explained, language));
    }
    if let Some(more @ 1..) = group.explained.len().checked_sub(MOST_EXPLAINED) {
        let _ = writeln!(text, "  - {}", language.say(&format!("… and {more} more")));
    }
    text
}

/// What the change explains; what breaks must not be cut off.
fn gravest_first<'d>(group: &Group<'d>) -> Vec<&'d Change> {
    let mut explained = group.explained.clone();
    explained.sort_by_key(|change| change.classes.gravest());
    explained
}

/// So many explained changes are listed below their cause.
const MOST_EXPLAINED: usize = 20;

fn mark(change: &Change) -> &'static str {
    match change.classes.gravest() {
        _ if change.is_breaking() => "❌",
        Class::Source | Class::Wire => "⚠️",
        Class::Compatible => "➕",
        Class::Docs => "📝",
    }
}

fn sentence(change: &Change, language: Language) -> String {
    let name = change.place.item.name().unwrap_or(&change.place.product);
    let subject = words::subject(change, language);
    let happened = words::shortened(&words::happened(change, language), LONGEST_TEXT);
    let classes = words::classes(change, language);
    let subject = if subject.is_empty() { String::new() } else { format!(" {}", code(&subject)) };
    format!("{}{subject} {} *({classes})*", code(name), words::spelled(&happened, plain, code))
}

/// Old and new text as a diff, inside the list item.
fn texts(change: &Change) -> String {
    let mut lines = String::new();
    for (sign, text) in [('-', &change.from), ('+', &change.to)] {
        let Some(text) = text else { continue };
        for line in words::shortened(text, LONGEST_TEXT).lines() {
            let _ = writeln!(lines, "  {sign} {}", words::one_line(line));
        }
    }
    let fence = fence(&lines);
    format!("  {fence}diff\n{lines}  {fence}\n")
}

/// More backticks than stand in a row in the text.
fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).max(2) + 1)
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// The text as inline code.
fn code(text: &str) -> String {
    let text = words::one_line(text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{gap}{text}{gap}{ticks}")
}

/// The text as plain words: nothing of it is markup, a link, a mention or a reference.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in words::one_line(text).chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str("&#64;"),
            '#' => escaped.push_str("&#35;"),
            ':' if escaped.ends_with("http") || escaped.ends_with("https") => {
                escaped.push_str("&#58;");
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '!' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

fn ignored(diff: &Diff, page: &mut MarkdownReport) {
    if diff.ignored.is_empty() {
        return;
    }
    let language = page.language;
    let count = words::count(diff.ignored.len(), "change", language);
    let (title, colon) = (language.say("Ignored"), language.say(": "));
    let mut text = format!("<details><summary><b>{title}</b>{colon}{count}</summary>\n\n");
    for ignored in &diff.ignored {
        let change = &ignored.change;
        let reason = plain(&ignored.reason);
        let _ = writeln!(
            text,
            "- {} {} — {reason}",
            code(change.fingerprint.as_str()),
            sentence(change, language)
        );
    }
    text.push_str("\n</details>\n");
    page.push(&text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_leave_its_code_span_or_mention_anybody() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(plain("<b> @all #1 [x](y) *z*"), "&lt;b&gt; &#64;all &#35;1 \\[x\\](y) \\*z\\*");
        assert_eq!(plain("a\n\n# b"), "a  &#35; b");
    }

    #[test]
    fn a_fence_is_longer_than_any_in_the_text() {
        assert_eq!(fence("x ```` y"), "`````");
        assert_eq!(fence("x"), "```");
    }
}
