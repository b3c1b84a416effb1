//! Real pages as wholes, where they are at hand: `TCGEN_SHARED` names the folder that holds
//! `corpus/` and `wild/`. Without the variable there is nothing to hold against; with it, missing
//! data is a failure.
//!
//! What is held against is read by other means: the text of a page, a line at a time, never the
//! parser's blocks. Examples are what parses as JSON between fences or `<pre>`; host, rate, region,
//! date and title are looked for by their words.

use std::path::Path;

use serde_json::Value;
use tencentcloud_codegen::spec::{self, RegionRule};
use tests::real_pages::{ALL, RealPage, Score, letters, pages};

fn is_html(page: &RealPage) -> bool {
    Path::new(&page.path).extension().is_some_and(|end| end == "html")
}

/// The pieces of code of a page, in order.
fn code_blocks(page: &RealPage) -> Vec<String> {
    if is_html(page) {
        let parts = page.text.split("<pre").skip(1);
        return parts.filter_map(|part| part.split("</pre>").next()).map(text_of_html).collect();
    }
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    // What is before the examples is prose: a body inside of a description, a command.
    let heads = ["示例", "案例", "xample", "ample", "例", "예"];
    let lines = page
        .text
        .lines()
        .skip_while(|line| !line.starts_with('#') || !heads.iter().any(|head| line.contains(head)));
    for line in lines {
        match &mut open {
            None if line.trim_start().starts_with("```") => open = Some(String::new()),
            None => {}
            Some(_) if line.trim_start().starts_with("```") => blocks.extend(open.take()),
            Some(block) => {
                block.push_str(line);
                block.push('\n');
            }
        }
    }
    blocks
}

/// What is between the tags of a piece of HTML that begins inside of a tag.
fn text_of_html(piece: &str) -> String {
    let text: String =
        piece.split('<').map(|part| part.split_once('>').map_or(part, |p| p.1)).collect();
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign))
}

/// The JSON that a piece of code is, with or without the head of an HTTP request.
fn json_of(code: &str) -> Option<Value> {
    let from = code.find('{')?;
    let head = code.get(..from)?.trim();
    let is_head = head.is_empty() || (head.starts_with("POST") && head.contains("HTTP"));
    if !is_head {
        return None;
    }
    serde_json::from_str::<Value>(code.get(from..)?).ok()
}

#[test]
fn every_json_of_a_page_stands_in_its_spec_as_request_or_response() {
    let Some(pages) = pages() else { return };
    let mut score = Score::new("examples");
    for page in pages {
        for code in code_blocks(page) {
            let Some(json) = json_of(&code) else { continue };
            let examples = &page.action.examples;
            let answer = json.get("Response").is_some();
            let found = examples.iter().any(|example| {
                let sides = [&example.response, &example.request];
                // An answer that lacks its wrapper is known by its place alone.
                let sides = if answer { &sides[..1] } else { &sides[..] };
                sides.iter().any(|side| side.as_ref() == Some(&json))
            });
            let in_prose = page
                .action
                .doc
                .as_deref()
                .is_some_and(|doc| letters(doc).contains(&letters(&code)));
            score.add(found || in_prose, || {
                format!(
                    "{} {}",
                    page.path,
                    code.chars().take(60).collect::<String>().replace('\n', " ")
                )
            });
        }
    }
    score.assert(2000);
}

#[test]
fn every_query_of_a_page_is_a_body_of_its_values() {
    let Some(pages) = pages() else { return };
    let mut score = Score::new("queries");
    for page in pages {
        let queries = code_blocks(page).into_iter().filter(|code| {
            let code = code.trim();
            code.contains("?Action=")
                && !code.contains('{')
                && code
                    .lines()
                    .skip(1)
                    .all(|line| line.trim().is_empty() || line.trim().starts_with('&'))
        });
        let bodies: Vec<usize> = page
            .action
            .examples
            .iter()
            .filter_map(|example| example.request.as_ref())
            .filter(|body| body.is_object())
            .map(leaves)
            .collect();
        for query in queries {
            let public = [
                "Action",
                "Version",
                "Region",
                "Timestamp",
                "Nonce",
                "SecretId",
                "Signature",
                "SignatureMethod",
                "Token",
                "Language",
            ];
            let pairs = query.split(['?', '&']).skip(1).filter_map(|pair| pair.split_once('='));
            let pairs = pairs.filter(|(key, _)| {
                !key.trim().starts_with(['<', '[']) && !public.contains(&key.trim())
            });
            let mut keys: Vec<&str> = pairs.map(|(key, _)| key.trim()).collect();
            keys.sort_unstable();
            keys.dedup();
            score.add(bodies.contains(&keys.len()), || {
                format!("{} {} values, not {bodies:?}", page.path, keys.len())
            });
        }
    }
    score.assert(500);
}

/// How many values are in a body that are neither an object nor a list.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Object(members) => members.values().map(leaves).sum(),
        Value::Array(items) => items.iter().map(leaves).sum(),
        _ => 1,
    }
}

#[test]
fn nothing_of_the_parser_is_in_any_spec() {
    let Some((pages, _)) = ALL.as_ref() else { return };
    for fragment in &pages.fragments {
        let text = spec::write(&fragment.spec);
        for mark in ["tcgen", "\u{feff}", "\\u0000", "&lt;br", "&nbsp;"] {
            assert!(!text.contains(mark), "{}: {mark}", fragment.location.file);
        }
        // Nor is anything that the site puts around a page.
        for doc in fragment.spec.actions.values().filter_map(|action| action.doc.as_deref()) {
            for site in ["目录", "本页目录", "我的收藏", "上一篇", "下一篇", "复制", "Copy"]
            {
                let found = doc.lines().any(|line| line.trim() == site);
                assert!(!found, "{}: {site}", fragment.location.file);
            }
        }
    }
}

/// The first number that is right before one of the words, white space left out.
fn number_before(text: &str, words: &[&str]) -> Option<u32> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let at = words.iter().filter_map(|word| text.find(word)).min()?;
    let digits: Vec<char> =
        text.get(..at)?.chars().rev().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    digits.into_iter().rev().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}

#[test]
#[expect(clippy::too_many_lines, reason = "four facts of one head, each read its own way")]
fn host_rate_region_and_date_are_those_of_the_page() {
    let Some(pages) = pages() else { return };
    let (mut hosts, mut rates, mut regions, mut dates) =
        (Score::new("hosts"), Score::new("rates"), Score::new("regions"), Score::new("dates"));
    for page in pages.iter().filter(|page| !is_html(page)) {
        if let Some(at) = page.text.find(".tencentcloudapi.com") {
            let label: Vec<char> = page
                .text
                .get(..at)
                .unwrap()
                .chars()
                .rev()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '.')
                .collect();
            let label: String = label.into_iter().rev().collect();
            hosts.add(label.split('.').next() == Some(page.product.as_str()), || {
                format!("{} {label}, not {}", page.path, page.product)
            });
        }
        let units = [
            "次/秒",
            "次/每秒",
            "requests/sec",
            "requestscanbeinitiatedpersecond",
            "requests/second",
            "calls/second",
            "calls/sec",
            "回/秒",
            "회/초",
            "/sec.",
        ];
        let line = page.text.lines().take(60).find(|line| {
            line.contains("频率限制")
                || line.to_lowercase().contains("rate limit:")
                || line.contains("initiated per second")
                || line.contains("頻度")
                || line.contains("빈도")
        });
        if let Some(rate) = line.and_then(|line| number_before(line, &units)) {
            rates.add(page.action.requests_per_second == Some(rate), || {
                format!("{} {rate}, not {:?}", page.path, page.action.requests_per_second)
            });
        }
        let row = page.text.lines().find(|line| {
            line.starts_with('|') && line.trim_matches(['|', ' ']).starts_with("Region ")
        });
        if let Some(row) = row.filter(|row| row.matches('|').count() == 5) {
            let unused = [
                "不需要",
                "无需",
                "not required for this",
                "no need to",
                "必要ありません",
                "不要です",
                "필요하지 않",
                "필요가 없",
                "is not required",
                "is not needed",
            ];
            let flag = row.split('|').nth(2).unwrap().trim();
            let rule = if unused.iter().any(|word| row.to_lowercase().contains(word)) {
                RegionRule::Unused
            } else if ["是", "Yes", "はい", "예"].contains(&flag) {
                RegionRule::Required
            } else {
                RegionRule::Optional
            };
            regions.add(page.action.region == Some(rule), || {
                format!("{} {rule:?}, not {:?}: {row}", page.path, page.action.region)
            });
        }
        if let Some((_, date)) = page.text.split_once("最近更新时间：") {
            let date = date.get(..19).unwrap();
            dates.add(page.updated.as_deref() == Some(date), || {
                format!("{} {date}, not {:?}", page.path, page.updated)
            });
        }
    }
    hosts.assert(1000);
    rates.assert(700);
    regions.assert(700);
    dates.assert(100);
}

#[test]
fn titles_of_pages_of_the_live_site_are_theirs() {
    let Some(pages) = pages() else { return };
    let mut score = Score::new("titles");
    for page in pages {
        let title = if is_html(page) {
            page.text
                .split_once("rno-title-module-title\">")
                .and_then(|(_, rest)| rest.split('<').next())
                .map(str::trim)
        } else if page.path.contains("turndown-md") {
            let line = page.text.lines().find(|line| line.starts_with("## "));
            line.map(|line| line.trim_start_matches("## ").trim())
                .filter(|title| !title.starts_with('1'))
        } else {
            None
        };
        let Some(title) = title.filter(|title| !title.is_empty()) else { continue };
        let found = page.action.title.as_deref().unwrap_or_default();
        score.add(letters(found) == letters(title), || {
            format!("{} {title}, not {found}", page.path)
        });
    }
    score.assert(100);
}

/// The pages that the project had never seen before they were put there: each is read.
#[test]
fn every_page_of_the_wild_is_read() {
    let Some((pages, _)) = ALL.as_ref() else { return };
    let folder = Path::new(&std::env::var_os("TCGEN_SHARED").unwrap()).join("wild/intl-md");
    let count = std::fs::read_dir(folder)
        .unwrap()
        .filter(|entry| {
            entry.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "md")
        })
        .count();
    let read = pages
        .fragments
        .iter()
        .filter(|fragment| fragment.location.file.contains("intl-md"))
        .count();
    println!("{read} of {count} pages of the wild are read");
    assert_eq!(read, count);
}
