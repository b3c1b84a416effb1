//! Collisions: names of one scope made distinct.

use std::collections::{BTreeMap, BTreeSet};

/// A name that a thing would like to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    name: String,
    first: bool,
    pinned: Option<String>,
}

impl Want {
    /// `first` says whether it goes before those that do not.
    pub fn new(name: impl Into<String>, first: bool) -> Self {
        Self { name: name.into(), first, pinned: None }
    }

    /// Gives it the name that it had before, whatever it would like now.
    #[must_use]
    pub fn pinned(mut self, name: Option<&str>) -> Self {
        self.pinned = name.map(str::to_owned);
        self
    }

    /// The name that it would have alone.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// One distinct name each, in the order of the wants. Pinned names are given first, and whoever
/// comes first of the others keeps the wanted name; the next gets it with `separator` and `2`,
/// then `3`. All wanted names are given out before a number is, so that a collision never takes
/// the natural name of something else.
///
/// Of two wants with the same pin the second is treated as if it had none.
pub fn assign(
    wants: impl IntoIterator<Item = Want>,
    separator: &str,
    taken: &[&str],
) -> Vec<String> {
    let wants: Vec<Want> = wants.into_iter().collect();
    let mut used: BTreeSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    let mut names: Vec<Option<String>> = vec![None; wants.len()];
    for (want, name) in wants.iter().zip(&mut names) {
        *name = want.pinned.clone().filter(|pinned| used.insert(pinned.clone()));
    }
    for first in [true, false] {
        for (want, name) in wants.iter().zip(&mut names) {
            if name.is_none() && want.first == first && used.insert(want.name.clone()) {
                *name = Some(want.name.clone());
            }
        }
    }
    // The numbers below are taken: without this, names that are all alike take quadratic time.
    let mut tried = BTreeMap::new();
    let numbered = wants.into_iter().zip(names);
    numbered
        .map(|(want, name)| {
            name.unwrap_or_else(|| number(&want.name, separator, &mut used, &mut tried))
        })
        .collect()
}

fn number(
    name: &str,
    separator: &str,
    used: &mut BTreeSet<String>,
    tried: &mut BTreeMap<String, u32>,
) -> String {
    let mut number = tried.get(name).copied().unwrap_or(1);
    loop {
        number += 1;
        let candidate = format!("{name}{separator}{number}");
        if used.insert(candidate.clone()) {
            tried.insert(name.to_owned(), number);
            return candidate;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pinned_name_goes_before_the_natural_one() {
        let wants = [Want::new("id", true), Want::new("id", true).pinned(Some("id"))];
        assert_eq!(assign(wants, "_", &[]), ["id_2", "id"]);
        let wants = [Want::new("id", true).pinned(Some("id_3")), Want::new("id", true)];
        assert_eq!(assign(wants, "_", &["id"]), ["id_3", "id_2"]);
    }

    #[test]
    fn ten_thousand_names_that_are_alike_take_linear_time() {
        let names = assign((0..10_000).map(|_| Want::new("Db", true)), "", &[]);
        assert_eq!(names.last().map(String::as_str), Some("Db10000"));
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 10_000);
    }
}
