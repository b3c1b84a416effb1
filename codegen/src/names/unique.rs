//! Collisions: names of one scope made distinct.

use std::collections::BTreeSet;

/// A name that a thing would like to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    name: String,
    first: bool,
}

impl Want {
    /// `first` says whether it goes before those that do not.
    pub fn new(name: impl Into<String>, first: bool) -> Self {
        Self { name: name.into(), first }
    }
}

/// One distinct name each, in the order of the wants. Whoever comes first keeps the wanted name;
/// the next gets it with `separator` and `2`, then `3`. All wanted names are given out before a
/// number is, so that a collision never takes the natural name of something else.
pub fn assign(
    wants: impl IntoIterator<Item = Want>,
    separator: &str,
    taken: &[&str],
) -> Vec<String> {
    let wants: Vec<Want> = wants.into_iter().collect();
    let mut used: BTreeSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    let mut names: Vec<Option<String>> = vec![None; wants.len()];
    for first in [true, false] {
        for (want, name) in wants.iter().zip(&mut names) {
            if want.first == first && used.insert(want.name.clone()) {
                *name = Some(want.name.clone());
            }
        }
    }
    let numbered = wants.into_iter().zip(names);
    numbered
        .map(|(want, name)| name.unwrap_or_else(|| number(&want.name, separator, &mut used)))
        .collect()
}

fn number(name: &str, separator: &str, used: &mut BTreeSet<String>) -> String {
    let mut number = 2_u32;
    loop {
        let candidate = format!("{name}{separator}{number}");
        if used.insert(candidate.clone()) {
            return candidate;
        }
        number += 1;
    }
}
