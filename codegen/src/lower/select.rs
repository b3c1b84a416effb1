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

/// The actions that any of the patterns matches.
pub fn matching(patterns: &[Pattern], actions: &BTreeSet<String>) -> BTreeSet<String> {
    let chosen =
        actions.iter().filter(|action| patterns.iter().any(|pattern| pattern.matches(action)));
    chosen.cloned().collect()
}

/// Every pattern that matches none of the actions, each an error that names the nearest one;
/// `product` says whose they are. A product without a single action is no reason to refuse `*`.
pub fn unmatched(product: &str, patterns: &[Pattern], actions: &BTreeSet<String>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for pattern in patterns {
        if pattern.text != "*" && !actions.iter().any(|action| pattern.matches(action)) {
            found.push(unknown(product, pattern, actions));
        }
    }
    found
}

fn unknown(product: &str, pattern: &Pattern, actions: &BTreeSet<String>) -> Diagnostic {
    let message = format!("`{}` matches no action of product `{product}`", pattern.text);
    let diagnostic = Diagnostic::new(Code::UnmatchedAction, message);
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

    fn patterns(texts: &[&str]) -> Vec<Pattern> {
        texts.iter().map(|text| Pattern::new(text).unwrap()).collect()
    }

    fn chosen(texts: &[&str]) -> Vec<String> {
        matching(&patterns(texts), &actions()).into_iter().collect()
    }

    #[test]
    fn names_and_globs_choose_actions() {
        assert_eq!(chosen(&["Describe*"]), ["DescribeFile", "DescribeFlow"]);
        assert_eq!(chosen(&["CreateFlow", "DescribeFl?w"]), ["CreateFlow", "DescribeFlow"]);
        assert_eq!(chosen(&["*"]).len(), 3);
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_an_error_with_the_nearest_name() {
        let found =
            unmatched("ess", &patterns(&["CreateFlw", "Delete*", "Desc*", "*"]), &actions());
        let found: Vec<_> =
            found.iter().map(|found| (found.message.as_str(), found.help.as_deref())).collect();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].0, "`CreateFlw` matches no action of product `ess`");
        assert_eq!(found[0].1, Some("did you mean `CreateFlow`?"));
        assert_eq!(found[1].0, "`Delete*` matches no action of product `ess`");
        assert!(Pattern::new("Describe[").is_err());
    }
}
