//! The numbers of headings.

/// A heading without `2.`, `2\\.`, `1.2`, `２、`, `二、` or `（2）` before it. `3D` or `2nd` is no
/// number of a heading.
///
/// ```
/// use tencentcloud_codegen::documentation::page::unnumbered;
/// assert_eq!((unnumbered("1.2 Name"), unnumbered("3D model")), ("Name", "3D model"));
/// ```
pub fn unnumbered(heading: &str) -> &str {
    // Of an emoji of a digit the last two are what makes it one.
    let is_sign = |c: char| {
        matches!(
            c,
            '\\' | '.'
                | '、'
                | '．'
                | '。'
                | ' '
                | '　'
                | '\u{a0}'
                | ')'
                | '）'
                | '\u{fe0f}'
                | '\u{20e3}'
        )
    };
    if let Some(rest) = numbered_by_hand(heading) {
        return rest.trim_start_matches(is_sign);
    }
    let open = heading.trim_start_matches(['(', '（']);
    let after = open.trim_start_matches(is_digit);
    let after = if after.len() < open.len() { after } else { open.trim_start_matches(HAN_DIGITS) };
    if after.len() == open.len() || !after.starts_with(is_sign) {
        return heading;
    }
    let rest = after.trim_start_matches(is_sign);
    // `1.2`: another number follows the point.
    if after.starts_with(['.', '\\']) { unnumbered(rest) } else { rest }
}

/// What follows `第2章`, `②` or `II.`
fn numbered_by_hand(heading: &str) -> Option<&str> {
    if let Some(rest) = heading.strip_prefix('第') {
        let after = rest.trim_start_matches(|c| is_digit(c) || HAN_DIGITS.contains(&c));
        let counted = after.len() < rest.len();
        return after.strip_prefix(['章', '节', '節']).filter(|_| counted);
    }
    let after = heading.trim_start_matches(|c| ('①'..='⑳').contains(&c));
    if after.len() < heading.len() {
        return Some(after);
    }
    let after = heading.trim_start_matches(['I', 'V', 'X', 'Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', 'Ⅵ', 'Ⅶ']);
    (after.len() < heading.len() && after.starts_with(['.', '、', '．'])).then_some(after)
}

/// The numbers of headings written by hand.
const HAN_DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// A digit, of either width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}
