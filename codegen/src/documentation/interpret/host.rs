//! The host of an action, where it is not the product's: told by the head of its page, or by
//! prose that commands to set it. An example's host tells nothing; 210 of 217 odd ones are wrong.
//!
//! Invariant: a signed request goes only where the vendor's own domains are. A host that is
//! regional, private, a test environment or a placeholder is never the host of an action.

use std::sync::LazyLock;

use crate::spec::{EndpointEvidence, EvidenceKind, HostForm, host_form};
use crate::text::phrases::Phrases;

/// The host that the head of a page gives the action, as evidence, if it is one of its own.
pub(super) fn of_page_head(host: &str, product: &str) -> Option<EndpointEvidence> {
    (host_form(host, product) == HostForm::Own).then_some(EndpointEvidence {
        kind: EvidenceKind::Page,
        text: None,
        link: None,
    })
}

/// The host that prose commands to set for the action, with the sentence that does.
///
/// Two in one sentence are the test environment and the one that counts. Two that both count
/// are none: nobody can say which is meant.
pub(super) fn of_prose(doc: &str, product: &str) -> Option<(String, EndpointEvidence)> {
    let mut found: Option<(String, String)> = None;
    for sentence in sentences(doc) {
        for host in commanded(&sentence, product) {
            match &found {
                Some((first, _)) if first != host => return None,
                Some(_) => {}
                None => found = Some((host.to_owned(), sentence.clone())),
            }
        }
    }
    let (host, text) = found?;
    Some((host, EndpointEvidence { kind: EvidenceKind::Prose, text: Some(text), link: None }))
}

/// The sentences of a text, code left out: what a sample of code sets is the test environment.
fn sentences(doc: &str) -> Vec<String> {
    let mut is_code = false;
    let mut sentences = Vec::new();
    for line in doc.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            let parts = line.split(['。', '；', '！']).flat_map(|part| part.split("; "));
            let parts = parts.map(|part| part.trim().replace(['*', '`', '\\'], ""));
            sentences.extend(parts.filter(|part| !part.is_empty()));
        }
    }
    sentences
}

static DOMAIN_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::in_any_case(&["域名", "domain", "endpoint", "接入点", "接入地址", "请求地址"])
});
static COMMANDS: LazyLock<Phrases> = LazyLock::new(|| {
    let words = [
        "设置",
        "务必",
        "单独",
        "正式环境",
        "必须",
        "需要使用",
        "需使用",
        "请使用",
        "指定为",
        "must",
        "be sure to",
        "make sure to",
        "need to set",
        "set the",
        "please set",
        "please use",
    ];
    Phrases::in_any_case(&words)
});
static TEST_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    let words = ["联调", "测试", "沙箱", "体验环境", "sandbox", "testing", "test environment"];
    Phrases::in_any_case(&words)
});
static REAL_WORDS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::in_any_case(&["正式", "生产", "线上", "production", "online"]));

/// As far before a host its command may stand, in bytes: some sixty characters.
const REACH: usize = 180;

/// The hosts of one sentence that the action is told to use.
fn commanded<'s>(sentence: &'s str, product: &str) -> Vec<&'s str> {
    if !COMMANDS.is_in(sentence) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut before = 0;
    for (start, host) in hosts(sentence) {
        let since_last = sentence.get(before..start).unwrap_or_default();
        let near = sentence.get(floor(sentence, start.saturating_sub(REACH))..start);
        before = start + host.len();
        let is_about_host = near.is_some_and(|near| DOMAIN_WORDS.is_in(near));
        // The nearer of the two words says which environment this is.
        let last = |words: &Phrases| words.all(since_last).map(|found| found.start).last();
        let is_test = last(&TEST_WORDS) > last(&REAL_WORDS);
        let is_own = host_form(host, product) == HostForm::Own && names_product(host, product);
        if is_about_host && !is_test && is_own {
            found.push(host);
        }
    }
    found
}

/// Whether a host has the name of a product in it, or of the one that it is a form of: `ess` for
/// `essbasic`. Prose speaks of other domains too, such as that of a user's mail.
fn names_product(host: &str, product: &str) -> bool {
    let is_vendor = |label: &str| ["cloud", "qcloud", "tencent", "com", "cn"].contains(&label);
    let names = |label: &str| label.len() > 2 && !is_vendor(label) && product.starts_with(label);
    host.split('.').any(|label| label == product || names(label))
}

/// The hosts in a text, each with its place; an address of a page or file is none.
fn hosts(text: &str) -> Vec<(usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(is_part)).map(|to| at + to) {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        at = start + length;
        let word = rest.get(..length).unwrap_or_default().trim_end_matches(['.', '-']);
        let behind = text.get(at..).unwrap_or_default();
        let is_address = behind.starts_with('@')
            || text.get(..start).is_some_and(|before| before.ends_with(['@', '/']))
                && behind.strip_prefix('/').is_some_and(|path| path.starts_with(is_part));
        if word.matches('.').count() >= 2 && !is_address {
            found.push((start, word));
        }
    }
    found
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The host that the request of an example names, if it is another than the product's.
pub(super) fn of_example(request: &str, product: &str) -> Option<String> {
    // An address in the body is of a picture or a file.
    let head = crate::documentation::markdown::beginning(request, 2048).split('{').next()?;
    let line = |words: &str| {
        let line = head.lines().find_map(|line| line.trim_start().strip_prefix(words));
        line.map(str::trim)
    };
    let host = line("Host:").or_else(|| {
        let (_, rest) = head.split_once("://")?;
        rest.split(['/', '?', ' ', '\n', '\r']).next()
    })?;
    let usual = format!("{product}.tencentcloudapi.com");
    let is_plain = |c: char| c.is_ascii_graphic();
    (host != usual && !host.is_empty() && host.len() <= 128 && host.chars().all(is_plain))
        .then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host_of(doc: &str) -> Option<String> {
        of_prose(doc, "kettle").map(|(host, _)| host)
    }

    #[test]
    fn prose_that_commands_a_host_is_obeyed() {
        for doc in [
            "烧水。\n注意：使用本接口时，请务必设置请求域名（Endpoint）为 kettle.ai.tencentcloudapi.com",
            "调用时需要设置单独的域名，测试环境为: x.test.kettle.tencent.cn，正式环境需要设置为:kettle.ai.tencentcloudapi.com，如下\n```\nsetEndpoint(\"x.test.kettle.tencent.cn\");\n```",
            "Before pouring, be sure to set the endpoint to `kettle.ai.tencentcloudapi.com`.",
            "请务必设置域名为 kettle.ai.tencentcloudapi.com (内网可用 kettle.ai.internal.tencentcloudapi.com）。",
        ] {
            assert_eq!(host_of(doc).as_deref(), Some("kettle.ai.tencentcloudapi.com"), "{doc}");
        }
        let doc =
            "需单独设置域名，正式环境为 steam.kettle.tencent.cn，联调环境为 mug.kettle.tencent.cn";
        assert_eq!(host_of(doc).as_deref(), Some("steam.kettle.tencent.cn"));
    }

    #[test]
    fn other_hosts_in_prose_are_none_of_the_action() {
        for doc in [
            "请求域名：kettle.tencentcloudapi.com",
            "如果是金融区，请使用域名: kettle.ap-shenzhen-fsi.tencentcloudapi.com",
            "请务必设置域名为 kettle.ai.example.com",
            "请务必设置域名为 kettle.ai.tencentcloudapi.com.example.com",
            "请务必设置域名为 cup.ai.tencentcloudapi.com",
            "域名设置见 https://dyn.kettle.tencent.cn/guide/video.mp4",
            "结果在 steam.kettle.tencent.cn 查看",
            "联调环境请设置域名 mug.kettle.tencent.cn",
            "```\n务必设置域名 kettle.ai.tencentcloudapi.com\n```",
            "务必设置域名 a.kettle.tencent.cn。务必设置域名 b.kettle.tencent.cn。",
            "If the domain of your mail is mug.qcloud.com, please set the sender to tea@mug.qcloud.com.",
            "请使用域名 cup.tencent.cn 发信",
        ] {
            assert_eq!(host_of(doc), None, "{doc}");
        }
    }

    #[test]
    fn an_example_names_a_host_by_its_head_or_address() {
        let of = |text: &str| of_example(text, "kettle");
        assert_eq!(
            of("POST / HTTP/1.1\nHost: cup.tencentcloudapi.com\n\n{}").as_deref(),
            Some("cup.tencentcloudapi.com")
        );
        assert_eq!(
            of("https://<region>.tencentcloudapi.com/?Action=A").as_deref(),
            Some("<region>.tencentcloudapi.com")
        );
        assert_eq!(of("POST / HTTP/1.1\nHost: kettle.tencentcloudapi.com\n\n{}"), None);
        assert_eq!(of("{}"), None);
        assert_eq!(of("POST / HTTP/1.1\n\n{\"Image\": \"https://a.example.com/b.png\"}"), None);
    }
}
