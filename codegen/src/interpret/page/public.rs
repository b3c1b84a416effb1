//! The rows that every input table repeats: Action, Version, Region.

use crate::markdown::one_line;
use crate::spec::RegionRule;

/// Whether an input row of this name is a public parameter and no member. Other parameters of
/// every call (Timestamp, Token) are listed on some pages; their text says so.
pub(super) fn is_public(name: &str, doc: &str) -> bool {
    match name {
        "Action" | "Version" | "Region" => true,
        "Timestamp" | "Nonce" | "SecretId" | "Signature" | "SignatureMethod" | "Token"
        | "Language" | "RequestClient" => says_common(doc),
        _ => false,
    }
}

fn says_common(doc: &str) -> bool {
    let doc = doc.trim_start_matches(['[', '*']).to_lowercase();
    ["公共参数", "common param", "共通パラメータ", "공통 매개변수", "공용 매개변수"]
        .iter()
        .any(|words| doc.starts_with(words))
}

/// The value that the row of Action or Version gives: `…本接口取值：DescribeX。`
pub(super) fn value_of(doc: &str) -> Option<&str> {
    let after = doc.rfind(['：', ':'])?;
    let sign = doc.get(after..)?.chars().next()?;
    let value = doc.get(after + sign.len_utf8()..)?;
    let value = value.trim_matches(|c: char| c.is_whitespace() || "。.`*\"”".contains(c));
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (!value.is_empty() && value.chars().all(plain)).then_some(value)
}

/// What the Region row says.
pub(super) fn region_rule(required: Option<bool>, doc: &str) -> RegionRule {
    let mut doc = one_line(doc);
    doc.make_ascii_lowercase();
    let unused = [
        "不需要传递",
        "无需传递",
        "不需要传入",
        "is not required",
        "not required for this api",
        "no need to",
        "is not needed",
        "必要ありません",
        "不要です",
        "필요하지 않",
        "필요가 없",
    ];
    if unused.iter().any(|words| doc.contains(words)) {
        RegionRule::Unused
    } else if required == Some(true) {
        RegionRule::Required
    } else {
        RegionRule::Optional
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_stands_after_the_last_colon() {
        assert_eq!(value_of("公共参数,本接口取值:CreateX。"), Some("CreateX"));
        assert_eq!(
            value_of("Common parameter. The value used for this API: 2017-03-12"),
            Some("2017-03-12")
        );
        assert_eq!(value_of("公共参数"), None);
    }

    #[test]
    fn the_rule_of_region_is_in_its_text() {
        assert_eq!(region_rule(Some(true), "公共参数，详见地域列表"), RegionRule::Required);
        assert_eq!(region_rule(Some(false), "公共参数，此参数为可选参数。"), RegionRule::Optional);
        assert_eq!(
            region_rule(Some(false), "公共参数，本接口不需要传递此参数。"),
            RegionRule::Unused
        );
        assert_eq!(
            region_rule(Some(false), "This parameter is not required for this API."),
            RegionRule::Unused
        );
    }
}
