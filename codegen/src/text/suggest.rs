//! Which of the known words a mistyped one was perhaps meant to be, for every message that asks
//! "did you mean".

/// At most one letter in so many may be wrong: what rustc and cargo allow, too.
const LETTERS_PER_MISTAKE: usize = 3;

/// Longer words are not compared: that takes time by the product of the lengths, and the longest
/// name of the documentation has 47 letters.
const LONGEST: usize = 128;

/// The known word that is most like a word, whatever their case; the first of several. `None` if
/// none is near enough to have been meant.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .filter_map(|known| Some((likeness(word, known)?, known)))
        .max_by(|(a, first), (b, second)| a.total_cmp(b).then_with(|| second.cmp(first)))
        .map(|(_, known)| known)
}

/// How alike two words are, up to 1; `None` if nobody means the one and writes the other.
pub(crate) fn likeness(word: &str, known: &str) -> Option<f64> {
    if word.len() > LONGEST || known.len() > LONGEST {
        return None;
    }
    let (word, known) = (word.to_lowercase(), known.to_lowercase());
    let mistakes = strsim::damerau_levenshtein(&word, &known);
    let letters = word.chars().count().max(known.chars().count());
    let is_alike = mistakes * LETTERS_PER_MISTAKE <= letters && letters > 0;
    is_alike.then(|| strsim::normalized_damerau_levenshtein(&word, &known))
}

/// The help line that offers the nearest word.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake_in_three_letters_is_forgiven() {
        let known = ["ess", "cvm", "CreateFlow", "CreateFlows", "DescribeFlow"];
        for (word, meant) in [
            ("es", Some("ess")),
            ("createflw", Some("CreateFlow")),
            ("DescribeFolw", Some("DescribeFlow")),
            ("abc", None),
            ("Describe", Some("DescribeFlow")),
            ("DeleteFlow", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }

    #[test]
    fn of_several_that_are_as_near_the_first_is_offered() {
        assert_eq!(nearest("cat", ["cut", "cot"]), Some("cot"));
        assert_eq!(did_you_mean("cat", ["cot"]).as_deref(), Some("did you mean `cot`?"));
    }

    #[test]
    fn a_word_without_end_is_not_compared() {
        let long = "x".repeat(100_000);
        assert_eq!(nearest(&long, [long.as_str()]), None);
    }
}
