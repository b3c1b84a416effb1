//! Inputs that count pages, and from which number: told by their prose alone.
//!
//! `Offset` counts items unless its text speaks of page numbers; 79 official actions do. A page
//! number begins at 1 unless its text says 0; 46 do.

use crate::spec::{MemberType, Scalar};

/// Inputs that skip items unless their text says otherwise.
const OFFSETS: &[&str] = &["Offset", "OffSet", "MgoOffset", "Start", "Skip", "From"];
/// Inputs that count pages.
const PAGES: &[&str] = &["PageNumber", "PageNum", "PageNo", "Page", "PageIndex", "PageId"];

/// Words for the number of a page.
const PAGE_WORDS: &[&str] = &[
    "页码",
    "页号",
    "页编号",
    "第几页",
    "第多少页",
    "页数",
    "当前页",
    "pagenumber",
    "pageindex",
    "whichpage",
];
/// Words that make an offset of items out of the number of a page.
const FORMULAS: &[&str] = &[
    "*(",
    "×(",
    ")*",
    ")×",
    "*limit",
    "×limit",
    "limit*",
    "limit×",
    "*pagesize",
    "pagesize*",
    "*每页",
    "×每页",
    "*一页",
    "×一页",
    "乘以",
];
const FROM_ZERO: &[&str] = &[
    "从0开始",
    "从0起",
    "从0计",
    "从第0页",
    "首页为0",
    "首页是0",
    "第一页为0",
    "第一页是0",
    "第一页:0",
    "第一页0",
    "第0页",
    "默认0",
    "默认为0",
    "默认是0",
    "默认填0",
    "默认:0",
    "默认值0",
    "默认值为0",
    "默认值是0",
    "默认值:0",
    "0开始",
    "0起始",
    "0为第一页",
    "0表示第一页",
    "0代表第一页",
    "0是第一页",
    "起始值为0",
    "起始页为0",
    "startsfrom0",
    "startingfrom0",
    "startfrom0",
    "startsat0",
    "startat0",
    "startswith0",
    "default:0",
    "defaultis0",
    "defaultvalue:0",
    "defaultvalueis0",
    "defaultto0",
    "defaultsto0",
];
const FROM_ONE: &[&str] = &[
    "从1开始",
    "从1起",
    "从1计",
    "从一开始",
    "从第1页开始",
    "从第一页开始",
    "首页为1",
    "第一页为1",
    "第一页是1",
    "默认1",
    "默认为1",
    "默认是1",
    "默认填1",
    "默认:1",
    "默认值1",
    "默认值为1",
    "默认值是1",
    "默认值:1",
    "默认第一页",
    "默认第1页",
    "默认为第一页",
    "1开始",
    "起始值为1",
    "起始页为1",
    "startsfrom1",
    "startingfrom1",
    "startfrom1",
    "startsat1",
    "startat1",
    "startswith1",
    "default:1",
    "defaultis1",
    "defaultvalue:1",
    "defaultvalueis1",
    "defaultto1",
    "defaultsto1",
];

/// The number of the first page, where the member counts pages and that does not follow from its
/// name: of an offset that counts pages, of a page number that begins at 0, of an `Index`.
pub(super) fn first_page(
    name: &str,
    member_type: &MemberType,
    document: &str,
    example: Option<&str>,
) -> Option<u8> {
    let scalars = [Scalar::Int64, Scalar::Uint64, Scalar::String];
    let counts = matches!(member_type, MemberType::Scalar(scalar) if scalars.contains(scalar));
    let (is_offset, is_page) = (OFFSETS.contains(&name), PAGES.contains(&name));
    if !counts || !(is_offset || is_page || name == "Index") {
        return None;
    }
    let text = squeezed(document);
    let (zero, one) = (says(&text, FROM_ZERO), says(&text, FROM_ONE));
    if is_page {
        return (zero && !one).then_some(0);
    }
    if name == "Index" {
        let is_of_pages = text.contains('页') || text.contains("page");
        return is_of_pages.then(|| u8::from(one || !zero));
    }
    counts_pages(&text).then(|| {
        let from_example = || u8::from(example.map(str::trim) == Some("1"));
        if zero {
            0
        } else if one {
            1
        } else {
            from_example()
        }
    })
}

/// Whether the text of an offset says that it counts pages.
fn counts_pages(text: &str) -> bool {
    if after_number(text, "offset=1", "第二页") {
        return true;
    }
    PAGE_WORDS.iter().any(|words| text.contains(words))
        && !FORMULAS.iter().any(|words| text.contains(words))
        && !big_number_behind(text, "offset=", 0)
        && !big_number_behind(text, "offset", 0)
        && !big_number_behind(text, "第二页", 12)
        && !big_number_behind(text, "第2页", 12)
}

/// The text without tags and white space, in small letters, its signs those of ASCII.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut is_tag = false;
    for c in text.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if is_tag || c.is_whitespace() || c == '`' => {}
            '：' => squeezed.push(':'),
            '（' => squeezed.push('('),
            '）' => squeezed.push(')'),
            '＝' => squeezed.push('='),
            _ => squeezed.extend(c.to_lowercase()),
        }
    }
    squeezed
}

/// Whether one of the phrases is in the text, and is not part of a longer number.
fn says(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        text.match_indices(phrase).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + phrase.len()..).and_then(|text| text.chars().next());
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
            let (first, last) = (phrase.chars().next(), phrase.chars().next_back());
            let begins_inside = digit(first) && digit(before);
            let ends_inside = digit(last) && digit(after) && after != Some('.');
            !begins_inside && !ends_inside
        })
    })
}

/// Whether a number of two digits or more is at most so many characters behind the words.
fn big_number_behind(text: &str, words: &str, within: usize) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let rest = text.get(at + words.len()..).unwrap_or_default();
        let skipped = rest.chars().take_while(|c| !c.is_ascii_digit()).count();
        let digits = rest.chars().skip(skipped).take_while(char::is_ascii_digit).count();
        skipped <= within && digits >= 2
    })
}

/// Whether `then` is right behind the number that `start` ends with.
fn after_number(text: &str, start: &str, then: &str) -> bool {
    text.match_indices(start).any(|(at, _)| {
        let rest = text.get(at + start.len()..).unwrap_or_default();
        let near: String = rest.chars().take(6 + then.chars().count()).collect();
        near.find(then).is_some_and(|to| {
            near.get(..to).is_some_and(|between| !between.contains(|c: char| c.is_ascii_digit()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str, text: &str) -> Option<u8> {
        first_page(name, &MemberType::Scalar(Scalar::Int64), text, None)
    }

    #[test]
    fn an_offset_that_speaks_of_page_numbers_counts_pages() {
        for (text, from) in [
            ("页号", 0),
            (
                "<p>指定从第几页返回。</p><p>注：offset 从 0 开始，即第一页为 0。默认从第一页返回。</p>",
                0,
            ),
            ("壶的页数，默认值为1。如 limit 20 offset 2 为 21-40", 1),
            ("分页偏移量。limit=50，Offset=1，则表示第二页，从第51条开始", 0),
            ("当前页，默认第一页", 1),
        ] {
            assert_eq!(first("Offset", text), Some(from), "{text}");
        }
        let example = first_page("Offset", &MemberType::Scalar(Scalar::String), "页码", Some("1"));
        assert_eq!(example, Some(1));
    }

    #[test]
    fn an_offset_with_a_formula_counts_items() {
        for text in [
            "分页偏移量，默认 0",
            "取值为(页码-1)*一页条数",
            "offset = limit × (页码 - 1)",
            "第几页：Limit=50 时 Offset=50 表示第二页",
            "页数，第一页为0，第二页为10",
            "要第三页，页码换算为 LIMIT 10 OFFSET 20",
        ] {
            assert_eq!(first("Offset", text), None, "{text}");
        }
    }

    #[test]
    fn a_page_number_begins_at_one_unless_its_text_says_zero() {
        for (text, from) in [
            ("页码，从 0 开始", Some(0)),
            ("页码ID，0表示第一页", Some(0)),
            ("页码默认值：0", Some(0)),
            ("The page, starting from 0", Some(0)),
            ("页码，从 1 开始", None),
            ("页码，默认 10", None),
            ("从10开始", None),
            ("页码", None),
        ] {
            assert_eq!(first("PageNumber", text), from, "{text}");
        }
        assert_eq!(first("Index", "第几页"), Some(1));
        assert_eq!(first("Index", "索引名"), None);
        assert_eq!(first("Litres", "页码，从 0 开始"), None);
    }
}
