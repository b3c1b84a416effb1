//! What stands before the input of an action: host, rate limit, and what the action does.

use crate::markdown::{Markup, clean};
use crate::page::{Block, Content, Text, updated_in};

/// The description of an action, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Description {
    /// The text, as Markdown.
    pub(super) text: Option<String>,
    /// `接口请求域名：host`, the first where there are several.
    pub(super) endpoint: Option<String>,
    /// `默认接口请求频率限制：20次/秒。`
    pub(super) requests_per_second: Option<u32>,
    /// The text begins by saying that the action must not be used any more.
    pub(super) deprecated: bool,
}

/// Takes the description apart: lines that have a key of their own, and what the site puts on
/// every page, are taken out.
pub(super) fn interpret_description(blocks: Vec<Block<'_>>) -> Description {
    let mut description = Description::default();
    let text = clean_blocks(blocks);
    let mut kept = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines() {
        if line.is_empty() {
            blank = true;
            continue;
        }
        if description.takes(line) || is_chrome(line) {
            continue;
        }
        if !kept.is_empty() {
            kept.push_str(if blank { "\n\n" } else { "\n" });
        }
        kept.push_str(line);
        blank = false;
    }
    description.deprecated = says_deprecated(&kept);
    description.text = (!kept.is_empty()).then_some(kept);
    description
}

impl Description {
    /// Whether a line says something that has a key of its own.
    fn takes(&mut self, line: &str) -> bool {
        if let Some(host) = host_in(line) {
            self.endpoint.get_or_insert(host);
            return true;
        }
        if let Some(limit) = limit_in(line) {
            self.requests_per_second.get_or_insert(limit);
            return true;
        }
        false
    }
}

/// Blocks as one Markdown text.
pub(super) fn clean_blocks(blocks: Vec<Block<'_>>) -> String {
    let mut text = String::new();
    for block in blocks {
        let part = match block.content {
            Content::Text(part) => part.clean(),
            Content::Heading { text, .. } => format!("**{}**", text.plain()),
            Content::Code(code) => format!("```\n{}\n```", code.trim_matches('\n')),
            Content::Table(table) => {
                let row = |cells: &[crate::page::Cell<'_>]| {
                    let cells: Vec<_> = cells.iter().map(|cell| one_cell(&cell.text)).collect();
                    format!("| {} |", cells.join(" | "))
                };
                let mut lines = vec![row(&table.header.cells)];
                lines.push(format!("|{}", " --- |".repeat(table.header.cells.len())));
                lines.extend(table.rows.iter().map(|table_row| row(&table_row.cells)));
                lines.join("\n")
            }
        };
        if part.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&part);
    }
    text
}

/// A cell of a table that stays a table: on one line, its bars escaped.
fn one_cell(text: &Text<'_>) -> String {
    crate::markdown::one_line(&text.clean()).replace('|', "\\|")
}

const HOST_WORDS: &[&str] = &[
    "接口请求域名",
    "请求域名",
    "api domain name",
    "domain name for api request",
    "domain name",
    "request domain",
    "apiリクエストドメイン名",
    "リクエストドメイン",
    "api 요청 도메인",
    "요청 도메인",
];

/// The host that a line is about.
fn host_in(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let line = lower.trim_start_matches(['*', '-', ' ', '#']);
    let word = HOST_WORDS.iter().find(|word| line.starts_with(**word))?;
    let rest = line.get(word.len()..)?;
    rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
        .map(|host| host.trim_matches(['.', '-']))
        .find(|host| host.contains('.') && host.len() <= 128)
        .map(str::to_owned)
}

/// The calls a second that a line allows.
fn limit_in(line: &str) -> Option<u32> {
    let lower = line.to_lowercase();
    let about = [
        "频率限制",
        "requests can be initiated per second",
        "api rate limit",
        "request rate limit",
        "リクエスト頻度",
        "요청 빈도",
    ];
    let second = ["次/秒", "per second", "/s", "回/秒", "회/초", "times/sec"];
    if line.len() > 256
        || !about.iter().any(|words| lower.contains(words))
        || !second.iter().any(|words| lower.contains(words))
    {
        return None;
    }
    let digits = line.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?;
    digits.parse().ok()
}

/// Lines that the site puts around the description.
fn is_chrome(line: &str) -> bool {
    let words = clean(line, Markup::Text);
    let words = words.trim_start_matches(['[', '*', '-', ' ', '_']);
    let whole = [
        "我的收藏",
        "点击调试",
        "try it",
        "微信扫一扫",
        "qq",
        "新浪微博",
        "复制链接",
        "链接复制成功",
        "api 中心",
    ];
    let lower = words.to_lowercase();
    let bare = lower.split("](").next().unwrap_or_default().trim_end_matches(['_', ']', ' ']);
    whole.contains(&bare)
        || [
            "推荐使用 API Explorer",
            "API Explorer 提供了",
            "点击调试API Explorer",
            "We recommend you to use API Explorer",
            "API Explorer provides",
        ]
        .iter()
        .any(|start| words.starts_with(start))
        || (words.len() < 64 && updated_in(words).is_some())
}

/// Whether the description begins by saying that the action must not be used any more.
fn says_deprecated(text: &str) -> bool {
    let first = text.trim_start_matches(['*', '【', '（', '(', '>', ' ', '-']);
    let subjects = ["该接口", "本接口", "此接口", "接口", "API"];
    let verb = subjects.iter().find_map(|subject| first.strip_prefix(subject)).unwrap_or(first);
    let words = [
        "已废弃",
        "已弃用",
        "即将下线",
        "已下线",
        "已停止维护",
        "废弃接口",
        "This API is deprecated",
        "This API has been deprecated",
        "Deprecated",
    ];
    words.iter().any(|word| verb.starts_with(word) || first.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_the_first_after_its_words() {
        for line in [
            "接口请求域名: ess.tencentcloudapi.com 。",
            "接口请求域名：`ess.tencentcloudapi.com`",
            "API domain name: ess.tencentcloudapi.com.",
            "Domain name for API request: ess.tencentcloudapi.com.",
        ] {
            assert_eq!(host_in(line).as_deref(), Some("ess.tencentcloudapi.com"), "{line}");
        }
        assert_eq!(host_in("建议同时指定域名 a.b.com"), None);
    }

    #[test]
    fn the_limit_is_a_number_of_calls_a_second() {
        assert_eq!(limit_in("默认接口请求频率限制:20次/秒。"), Some(20));
        assert_eq!(
            limit_in("A maximum of 100 requests can be initiated per second for this API."),
            Some(100)
        );
        assert_eq!(limit_in("每秒 3 次"), None);
    }
}
