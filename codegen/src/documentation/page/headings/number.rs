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

/// The numbers of headings written by hand.
const HAN_DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// A digit, of either width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}
