//! Which of many names may have been meant.

use crate::text::suggest::likeness;

/// A name and, if it has one, its title.
pub(super) type Titled<'a> = (&'a str, Option<&'a str>);

/// How many names are suggested.
const LIMIT: usize = 6;

/// The names that may have been meant, the most likely first: those that are spelt alike, then
/// those that hold the text in name or title.
pub(super) fn suggest<'a>(text: &str, names: impl IntoIterator<Item = Titled<'a>>) -> Vec<&'a str> {
    let wanted = text.to_lowercase();
    let mut scored: Vec<(f64, &str)> = names
        .into_iter()
        .filter_map(|(name, title)| Some((score(&wanted, name, title)?, name)))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.into_iter().take(LIMIT).map(|(_, name)| name).collect()
}

fn score(wanted: &str, name: &str, title: Option<&str>) -> Option<f64> {
    let lower = name.to_lowercase();
    if let Some(likeness) = likeness(wanted, name) {
        // Above every name that merely holds the text.
        return Some(1.0 + likeness);
    }
    let holds = lower.contains(wanted) || title.is_some_and(|t| t.to_lowercase().contains(wanted));
    (holds && !wanted.is_empty()).then(|| strsim::normalized_damerau_levenshtein(wanted, &lower))
}

/// The help line that offers names.
pub(super) fn help(names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        [name] => Some(format!("did you mean `{name}`?")),
        names => Some(format!("did you mean one of `{}`?", names.join("`, `"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [Titled<'static>; 4] = [
        ("CreateFlow", Some("创建合同")),
        ("CreateFlows", None),
        ("DescribeSeals", Some("查询印章")),
        ("DeleteSeal", None),
    ];

    #[test]
    fn a_misspelt_name_finds_those_spelt_alike() {
        assert_eq!(suggest("creatflow", NAMES), ["CreateFlow", "CreateFlows"]);
    }

    #[test]
    fn a_part_of_a_name_or_a_title_finds_those_that_hold_it() {
        assert_eq!(suggest("seal", NAMES), ["DeleteSeal", "DescribeSeals"]);
        assert_eq!(suggest("印章", NAMES), ["DescribeSeals"]);
    }

    #[test]
    fn nonsense_finds_nothing() {
        assert!(suggest("zzzzzz", NAMES).is_empty());
        assert_eq!(help(&[]), None);
    }
}
