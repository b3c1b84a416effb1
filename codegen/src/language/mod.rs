//! The language in which the tool speaks to people. It writes English; what people read is turned
//! into another language where it is printed, by a catalogue of phrases.
//!
//! In: a finished English text. Out: the same text in the language of the reader, or as it is.
//!
//! Invariants: imports nothing of this crate. Codes, JSON, names and whatever is committed are the
//! same in every language; what a phrase quotes is never translated.

mod catalog;
mod phrase;

use std::borrow::Cow;
use std::sync::LazyLock;

use catalog::Catalog;

/// A language that the tool speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// What everything is written in.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

static CHINESE: LazyLock<Catalog> = LazyLock::new(|| Catalog::read(include_str!("zh.toml")));

impl Language {
    /// The language of a locale such as `zh_CN.UTF-8`. The tool writes UTF-8 alone, so a locale of
    /// another charset is English.
    pub fn of_locale(locale: &str) -> Self {
        let (name, modifier) = locale.split_once('@').unwrap_or((locale, ""));
        let (name, charset) = name.split_once('.').unwrap_or((name, "UTF-8"));
        let is_utf8 = charset.to_lowercase().replace('-', "") == "utf8";
        let language = name.split(['_', '-']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") && is_utf8 && !modifier.contains("latin") {
            Self::Chinese
        } else {
            Self::English
        }
    }

    /// The language that the environment asks for, by the rules of POSIX: of LC_ALL, LC_MESSAGES and
    /// LANG the first that says anything.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|locale| !locale.is_empty());
        locale.map_or(Self::English, |locale| Self::of_locale(&locale))
    }

    /// The tag of BCP 47, for `lang` in HTML.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// One English phrase in this language; as it is, if the catalogue does not have it.
    pub fn say(self, english: &str) -> Cow<'_, str> {
        match self {
            Self::English => Cow::Borrowed(english),
            Self::Chinese => CHINESE.translate(english).map_or(Cow::Borrowed(english), Cow::Owned),
        }
    }

    /// Whether the catalogue has the phrase.
    pub(crate) fn knows(self, english: &str) -> bool {
        self == Self::English || CHINESE.translate(english).is_some()
    }

    /// Lines of English, each by itself; what is before and behind a phrase stays.
    pub fn say_lines(self, english: &str) -> String {
        if self == Self::English {
            return english.to_owned();
        }
        let lines = english.split('\n').map(|line| {
            let phrase = line.trim();
            let before = line.len() - line.trim_start().len();
            let (indent, behind) = line.split_at(before);
            let tail = behind.get(phrase.len()..).unwrap_or_default();
            format!("{indent}{}{tail}", self.say(phrase))
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests;
