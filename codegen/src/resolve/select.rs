//! Which actions are chosen: names and globs against what there is.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobMatcher};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// A name or glob of actions of one product: `CreateFlow`, `Describe*`.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    matcher: Option<GlobMatcher>,
}

impl Pattern {
    /// Reads a name or glob.
    pub fn new(text: &str) -> Result<Self, Diagnostic> {
        if !text.contains(['*', '?', '[', '{']) {
            return Ok(Self { text: text.to_owned(), matcher: None });
        }
        let glob = GlobBuilder::new(text).build().map_err(|error| {
            let message = format!("`{text}` is no glob: {}", error.kind());
            Diagnostic::new(Code::InvalidSelection, message)
        })?;
        Ok(Self { text: text.to_owned(), matcher: Some(glob.compile_matcher()) })
    }

    fn matches(&self, action: &str) -> bool {
        self.matcher.as_ref().map_or(self.text == action, |glob| glob.is_match(action))
    }
}

/// The actions that any of the patterns matches. A pattern that matches none is an error that
/// names the nearest action; `product` says whose they are.
pub fn choose(
    product: &str,
    patterns: &[Pattern],
    actions: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Diagnostics> {
    let mut chosen = BTreeSet::new();
    let mut found = Diagnostics::new();
    for pattern in patterns {
        let before = chosen.len();
        let matching = actions.iter().filter(|action| pattern.matches(action));
        let mut any = false;
        for action in matching {
            any = true;
            chosen.insert(action.clone());
        }
        // A product without a single action is no reason to refuse `*`.
        if !any && chosen.len() == before && pattern.text != "*" {
            found.push(unknown(product, pattern, actions));
        }
    }
    if found.has_errors() { Err(found) } else { Ok(chosen) }
}

fn unknown(product: &str, pattern: &Pattern, actions: &BTreeSet<String>) -> Diagnostic {
    let message = format!("`{}` matches no action of product `{product}`", pattern.text);
    let diagnostic = Diagnostic::new(Code::UnknownAction, message);
    match nearest(&pattern.text, actions.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("`tcgen show {product}` lists them")),
    }
}

/// The candidate that a person probably meant, if one is near enough.
pub fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = text.to_ascii_lowercase();
    candidates
        .map(|candidate| (strsim::jaro_winkler(&lower, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actions() -> BTreeSet<String> {
        ["CreateFlow", "DescribeFlow", "DescribeFile"].map(str::to_owned).into()
    }

    fn chosen(patterns: &[&str]) -> Result<Vec<String>, String> {
        let patterns: Vec<_> = patterns.iter().map(|text| Pattern::new(text).unwrap()).collect();
        choose("ess", &patterns, &actions()).map(|set| set.into_iter().collect()).map_err(|found| {
            found
                .iter()
                .map(|d| format!("{} ({})", d.message, d.help.as_deref().unwrap_or("")))
                .collect()
        })
    }

    #[test]
    fn names_and_globs_choose_actions() {
        assert_eq!(chosen(&["Describe*"]).unwrap(), ["DescribeFile", "DescribeFlow"]);
        assert_eq!(
            chosen(&["CreateFlow", "DescribeFl?w"]).unwrap(),
            ["CreateFlow", "DescribeFlow"]
        );
        assert_eq!(chosen(&["*"]).unwrap().len(), 3);
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_an_error_with_the_nearest_name() {
        let error = chosen(&["CreateFlw"]).unwrap_err();
        assert_eq!(
            error,
            "`CreateFlw` matches no action of product `ess` (did you mean `CreateFlow`?)"
        );
        assert!(chosen(&["Delete*"]).is_err());
        assert!(Pattern::new("Describe[").is_err());
    }
}
