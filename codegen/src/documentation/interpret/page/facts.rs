//! Sentences of a description that say a fact with a key of its own: the host, the rate limit.
//!
//! What such a line says besides stays prose.

use std::borrow::Cow;

use crate::text::traditional::{either, simplified};

/// Labels of the host, in lower case.
const HOST_LABELS: &[&str] = &[
    "接口请求域名",
    "接口域名",
    "请求域名",
    "服务域名",
    "接入域名",
    "api domain name",
    "domain name for api request",
    "domain name",
    "request domain",
    "api request domain name",
    "apiリクエストドメイン名",
    "リクエストドメイン",
    "api 요청 도메인",
    "요청 도메인",
];
/// Labels that are a word of any sentence unless a colon follows.
const SHORT_LABELS: &[&str] =
    &["域名", "domain", "endpoint", "host", "ドメイン", "エンドポイント", "도메인", "엔드포인트"];

/// The host that a line is about, and what is left of the line.
pub(super) fn host_in(line: &str) -> Option<(String, Cow<'_, str>)> {
    let lower = line.to_ascii_lowercase();
    let lower = simplified(&lower);
    let start = lower.len() - lower.trim_start_matches(['*', '-', ' ', '#', '>']).len();
    let words = lower.get(start..)?;
    let long = HOST_LABELS.iter().find(|label| words.starts_with(**label));
    let short = || {
        let label = SHORT_LABELS.iter().find(|label| words.starts_with(**label))?;
        let rest = words.get(label.len()..)?.trim_start_matches(['*', ' ', '`']);
        rest.starts_with([':', '：']).then_some(label)
    };
    let label = long.or_else(short)?;
    let from = start + label.len();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let (at, host) = words_of(lower.get(from..)?, is_part)
        .map(|(at, word)| (at, word.trim_matches(['.', '-'])))
        .find(|(_, host)| host.contains('.') && host.len() <= 128)?;
    let rest = line.get(from + at + host.len()..)?;
    let rest = rest.trim_start_matches(['`', '*', '。', '.', ' ', '>', ')', '）', '；', ';']);
    Some((host.to_owned(), with_sign(line, rest)))
}

/// The words of a text with their place.
fn words_of(text: &str, is_part: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(move |c: char| !is_part(c)).map(move |word| {
        // One character, of whatever length, parts two words.
        let start = text.get(at..).and_then(|rest| rest.find(word)).map_or(at, |found| at + found);
        at = start + word.len();
        (start, word)
    })
}

/// What is left of a list item stays one.
fn with_sign<'l>(line: &str, rest: &'l str) -> Cow<'l, str> {
    let rest = rest.trim();
    if !rest.is_empty() && line.trim_start().starts_with("- ") {
        return format!("- {rest}").into();
    }
    rest.into()
}

/// The host that a text names, if it names one only: `kettle.tencentcloudapi.com`.
pub(super) fn only_host(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let mut hosts = text
        .split(|c: char| !is_part(c))
        .map(|word| word.trim_matches(['.', '-']))
        // That of a region or a zone is one of several.
        .filter(|word| word.ends_with(".tencentcloudapi.com") && word.matches('.').count() == 2);
    let host = hosts.next()?;
    hosts.all(|other| other == host).then(|| host.to_owned())
}

const LIMIT_WORDS: &[&str] = &[
    "频率限制",
    "频率上限",
    "requests can be initiated per second",
    "rate limit",
    "リクエスト頻度",
    "頻度制限",
    "요청 빈도",
    "빈도 제한",
];
/// What follows the number, white space left out.
const UNITS: &[&str] = &[
    "次/秒",
    "次/每秒",
    "次每秒",
    "回/秒",
    "회/초",
    "requests/s",
    "request/s",
    "requestspersecond",
    "requestscanbeinitiatedpersecond",
    "calls/s",
    "callspersecond",
    "times/s",
    "timespersecond",
    "queries/s",
    "qps",
    "/s",
    "persecond",
];

/// The calls a second that a line allows, and what is left of the line: a sentence that says more
/// than the limit stays.
pub(super) fn limit_in(line: &str) -> Option<(u32, Cow<'_, str>)> {
    let mut at = 0;
    for sentence in sentences(line) {
        if let Some(limit) = limit_of(sentence) {
            let numbers = sentence.split(|c: char| !c.is_ascii_digit() && c != ',');
            let numbers = numbers.filter(|part| part.contains(|c: char| c.is_ascii_digit()));
            if sentence.contains(['(', '（']) || numbers.count() > 1 {
                return Some((limit, line.into()));
            }
            let before = line.get(..at)?.trim_end();
            let after = line.get(at + sentence.len()..)?.trim_start();
            if before.trim_matches(['-', '*', '>', ' ']).is_empty() {
                return Some((limit, with_sign(line, after)));
            }
            return Some((limit, format!("{before} {after}").trim_end().to_owned().into()));
        }
        at += sentence.len();
    }
    None
}

/// The sentences of a line, each with its full stop.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let chinese = rest.find('。').map(|at| at + '。'.len_utf8());
        let english = rest.find(". ").map(|at| at + 1);
        let end = chinese.into_iter().chain(english).min().unwrap_or(rest.len());
        let (sentence, after) = rest.split_at(end);
        rest = after;
        (!sentence.is_empty()).then_some(sentence)
    })
}

fn limit_of(sentence: &str) -> Option<u32> {
    let lower = sentence.to_lowercase();
    let is_limit = |text: &str| LIMIT_WORDS.iter().any(|words| text.contains(words));
    if lower.len() > 256 || !either(&lower, is_limit) {
        return None;
    }
    let words: String = lower.chars().filter(|c| !c.is_whitespace() && *c != '*').collect();
    let (at, _) = words.char_indices().find(|(_, c)| c.is_ascii_digit())?;
    let number = words.get(at..)?;
    let length = number.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(number.len());
    let unit = number.get(length..)?;
    let digits = number.get(..length)?.replace(',', "");
    UNITS.iter().any(|known| unit.starts_with(known)).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(line: &str) -> Option<String> {
        host_in(line).map(|(host, _)| host)
    }

    fn limit(line: &str) -> Option<u32> {
        limit_in(line).map(|(limit, _)| limit)
    }

    #[test]
    fn the_host_is_the_first_after_its_words() {
        for line in [
            "接口请求域名: ess.tencentcloudapi.com 。",
            "接口请求域名：`ess.tencentcloudapi.com`",
            "API domain name: ess.tencentcloudapi.com.",
            "Domain name for API request: ess.tencentcloudapi.com.",
            "- 域名：ess.tencentcloudapi.com",
            "**Endpoint**: `ess.tencentcloudapi.com`",
        ] {
            assert_eq!(host(line).as_deref(), Some("ess.tencentcloudapi.com"), "{line}");
        }
        assert_eq!(host("建议同时指定域名 a.b.com"), None);
        assert_eq!(host("域名管理见 a.b.com"), None);
    }

    #[test]
    fn what_a_line_says_besides_stays() {
        let (_, left) = host_in("接口请求域名：a.tencentcloudapi.com。本接口用于烧水。").unwrap();
        assert_eq!(left, "本接口用于烧水。");
        let (_, left) = limit_in("- 默认接口请求频率限制：20次/秒。超出则报错。").unwrap();
        assert_eq!(left, "- 超出则报错。");
        let line = "API call rate limit: 20 calls/second (1,200 calls/minute).";
        assert_eq!(limit_in(line).unwrap(), (20, line.into()));
    }

    #[test]
    fn the_limit_is_a_number_of_calls_a_second() {
        assert_eq!(limit("默认接口请求频率限制:20次/秒。"), Some(20));
        assert_eq!(
            limit("A maximum of 100 requests can be initiated per second for this API."),
            Some(100)
        );
        assert_eq!(limit("接口请求频率限制：50次/每秒"), Some(50));
        assert_eq!(limit("Default request rate limit: 1,000/sec."), Some(1000));
        assert_eq!(limit("デフォルトのAPIリクエスト頻度制限：20回/秒。"), Some(20));
        assert_eq!(limit("기본 API 요청 빈도 제한: 20회/초."), Some(20));
        assert_eq!(limit("每秒 3 次"), None);
        assert_eq!(limit("This API may fail due to the rate limit if you need 2 metrics."), None);
    }

    #[test]
    fn the_only_host_of_a_text_is_its_host() {
        assert_eq!(
            only_host("见 a.tencentcloudapi.com。").as_deref(),
            Some("a.tencentcloudapi.com")
        );
        assert_eq!(only_host("a.tencentcloudapi.com, b.tencentcloudapi.com"), None);
    }
}
