//! The words for one change, the same in every format: what it is about and what happened, in the
//! language of the reader.

use std::borrow::Cow;

use crate::language::Language;
use crate::spec::direction::Direction;

use crate::review::diff::change::{Change, Detail};
use crate::review::diff::kind::{ItemChange, Kind, MemberChange};

/// What the change is about, inside its action or structure: `input Name`; empty for the whole.
pub(super) fn subject(change: &Change, language: Language) -> String {
    match (&change.place.detail, change.kind) {
        (Detail::Whole, _) => String::new(),
        (Detail::Member(part, name), _) => format!("{} {name}", language.say(part.as_str())),
        (Detail::Members(part), _) => language.say(&format!("{}s", part.as_str())).into_owned(),
        (Detail::Error(code), _) => language.say(&format!("error {code}")).into_owned(),
        (Detail::Example(title), _) => language.say(&format!("example {title}")).into_owned(),
    }
}

/// What happened, with old and new where they are short: `type: int64 → string`.
pub(super) fn happened(change: &Change, language: Language) -> String {
    let phrase = match change.kind {
        Kind::Item(what) => item_phrase(what),
        Kind::Member(_, what) => member_phrase(what),
    };
    let mut text = language.say(phrase).into_owned();
    let values = if has_long_texts(change) { None } else { values(change) };
    if let Some(values) = values {
        let values = if is_of_words(change.kind) { language.say(&values) } else { values.into() };
        text = if text.is_empty() {
            values.into_owned()
        } else {
            format!("{text}{}{values}", language.say(": "))
        };
    }
    if let Some(likeness) = change.likeness {
        // Whole percent of a number between 0 and 1.
        let guess =
            language.say(&format!("(a guess, {:.0} % alike)", likeness * 100.0)).into_owned();
        text = format!("{text} {guess}");
    }
    text
}

/// The two sides that are compared, in one line.
pub(super) fn sides([old, new]: &[String; 2], language: Language) -> String {
    let said = |side: &String| one_line(&language.say(side));
    format!("{} → {}", said(old), said(new))
}

/// Whether old and new are words of our own, not facts of the documentation.
fn is_of_words(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Item(
            ItemChange::RegionChanged
                | ItemChange::StreamingChanged
                | ItemChange::StructureDirection
                | ItemChange::VersionAdded
                | ItemChange::VersionRemoved
        ) | Kind::Member(
            _,
            MemberChange::AddedRequired
                | MemberChange::Required
                | MemberChange::Optional
                | MemberChange::Presence
        )
    )
}

/// What a kind of change says, as a short phrase: `input added, required`.
pub(super) fn kind(kind: Kind, language: Language) -> String {
    match kind {
        Kind::Item(change) => language.say(change.title()).into_owned(),
        Kind::Member(part, change) => {
            format!("{} {}", language.say(part.as_str()), language.say(change.title()))
        }
    }
}

/// Old and new in one line.
pub(super) fn values(change: &Change) -> Option<String> {
    match (&change.from, &change.to) {
        (Some(from), Some(to)) => Some(format!("{from} → {to}")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}

/// Whether old and new are prose or examples, which need room of their own.
pub(super) fn has_long_texts(change: &Change) -> bool {
    matches!(
        change.kind,
        Kind::Item(
            ItemChange::DocChanged
                | ItemChange::ErrorDocChanged
                | ItemChange::ExampleAdded
                | ItemChange::ExampleRemoved
                | ItemChange::ExampleChanged
        ) | Kind::Member(
            _,
            MemberChange::DocChanged
                | MemberChange::ExampleChanged
                | MemberChange::ValueDocChanged
                | MemberChange::Reordered
        )
    )
}

fn item_phrase(what: ItemChange) -> &'static str {
    match what {
        ItemChange::VersionRemoved => "version removed",
        ItemChange::VersionAdded => "version added",
        ItemChange::ActionRemoved => "action removed",
        ItemChange::ActionAdded => "action added",
        ItemChange::StructureRemoved => "structure removed",
        ItemChange::StructureAdded => "structure added",
        ItemChange::ErrorRemoved | ItemChange::ExampleRemoved => "removed",
        ItemChange::ErrorAdded | ItemChange::ExampleAdded => "added",
        ItemChange::TitleChanged | ItemChange::ActionTitleChanged => "title",
        ItemChange::EndpointChanged | ItemChange::ActionEndpointChanged => "endpoint",
        ItemChange::ActionRenamed => "action renamed",
        ItemChange::StructureRenamed => "structure renamed",
        ItemChange::ActionOffline => "action taken offline",
        ItemChange::ActionDeprecated => "action deprecated",
        ItemChange::ActionRestored => "action back online",
        ItemChange::RegionChanged => "Region",
        ItemChange::RateChanged => "rate limit",
        ItemChange::SignatureChanged => "signature",
        ItemChange::StreamingChanged => "answer",
        ItemChange::StructureDirection => "structure travels another way",
        ItemChange::PagesRemoved => "function for pages removed",
        ItemChange::PagesAdded => "function for pages added",
        ItemChange::PagesChanged => "function for pages gives other items",
        ItemChange::RustName => "another name in Rust",
        ItemChange::ErrorDocChanged | ItemChange::DocChanged => "described anew",
        ItemChange::ExampleChanged => "changed",
    }
}

fn member_phrase(what: MemberChange) -> &'static str {
    match what {
        MemberChange::Removed => "removed",
        MemberChange::Renamed => "renamed",
        MemberChange::TypeChanged => "type",
        MemberChange::RustName => "another name in Rust",
        MemberChange::FieldType => "another type in Rust",
        MemberChange::Argument => "another part in `new`",
        MemberChange::Boxed => "in a `Box` now",
        MemberChange::Unboxed => "no longer in a `Box`",
        MemberChange::AddedRequired | MemberChange::Added => "added",
        MemberChange::Required => "now required",
        MemberChange::Optional => "no longer required",
        MemberChange::Presence => "promise",
        MemberChange::Reordered => "reordered",
        MemberChange::DefaultChanged => "default",
        MemberChange::FirstPageChanged => "first page",
        MemberChange::ValueRemoved => "values removed",
        MemberChange::ValueAdded => "values added",
        MemberChange::Disabled => "disabled: the service no longer uses it",
        MemberChange::Enabled => "enabled again",
        MemberChange::ValueDocChanged => "values described anew",
        MemberChange::ExampleChanged => "another example",
        MemberChange::DocChanged => "described anew",
    }
}

/// Which way a structure travels, and for whom: `sent by CreateSeal`.
pub(super) fn reached(direction: Option<Direction>, by: &str, language: Language) -> String {
    let way = match direction {
        Some(Direction::Sent) => "sent",
        Some(Direction::Read) => "read",
        Some(Direction::Both) => "sent and read",
        None => "used",
    };
    language.say(&format!("{way} by {by}")).into_owned()
}

/// The classes in one word or two: `source + wire`.
pub(super) fn classes(change: &Change, language: Language) -> String {
    let words: Vec<Cow<'_, str>> =
        change.classes.iter().map(|class| language.say(class.as_str())).collect();
    words.join(" + ")
}

/// A noun for so many things.
pub(super) fn count(number: usize, noun: &str, language: Language) -> String {
    let text = if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") };
    language.say(&text).into_owned()
}

/// The first names of a list, and how many more there are.
pub(super) fn some_of<'a>(
    names: impl IntoIterator<Item = &'a str>,
    most: usize,
    language: Language,
) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let shown = names.iter().take(most).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown}{}", language.say(&format!(", and {more} more"))),
    }
}

/// A text in which what is in backticks is code: each part as its writer has it. A backtick without
/// another one, or with nothing in between, is a character.
pub(super) fn spelled(
    text: &str,
    plain: impl Fn(&str) -> String,
    code: impl Fn(&str) -> String,
) -> String {
    let (mut out, mut from) = (String::new(), 0);
    let mut ticks = text.match_indices('`').map(|(at, _)| at).peekable();
    while let Some(open) = ticks.next() {
        let inside = ticks.peek().and_then(|close| text.get(open + 1..*close));
        if let Some(inside) = inside.filter(|inside| !inside.trim().is_empty()) {
            out.push_str(&plain(text.get(from..open).unwrap_or_default()));
            out.push_str(&code(inside));
            from = ticks.next().map_or(text.len(), |close| close + 1);
        }
    }
    out + &plain(text.get(from..).unwrap_or_default())
}

/// Text of a page in one line: control characters, line ends among them, become spaces, and the
/// marks that turn the reading direction around go.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// The first so many characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_backticks_is_code_and_a_lonely_one_is_a_character() {
        let say = |text| spelled(text, |plain| format!("({plain})"), |code| format!("[{code}]"));
        assert_eq!(say("a `b` c"), "(a )[b]( c)");
        assert_eq!(say("`b`"), "()[b]()");
        assert_eq!(say("a `` b"), "(a `` b)");
        assert_eq!(say("it`s"), "(it`s)");
    }
}
