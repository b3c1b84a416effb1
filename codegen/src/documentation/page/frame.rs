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

/// What ends the title that the site gives the tab of a browser.
const SITES: &[&str] = &["腾讯云", "騰訊雲", "Tencent Cloud", "API 中心", "文档中心"];

/// The title of a page, of what may be the title of a tab: `Title-Group-API 中心-腾讯云`.
pub fn page_title(title: &str) -> &str {
    let parts = || title.split(['-', '_', '|', '–', '—']).map(str::trim);
    let is_tab = parts().skip(1).any(|part| SITES.contains(&part));
    if is_tab { parts().next().unwrap_or(title) } else { title }
}

/// Whether a line is nothing but words of the site that are below a page, or below its code, or
/// what html2text puts around code.
pub(super) fn is_site(line: &str) -> bool {
    let words = line.trim();
    ["上一篇", "下一篇", "Copy", "复制", "[code]", "[/code]"].contains(&words)
}

/// Whether a line is the first of the site's below a page.
pub(super) fn is_footer(line: &str) -> bool {
    let words = line.trim_start_matches(|c: char| c.is_whitespace() || "[*#_|-<>".contains(c));
    let is_known = || FOOTERS.iter().any(|start| words.starts_with(start));
    words.len() < 256 && !line.contains('\t') && (words.trim() == "目录" || is_known())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_a_tab_is_cut_and_that_of_a_page_is_not() {
        assert_eq!(page_title("造物-造物相关接口-API 中心-腾讯云"), "造物");
        assert_eq!(page_title("Making things | Tencent Cloud"), "Making things");
        assert_eq!(page_title("造物-新版"), "造物-新版");
    }
}
