//! What each source becomes; in own words, one quirk each.

use super::Markup::{Html, Markdown, Official, Text};
use super::{clean, plain};

#[test]
fn marks_of_footnotes_are_none_of_a_name() {
    for (cell, markup) in
        [("Name<sup>1</sup>", Html), ("Name[^1]", Official), ("~~Name~~[^a]", Markdown)]
    {
        assert_eq!(plain(cell, markup), "Name", "{cell}");
    }
    assert_eq!(clean("10<sup>6</sup> m", Html), "10^6 m");
}

#[test]
fn bare_and_unclosed_list_items_become_a_list() {
    assert_eq!(
        clean("Kinds:<br/><li>A: first</li><li>B: second<br>more<br>", Html),
        "Kinds:\n\n- A: first\n- B: second\n\nmore"
    );
    assert_eq!(
        clean("<ul><li>a<ol><li>b<li>c</ol></ul><p>end", Html),
        "- a\n   1. b\n   2. c\n\nend"
    );
}

#[test]
fn links_are_absolute_or_gone() {
    assert_eq!(
        clean("See [here](/document/api/1/2#X), [there](#Y) and `[a](b)`.", Markdown),
        "See [here](https://cloud.tencent.com/document/api/1/2#X), there and `[a](b)`."
    );
    assert_eq!(
        clean("<a href='//x.test/?a=1&amp;b=2'>x</a> <a href=\"javascript:f()\">y</a>", Html),
        "[x](https://x.test/?a=1&b=2) y"
    );
    assert_eq!(
        clean("[a](https://cloud.tencent.comhttps://cloud.tencent.com/b)", Markdown),
        "[a](https://cloud.tencent.com/b)"
    );
    assert_eq!(
        clean("[公共参数](/a) ，取值", Markdown),
        "[公共参数](https://cloud.tencent.com/a)，取值"
    );
    // A pattern is not a link.
    let pattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    assert_eq!(clean(pattern, Markdown), pattern);
}

#[test]
fn escapes_of_converters_go_and_masks_stay() {
    assert_eq!(clean(r"WX\_MP \[a\] 1\. x", Markdown), "WX_MP [a] 1. x");
    assert_eq!(clean(r"`a\_b`", Markdown), r"`a\_b`");
    assert_eq!(clean("gh_da****87", Text), "gh_da****87");
}

#[test]
fn only_tags_of_html_are_tags() {
    assert_eq!(
        clean("1 < 2, <your-id> &lt;b&gt; <公共请求参数>", Html),
        "1 < 2, <your-id> <b> <公共请求参数>"
    );
    assert_eq!(clean("a<br/>b<font color=\"red\">c</font>", Markdown), "a\n\nbc");
}

#[test]
fn invisible_characters_are_dropped() {
    assert_eq!(clean("a\u{200b}b\u{202e}c\u{feff}\u{a0}d\u{7}", Markdown), "abc d");
}

#[test]
fn tables_and_code_inside_a_cell_stay_tables_and_code() {
    assert_eq!(
        clean("<table><tr><th>a<th>b</tr><tr><td>1</td><td><p>2</p></td></tr></table>", Html),
        "| a | b |\n| --- | --- |\n| 1 | 2 |"
    );
    assert_eq!(clean("x<pre><code>a\n  b</code></pre>y", Html), "x\n\n```\na\n  b\n```\n\ny");
    assert_eq!(clean("x\n```json\n{ <b> }\n```\ny", Markdown), "x\n\n```\n{  }\n```\n\ny");
}

#[test]
fn headings_inside_a_cell_are_bold_lines() {
    assert_eq!(clean("### Form\na", Markdown), "**Form**\n\na");
    assert_eq!(clean("<h4>Form</h4>a", Html), "**Form**\n\na");
}

#[test]
fn emphasis_never_holds_the_space_around_it() {
    assert_eq!(clean("a<b> b </b>c<b></b>", Html), "a **b** c");
    assert_eq!(clean("<b>a<br>b</b>", Html), "**a**\n\n**b**");
}

#[test]
fn plain_text_has_no_signs() {
    assert_eq!(plain("**是**", Markdown), "是");
    assert_eq!(plain("Array of [Filter](/a#Filter)", Markdown), "Array of Filter");
    assert_eq!(plain("Array of <a href=\"/a\">Filter</a>\n", Html), "Array of Filter");
    assert_eq!(plain("`InternalError.SYS\\_ERR`", Markdown), "InternalError.SYS_ERR");
}

#[test]
fn hostile_text_takes_no_longer_than_its_length() {
    let began = std::time::Instant::now();
    for piece in
        ["<!--", "<a \"", "[", "](", "[a](#)", "<b>", "<li>", "`", "\\", "<b><br>", "<td>", "&amp"]
    {
        let text = piece.repeat(200_000);
        for markup in [Html, Markdown, Text] {
            let _ = (clean(&text, markup), plain(&text, markup));
        }
    }
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
