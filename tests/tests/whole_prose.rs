//! Real pages as wholes, where they are at hand: `TCGEN_SHARED` names the folder that holds
//! `corpus/` and `wild/`. Without the variable there is nothing to hold against; with it, missing
//! data is a failure.
//!
//! Prose is compared by its letters, sentence by sentence, so that none may be lost; lists are
//! counted.

use std::collections::BTreeMap;

use tencentcloud_codegen::spec::Member;
use tests::real_pages::{RealPage, Score, bare, letters, pages};

/// Words of sentences that have a key of their own, or are the same on every page.
const KEYED: &[&str] = &[
    "null",
    "域名",
    "频率限制",
    "omain name",
    "rate limit",
    "per second",
    "API Explorer",
    "自动生成 SDK 调用示例",
    "点击调试",
    "示例值",
    "公共参数",
    "ドメイン",
    "頻度",
    "도메인",
    "빈도",
    "更新时间",
];

#[test]
fn no_sentence_of_a_description_is_lost() {
    let Some(pages) = pages() else { return };
    let mut score = Score::new("sentences");
    for page in pages.iter().filter(|page| is_official(page)) {
        let doc = letters(&bare(page.action.doc.as_deref().unwrap_or_default()));
        for sentence in description(&page.text).iter().flat_map(|line| sentences(line)) {
            let found = doc.contains(&letters(&sentence));
            score.add(found, || format!("{} {sentence}", page.path));
        }
    }
    score.assert(1500);
}

#[test]
fn no_sentence_of_a_member_is_lost_and_lists_stay_lists() {
    let Some(pages) = pages() else { return };
    let (mut cells, mut lists) = (Score::new("cells"), Score::new("lists"));
    for page in pages.iter().filter(|page| is_official(page)) {
        // Of a name on both sides either may be meant.
        let mut members: BTreeMap<&str, Vec<&Member>> = BTreeMap::new();
        for member in page.action.input.iter().chain(&page.action.output) {
            members.entry(&member.name).or_default().push(member);
        }
        for line in page.text.lines().filter(|line| line.starts_with('|')) {
            let parts: Vec<&str> =
                line.trim().trim_matches('|').split('|').map(str::trim).collect();
            let (Some(name), Some(cell)) = (parts.first(), parts.last()) else { continue };
            let known = members.get(name.trim_end_matches(".N"));
            let Some(known) = known.filter(|_| (3..=4).contains(&parts.len())) else { continue };
            let docs = known.iter().flat_map(|member| member.doc.iter().chain(&member.example));
            let doc = docs.map(String::as_str).collect::<Vec<_>>().join("\n");
            let found = letters(&bare(&doc));
            for sentence in sentences(cell) {
                let right = found.contains(&letters(&sentence));
                cells.add(right, || format!("{} {name}: {sentence}: {doc}", page.path));
            }
            let items = cell.matches("<li>").count();
            if items > 0 && known.len() == 1 && !cell.contains("示例值") {
                let found = doc.lines().filter(|line| line.trim_start().starts_with("- ")).count();
                lists.add(found == items, || format!("{} {name}: {found} of {items}", page.path));
            }
        }
    }
    cells.assert(8000);
    lists.assert(250);
}

fn is_official(page: &RealPage) -> bool {
    page.path.contains("qcloud-md") || page.path.contains("intl-md")
}

/// The lines under the heading of the description; none where a page has no such heading first.
fn description(text: &str) -> Vec<&str> {
    let heads = ["接口描述", "API Description", "API説明", "API 설명"];
    let mut lines = text.lines().skip_while(|line| !line.contains("## "));
    if !lines.next().is_some_and(|line| heads.iter().any(|head| line.contains(head))) {
        return Vec::new();
    }
    lines
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| !line.starts_with("```"))
        .collect()
}

/// The sentences that no key of the spec takes.
fn sentences(line: &str) -> Vec<String> {
    let bare = bare(line);
    let plain =
        bare.split(['。', '；']).filter(|part| !KEYED.iter().any(|word| part.contains(word)));
    plain.map(str::to_owned).collect()
}
