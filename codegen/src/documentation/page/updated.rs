//! The date of last change that a page shows.

use std::sync::LazyLock;

use crate::text::phrases::Phrases;

/// What the site writes before the date.
static WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "最近更新时间",
        "更新时间：",
        "Last updated",
        "Last Updated",
        "最終更新日",
        "마지막 업데이트",
    ])
});

/// The date of last change, `2025-03-20 11:33:03`, as found: right after the words for it.
pub fn updated_in(text: &str) -> Option<&str> {
    let after = text.get(WORDS.first(text)?.end..)?;
    let skipped = after.char_indices().take(24).find(|(_, c)| c.is_ascii_digit())?.0;
    let date = after.get(skipped..)?;
    let length =
        date.bytes().take(19).take_while(|b| b.is_ascii_digit() || b"-: ".contains(b)).count();
    let date = date.get(..length)?.trim_end();
    let shaped = |pattern: &str| {
        date.len() == pattern.len()
            && date
                .bytes()
                .zip(pattern.bytes())
                .all(|(byte, sign)| if sign == b'0' { byte.is_ascii_digit() } else { byte == sign })
    };
    (shaped("0000-00-00 00:00:00") || shaped("0000-00-00 00:00") || shaped("0000-00-00"))
        .then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_after_the_words_is_the_date_of_the_page() {
        assert_eq!(
            updated_in("x\n最近更新时间：2025-08-01 15:38:11\n"),
            Some("2025-08-01 15:38:11")
        );
        assert_eq!(updated_in("Last updated: 2025-11-13"), Some("2025-11-13"));
        assert_eq!(updated_in("最近更新时间：昨天"), None);
    }
}
