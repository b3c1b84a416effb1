//! What is before the input of an action: host, rate limit, and what the action does.

use std::borrow::Cow;

use super::facts;
use crate::documentation::markdown::{Markup, clean};
use crate::documentation::page::{Block, Content, Text, updated_in};
use crate::text::traditional::simplified;

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
        let left = description.left_of(line);
        if left.is_empty() || is_chrome(&left) {
            continue;
        }
        if !kept.is_empty() {
            kept.push_str(if blank { "\n\n" } else { "\n" });
        }
        kept.push_str(&left);
        blank = false;
    }
    if description.endpoint.is_none() {
        description.endpoint = facts::only_host(&kept);
    }
    description.deprecated = says_deprecated(&kept);
    description.text = (!kept.is_empty()).then_some(kept);
    description
}

impl Description {
    /// Puts prose to the end.
    pub(super) fn add(&mut self, prose: String) {
        if prose.is_empty() {
            return;
        }
        match &mut self.text {
            Some(text) => {
                text.push_str("\n\n");
                text.push_str(&prose);
            }
            text => *text = Some(prose),
        }
    }

    /// What is left of a line without the sentences that have a key of their own.
    fn left_of<'l>(&mut self, line: &'l str) -> Cow<'l, str> {
        if let Some((host, left)) = facts::host_in(line) {
            self.endpoint.get_or_insert(host);
            return left;
        }
        if let Some((limit, left)) = facts::limit_in(line) {
            self.requests_per_second.get_or_insert(limit);
            return left;
        }
        line.into()
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
                let row = |cells: &[crate::documentation::page::Cell<'_>]| {
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
    crate::documentation::markdown::one_line(&text.clean()).replace('|', "\\|")
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
    let lower = simplified(&lower);
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
    let first = simplified(crate::documentation::markdown::beginning(first, 96));
    let first = first.as_ref();
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
