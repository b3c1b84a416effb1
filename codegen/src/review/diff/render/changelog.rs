//! A diff in the words of the official change log, with what that leaves unsaid.
//!
//! The official log says 修改入参 and not what about it; it marks no new required input, and
//! marks relaxations as if they broke. Here each name carries its type, its flag, or old → new,
//! and 【不兼容】 is exactly where callers break.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::review::diff::change::{Change, Class, Detail, Item};
use crate::review::diff::kind::{ItemChange, Kind, MemberChange, Part};
use crate::review::diff::model::Diff;

use super::words;

/// The diff as a change log in Markdown, one section per product version.
pub fn changelog(diff: &Diff) -> String {
    let mut versions = BTreeMap::<(&str, &str), Vec<&Change>>::new();
    for change in &diff.changes {
        versions.entry((&change.place.product, &change.place.version)).or_default().push(change);
    }
    let mut out = String::new();
    for ((product, version), changes) in versions {
        let title = diff.title(product, version).map(words::one_line);
        let _ = writeln!(
            out,
            "## {}({product}) 版本：{version}\n",
            escaped(title.as_deref().unwrap_or(product))
        );
        write_version(&mut out, &changes);
    }
    if out.is_empty() {
        out.push_str("没有变化。\n");
    }
    out
}

fn write_version(out: &mut String, changes: &[&Change]) {
    if changes.iter().any(|change| change.classes.gravest() == Class::Docs) {
        out.push_str("改善已有的文档。\n\n");
    }
    let facts = changes.iter().filter(|change| change.place.item == Item::Version);
    for change in facts.filter(|change| change.classes.gravest() != Class::Docs) {
        let _ = writeln!(out, "* {}\n", version_line(change));
    }
    let listed = [
        ("新增接口", ItemChange::ActionAdded),
        ("删除接口", ItemChange::ActionRemoved),
        ("预下线接口", ItemChange::ActionDeprecated),
        ("下线接口", ItemChange::ActionOffline),
        ("恢复接口", ItemChange::ActionRestored),
        ("接口更名（推测）", ItemChange::ActionRenamed),
    ];
    for (word, what) in listed {
        write_list(out, word, changes, what);
    }
    write_modified(out, "修改接口", changes, |item| matches!(item, Item::Action(_)));
    let listed = [
        ("新增数据结构", ItemChange::StructureAdded),
        ("删除数据结构", ItemChange::StructureRemoved),
        ("数据结构更名（推测）", ItemChange::StructureRenamed),
    ];
    for (word, what) in listed {
        write_list(out, word, changes, what);
    }
    write_modified(out, "修改数据结构", changes, |item| matches!(item, Item::Structure(_)));
}

fn version_line(change: &Change) -> String {
    let word = match change.kind {
        Kind::Item(ItemChange::VersionAdded) => "新增版本",
        Kind::Item(ItemChange::VersionRemoved) => "删除版本",
        Kind::Item(ItemChange::EndpointChanged) => "修改接入地址",
        Kind::Item(ItemChange::ErrorAdded) => "新增公共错误码",
        _ => "删除公共错误码",
    };
    let name = match &change.place.detail {
        Detail::Error(code) => code.clone(),
        _ => words::values(change).unwrap_or_default(),
    };
    format!("{}{word}：{}", breaking_mark(change), escaped(&name))
}

fn breaking_mark(change: &Change) -> &'static str {
    if change.is_breaking() { "【不兼容】" } else { "" }
}

fn write_list(out: &mut String, word: &str, changes: &[&Change], what: ItemChange) {
    let found: Vec<_> = changes.iter().filter(|one| one.kind == Kind::Item(what)).collect();
    if found.is_empty() {
        return;
    }
    let _ = writeln!(out, "{word}：\n");
    for change in found {
        let name = change.place.item.name().unwrap_or_default();
        let old = match (&change.likeness, &change.from) {
            (Some(_), Some(from)) => format!("（原 {}）", escaped(from)),
            _ => String::new(),
        };
        let _ = writeln!(out, "* {}{}{old}", breaking_mark(change), escaped(name));
    }
    out.push('\n');
}

fn write_modified(
    out: &mut String,
    word: &str,
    changes: &[&Change],
    wanted: impl Fn(&Item) -> bool,
) {
    let mut items = BTreeMap::<&str, BTreeMap<&str, Vec<&Change>>>::new();
    for change in changes.iter().filter(|change| wanted(&change.place.item)) {
        let (Some(name), Some(line)) = (change.place.item.name(), line_word(change.kind)) else {
            continue;
        };
        items.entry(name).or_default().entry(line).or_default().push(change);
    }
    if items.is_empty() {
        return;
    }
    let _ = writeln!(out, "{word}：\n");
    for (name, lines) in items {
        let _ = writeln!(out, "* {}\n", escaped(name));
        for (word, changes) in lines {
            let names: Vec<String> = changes
                .iter()
                .map(|change| format!("{}{}", breaking_mark(change), described(change)))
                .collect();
            let _ = writeln!(out, "\t* {word}：{}\n", names.join("，"));
        }
    }
    out.push('\n');
}

/// The official word for a change inside an action or structure; what only touches prose has none.
fn line_word(kind: Kind) -> Option<&'static str> {
    let (part, what) = match kind {
        Kind::Member(part, what) => (part, what),
        Kind::Item(what) => {
            return match what {
                ItemChange::ErrorAdded => Some("新增错误码"),
                ItemChange::ErrorRemoved => Some("删除错误码"),
                ItemChange::RegionChanged => Some("修改地域参数"),
                ItemChange::RateChanged => Some("修改频率限制"),
                ItemChange::ActionEndpointChanged => Some("修改接入地址"),
                ItemChange::SignatureChanged => Some("修改签名方式"),
                ItemChange::StreamingChanged => Some("修改返回方式"),
                ItemChange::PagesChanged => Some("修改分页方式"),
                ItemChange::StructureDirection => Some("修改用途"),
                _ => None,
            };
        }
    };
    let words = match part {
        Part::Input => ["新增入参", "删除入参", "修改入参"],
        Part::Output => ["新增出参", "删除出参", "修改出参"],
        Part::Member => ["新增成员", "删除成员", "修改成员"],
    };
    let [added, removed, changed] = words;
    match what {
        MemberChange::Added | MemberChange::AddedRequired => Some(added),
        MemberChange::Removed => Some(removed),
        MemberChange::DocChanged | MemberChange::ExampleChanged | MemberChange::ValueDocChanged => {
            None
        }
        _ => Some(changed),
    }
}

/// The name with what the official log leaves unsaid.
fn described(change: &Change) -> String {
    let name = match &change.place.detail {
        Detail::Member(_, name) | Detail::Error(name) => escaped(name),
        _ => String::new(),
    };
    let said = match change.kind {
        Kind::Member(_, MemberChange::AddedRequired) => {
            let kind = words::values(change).unwrap_or_default().replace(", required", "");
            Some(format!("{kind}，必选"))
        }
        Kind::Member(_, MemberChange::Required) => Some("可选 → 必选".to_owned()),
        Kind::Member(_, MemberChange::Optional) => Some("必选 → 可选".to_owned()),
        Kind::Member(_, MemberChange::Renamed) => {
            change.from.as_ref().map(|from| format!("疑由 {from} 更名"))
        }
        Kind::Member(_, MemberChange::Reordered) => Some("顺序变化".to_owned()),
        Kind::Member(_, MemberChange::Disabled) => Some("已弃用".to_owned()),
        Kind::Member(_, MemberChange::Enabled) => Some("恢复使用".to_owned()),
        Kind::Member(_, MemberChange::DefaultChanged) => {
            words::values(change).map(|values| format!("默认值 {values}"))
        }
        Kind::Member(_, MemberChange::ValueAdded) => {
            words::values(change).map(|values| format!("新增取值 {values}"))
        }
        Kind::Member(_, MemberChange::ValueRemoved) => {
            words::values(change).map(|values| format!("删除取值 {values}"))
        }
        Kind::Item(ItemChange::ErrorAdded | ItemChange::ErrorRemoved) => None,
        _ => words::values(change),
    };
    match said.map(|said| escaped(&words::shortened(&said, 120))) {
        Some(said) if name.is_empty() => said,
        Some(said) => format!("{name}（{said}）"),
        None => name,
    }
}

/// Text of a page as plain Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in words::one_line(text).chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}
