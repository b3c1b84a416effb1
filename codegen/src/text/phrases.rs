//! A fixed list of phrases, all looked for in one pass over a text.

use crate::text::traditional::traditional;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

/// Phrases of which a text may hold some; those of Chinese in both of its scripts.
pub(crate) struct Phrases {
    searcher: AhoCorasick,
}

/// Where a phrase is in a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PhraseMatch {
    /// Where it begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

impl Phrases {
    /// Phrases as they are spelled.
    pub(crate) fn new(phrases: &[&str]) -> Self {
        Self::build(AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest), phrases)
    }

    /// Phrases whose ASCII letters may be large or small.
    pub(crate) fn in_any_case(phrases: &[&str]) -> Self {
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true);
        Self::build(&builder, phrases)
    }

    #[expect(clippy::expect_used, reason = "fails for gigabytes of phrases only")]
    fn build(builder: &AhoCorasickBuilder, phrases: &[&str]) -> Self {
        let traditional: Vec<String> = phrases.iter().flat_map(|one| traditional(one)).collect();
        let phrases = phrases.iter().copied().chain(traditional.iter().map(String::as_str));
        Self { searcher: builder.build(phrases).expect("a short list of phrases") }
    }

    /// Whether one of them is in the text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.searcher.is_match(text)
    }

    /// The first in the text; of several that begin there the longest.
    pub(crate) fn first(&self, text: &str) -> Option<PhraseMatch> {
        self.all(text).next()
    }

    /// Those in the text, one behind the other.
    pub(crate) fn all(&self, text: &str) -> impl Iterator<Item = PhraseMatch> {
        self.searcher
            .find_iter(text)
            .map(|found| PhraseMatch { start: found.start(), end: found.end() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_found_and_of_those_the_longest() {
        let phrases = Phrases::new(&["默认为", "默认为：", "Default:"]);
        assert_eq!(phrases.first("x 默认为：a"), Some(PhraseMatch { start: 2, end: 14 }));
        assert_eq!(phrases.first("default: a"), None);
        assert_eq!(phrases.all("默认为 Default:").count(), 2);
    }

    #[test]
    fn letters_may_be_of_any_case_where_that_is_asked() {
        let phrases = Phrases::in_any_case(&["valid value", "取值"]);
        assert!(phrases.is_in("Valid Values"));
        assert!(phrases.is_in("取值"));
        assert!(!phrases.is_in("invalid"));
    }
}
