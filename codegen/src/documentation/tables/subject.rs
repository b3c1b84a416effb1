//! What a page is about that is none of the kinds that are read.
//!
//! In: headings and tables. Out: words for the reason that the page is skipped. Invariant: says
//! nothing of a heading or table that an action, structures or error codes page may have.

use super::rows::{TableKind, kind_of};
use crate::documentation::page::{Table, unnumbered};
use crate::text::traditional::find_either;

const ACTIONS: &str = "the actions of a product";
const CHANGES: &str = "the changes of a product";

/// Words at the start of headings, in lower case.
const SUBJECTS: &[(&str, &[&str])] = &[
    (CHANGES, &["更新历史", "release history", "update history", "更新履歴", "업데이트 기록"]),
    (ACTIONS, &["api 概览", "api概览", "api category", "api overview", "api 개요"]),
    (
        "signatures",
        &[
            "签名方法",
            "接口鉴权",
            "为什么要进行签名",
            "申请安全凭证",
            "签名串",
            "生成签名串",
            "签名失败",
            "鉴权失败",
            "signature",
            "apply for security credentials",
            "apply for a security credential",
            "generate signature string",
            "applying for security credentials",
            "署名方法",
            "서명 방법",
        ],
    ),
    (
        "the structure of requests",
        &[
            "请求结构",
            "服务地址",
            "通信协议",
            "request structure",
            "service address",
            "communication protocol",
            "communications protocol",
            "リクエスト構造",
            "요청 구조",
        ],
    ),
    (
        "the structure of answers",
        &[
            "返回结果",
            "正确返回结果",
            "错误返回结果",
            "responses",
            "response structure",
            "response for",
            "successful response",
            "error response",
            "correct returned result",
            "returned result",
            "戻り値",
            "반환 결과",
        ],
    ),
    (
        "the parameters that every action takes",
        &["公共参数", "common params", "common parameters", "共通パラメータ", "공통 매개변수"],
    ),
];

/// What a heading says that the page is about.
pub(super) fn of_heading(heading: &str) -> Option<&'static str> {
    if heading.len() > 256 {
        return None;
    }
    let words = unnumbered(heading.trim_matches(['*', ' '])).to_lowercase();
    let known = |words: &str| {
        let is_about =
            |(_, starts): &&(_, &[&str])| starts.iter().any(|start| words.starts_with(start));
        SUBJECTS.iter().find(is_about).map(|(subject, _)| *subject)
    };
    find_either(&words, known).or_else(|| is_release(&words).then_some(CHANGES))
}

/// `第 2 次发布`, `Release 2`, `The 2nd Release`.
fn is_release(words: &str) -> bool {
    let number = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    (words.starts_with('第') && words.ends_with("次发布"))
        || words.strip_prefix("release ").is_some_and(number)
        || (words.ends_with(" release") && words.strip_prefix("the ").is_some_and(number))
}

/// What a table says that the page is about: a list of actions has their names in it.
pub(super) fn of_table(table: &Table<'_>) -> Option<&'static str> {
    let heading = table.header.cells.first()?.text.plain().to_lowercase();
    let is_list = matches!(heading.as_str(), "接口名称" | "api name" | "api名" | "api 이름");
    (is_list && kind_of(table) == TableKind::Other).then_some(ACTIONS)
}

/// Whether a table lists what every request carries: no action has a parameter of these names.
pub(super) fn is_common_parameters(table: &Table<'_>) -> bool {
    if kind_of(table) == TableKind::Other {
        return false;
    }
    let names = table.rows.iter().take(8).filter_map(|row| row.cells.first());
    let signs = [
        "X-TC-Timestamp",
        "X-TC-Action",
        "Timestamp",
        "Authorization",
        "SecretId",
        "Nonce",
        "SignatureMethod",
    ];
    names.filter(|name| signs.contains(&name.text.plain().as_str())).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_a_page_is_about_whatever_their_number() {
        for (heading, subject) in [
            ("1. 申请安全凭证", "signatures"),
            ("## Signature", ""),
            ("Applying for Security Credentials", "signatures"),
            ("2\\. Communication Protocol", "the structure of requests"),
            ("第 12 次发布", CHANGES),
            ("The 2nd Release", CHANGES),
            ("Release 3", CHANGES),
            ("Release an instance", ""),
            ("The API of a release", ""),
        ] {
            assert_eq!(of_heading(heading).unwrap_or_default(), subject, "{heading}");
        }
    }
}
