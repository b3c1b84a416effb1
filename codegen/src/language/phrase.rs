//! A phrase with gaps, in two languages.

/// What is in a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// `{}`: a name, a number, a path: it stays as it is.
    Fact,
    /// `{*}`: a phrase of its own, to be translated in turn.
    Phrase,
}

/// A phrase with gaps: `` `{}` has no action `{}` ``. In the translation `{0}` and `{1}` say which
/// gap of the English goes where, if not in the same order.
#[derive(Debug)]
pub(super) struct Phrase {
    /// The texts around the gaps, one more than there are gaps.
    around: Vec<String>,
    gaps: Vec<Gap>,
    translation: Vec<Piece>,
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Gap(usize),
}

impl Phrase {
    pub(super) fn new(english: &str, translation: &str) -> Self {
        let (mut around, mut gaps) = (Vec::new(), Vec::new());
        let mut rest = english;
        while let Some((before, gap, behind)) = next_gap(rest) {
            around.push(before.to_owned());
            gaps.push(if gap == "*" { Gap::Phrase } else { Gap::Fact });
            rest = behind;
        }
        around.push(rest.to_owned());
        Self { around, gaps, translation: pieces(translation) }
    }

    pub(super) fn has_gaps(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// The characters that are given: of two phrases that fit, the one with more says more.
    pub(super) fn weight(&self) -> usize {
        self.around.iter().map(String::len).sum()
    }

    #[cfg(test)]
    /// Whether the translation uses every gap of the English exactly once.
    pub(super) fn is_sound(&self) -> bool {
        let mut used: Vec<usize> = self
            .translation
            .iter()
            .filter_map(|piece| match piece {
                Piece::Gap(number) => Some(*number),
                Piece::Text(_) => None,
            })
            .collect();
        used.sort_unstable();
        used == (0..self.gaps.len()).collect::<Vec<_>>()
    }

    /// The text in the other language, if it is this phrase; `translate` does the phrases inside.
    pub(super) fn translate(
        &self,
        english: &str,
        translate: &dyn Fn(&str) -> String,
    ) -> Option<String> {
        let found = self.found(english)?;
        let mut text = String::new();
        for piece in &self.translation {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Gap(number) => match (found.get(*number)?, self.gaps.get(*number)?) {
                    (fact, Gap::Fact) => text.push_str(fact),
                    (phrase, Gap::Phrase) => text.push_str(&translate(phrase)),
                },
            }
        }
        Some(text)
    }

    /// What is in the gaps: each as short as it can be, the last up to the end.
    fn found<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let (first, others) = self.around.split_first()?;
        let mut rest = text.strip_prefix(first.as_str())?;
        let mut found = Vec::new();
        for (at, words) in others.iter().enumerate() {
            let is_last = at + 1 == others.len();
            let (inside, behind) = if is_last {
                (rest.strip_suffix(words.as_str())?, "")
            } else {
                rest.split_once(words.as_str())?
            };
            found.push(inside);
            rest = behind;
        }
        (rest.is_empty() && found.iter().all(|inside| !inside.is_empty())).then_some(found)
    }
}

/// The text before the next gap, what is in its braces, and the text behind it.
fn next_gap(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find('{')?;
        let inside = text.get(open + 1..)?;
        let end = inside.find('}')?;
        let (gap, behind) = (inside.get(..end)?, inside.get(end + 1..)?);
        // Other braces are text.
        if gap.is_empty() || gap == "*" || gap.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some((text.get(..open)?, gap, behind));
        }
        from = open + 1;
    }
}

fn pieces(translation: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut rest, mut next) = (translation, 0);
    while let Some((before, gap, behind)) = next_gap(rest) {
        pieces.push(Piece::Text(before.to_owned()));
        pieces.push(Piece::Gap(gap.parse().unwrap_or(next)));
        next += 1;
        rest = behind;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces
}
