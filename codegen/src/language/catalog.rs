//! The catalogue of one language: English phrases and what they are there.

use std::collections::{BTreeMap, HashMap};

use super::phrase::Phrase;

/// Phrases inside of phrases go no deeper.
const DEEPEST: usize = 4;

/// Every phrase of one language.
pub(super) struct Catalog {
    /// Phrases without gaps.
    whole: HashMap<String, String>,
    /// Phrases with gaps, those that say most first.
    with_gaps: Vec<Phrase>,
}

impl Catalog {
    /// Reads a catalogue: tables of `"English" = "translation"`. It is part of the program, and a
    /// test reads it; one that cannot be read is empty.
    pub(super) fn read(text: &str) -> Self {
        let tables: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(text).unwrap_or_default();
        let (mut whole, mut with_gaps) = (HashMap::new(), Vec::new());
        for (english, translation) in tables.into_values().flatten() {
            let phrase = Phrase::new(&english, &translation);
            if phrase.has_gaps() {
                with_gaps.push(phrase);
            } else {
                whole.insert(english, translation);
            }
        }
        with_gaps.sort_by_key(|phrase| std::cmp::Reverse(phrase.weight()));
        Self { whole, with_gaps }
    }

    /// The phrase in the catalogue's language, if it is in the catalogue.
    pub(super) fn translate(&self, english: &str) -> Option<String> {
        self.translate_at(english, 0)
    }

    fn translate_at(&self, english: &str, depth: usize) -> Option<String> {
        if let Some(translation) = self.whole.get(english) {
            return Some(translation.clone());
        }
        let inner = |phrase: &str| {
            let deeper = (depth < DEEPEST).then(|| self.translate_at(phrase, depth + 1));
            deeper.flatten().unwrap_or_else(|| phrase.to_owned())
        };
        self.with_gaps.iter().find_map(|phrase| phrase.translate(english, &inner))
    }
}
