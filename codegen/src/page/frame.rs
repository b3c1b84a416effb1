//! What the site puts below a page, in a copy of the whole window.

/// How the lines begin that stand right below the last part of a page.
const FOOTERS: &[&str] = &[
    "上一篇",
    "下一篇",
    "上一篇：",
    "文档内容是否对您有帮助",
    "文档反馈",
    "本页内容是否解决了您的问题",
    "以上内容是否",
    "有帮助",
    "是否解决",
    "我的收藏",
    "联系我们",
    "Previous:",
    "Next:",
    "Was this page helpful",
    "Help and Support",
    "Contact Us",
    "Feedback",
    "Copyright ©",
    "Copyright (c)",
    "版权所有",
    "京公网安备",
    "粤B2-",
];

/// Whether a line is the first of the site's below a page.
pub(super) fn is_footer(line: &str) -> bool {
    let words = line.trim_start_matches(|c: char| c.is_whitespace() || "[*#_|-<>".contains(c));
    words.len() < 256
        && !line.contains('\t')
        && FOOTERS.iter().any(|start| words.starts_with(start))
}
