//! Collisions: names of one scope made distinct.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

/// A name that a thing would like to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want<'a> {
    name: Cow<'a, str>,
    first: bool,
    pinned: Option<&'a str>,
}

impl<'a> Want<'a> {
    /// `first` says whether it goes before those that do not.
    pub fn new(name: impl Into<Cow<'a, str>>, first: bool) -> Self {
        Self { name: name.into(), first, pinned: None }
    }

    /// Gives it the name that it had before, whatever it would like now.
    #[must_use]
    pub fn pinned(mut self, name: Option<&'a str>) -> Self {
        self.pinned = name;
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
pub fn assign(wants: &[Want<'_>], separator: &str, taken: &[&str]) -> Vec<String> {
    let mut used = FxHashSet::default();
    used.reserve(taken.len() + wants.len());
    used.extend(taken.iter().map(|name| Cow::from(*name)));
    let mut names: Vec<Option<&str>> = vec![None; wants.len()];
    for (want, name) in wants.iter().zip(&mut names) {
        *name = want.pinned.filter(|pinned| used.insert(Cow::from(*pinned)));
    }
    for first in [true, false] {
        for (want, name) in wants.iter().zip(&mut names) {
            if name.is_none() && want.first == first && used.insert(Cow::from(want.name())) {
                *name = Some(want.name());
            }
        }
    }
    // The numbers below are taken: without this, names that are all alike take quadratic time.
    let mut tried = FxHashMap::default();
    let numbered = wants.iter().zip(names);
    numbered
        .map(|(want, name)| match name {
            Some(name) => name.to_owned(),
            None => number(want.name(), separator, &mut used, &mut tried),
        })
        .collect()
}

fn number<'w>(
    name: &'w str,
    separator: &str,
    used: &mut FxHashSet<Cow<'w, str>>,
    tried: &mut FxHashMap<&'w str, u32>,
) -> String {
    let number = tried.entry(name).or_insert(1);
    loop {
        *number += 1;
        let candidate = format!("{name}{separator}{number}");
        if used.insert(Cow::from(candidate.clone())) {
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
        assert_eq!(assign(&wants, "_", &[]), ["id_2", "id"]);
        let wants = [Want::new("id", true).pinned(Some("id_3")), Want::new("id", true)];
        assert_eq!(assign(&wants, "_", &["id"]), ["id_3", "id_2"]);
    }

    #[test]
    fn ten_thousand_names_that_are_alike_take_linear_time() {
        let names = assign(&vec![Want::new("Db", true); 10_000], "", &[]);
        assert_eq!(names.last().map(String::as_str), Some("Db10000"));
        assert_eq!(names.iter().collect::<FxHashSet<_>>().len(), 10_000);
    }
}
