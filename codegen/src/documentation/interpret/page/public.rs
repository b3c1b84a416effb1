//! The rows that every input table repeats: Action, Version, Region.

use crate::documentation::markdown::one_line;
use crate::spec::RegionRule;
use crate::text::traditional::either;

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
    let common = ["公共参数", "common param", "共通パラメータ", "공통 매개변수", "공용 매개변수"];
    either(&doc, |doc| common.iter().any(|words| doc.starts_with(words)))
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

/// What the row of Version says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum VersionReading {
    /// `2017-03-12`, in whatever notation.
    Known(String),
    /// A date of which day and month cannot be told apart, or no date at all.
    Unclear,
}

/// The version that a description gives: `2017-03-12`, `2017/3/12`, `2017.03.12`, `2017年3月12日`,
/// `20170312`, and `3/12/2017` where one of the two can be no month. Nothing without a digit.
pub(super) fn version_of(doc: &str) -> Option<VersionReading> {
    let after = doc.rfind(['：', ':']).and_then(|at| doc.get(at..)).unwrap_or(doc);
    let words = if after.contains(|c: char| c.is_ascii_digit()) { after } else { doc };
    let from = words.find(|c: char| c.is_ascii_digit())?;
    let date = words.get(from..)?.trim_end_matches(|c: char| !c.is_ascii_digit());
    let signs: Vec<&str> =
        date.split(|c: char| c.is_ascii_digit()).map(str::trim).filter(|s| !s.is_empty()).collect();
    let numbers: Vec<&str> =
        date.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let plain = signs.iter().all(|sign| ["-", "/", ".", "年", "月"].contains(sign));
    let parts = match numbers[..] {
        [all] if all.len() == 8 => [all.get(..4)?, all.get(4..6)?, all.get(6..)?],
        [year, month, day] if plain => [year, month, day],
        _ => return Some(VersionReading::Unclear),
    };
    Some(in_order(parts).unwrap_or(VersionReading::Unclear))
}

fn in_order([a, b, c]: [&str; 3]) -> Option<VersionReading> {
    let number = |text: &str| text.parse::<u32>().ok();
    let (year, month, day) = if a.len() == 4 {
        (a, number(b)?, number(c)?)
    } else if c.len() == 4 {
        match (number(a)?, number(b)?) {
            (month, day) if month == day => (c, month, day),
            (month, day @ 13..) | (day @ 13.., month) => (c, month, day),
            _ => return None,
        }
    } else {
        return None;
    };
    let real = (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then(|| VersionReading::Known(format!("{year}-{month:02}-{day:02}")))
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
    if either(&doc, |doc| unused.iter().any(|words| doc.contains(words))) {
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
    fn a_version_is_a_date_in_any_notation_that_leaves_no_doubt() {
        for (text, version) in [
            ("取值：2017-03-12。", "2017-03-12"),
            ("value: 2017/03/20", "2017-03-20"),
            ("value: 2017.3.2", "2017-03-02"),
            ("取值：2017年3月20日", "2017-03-20"),
            ("value: 2/28/2018", "2018-02-28"),
            ("value: 28/2/2018", "2018-02-28"),
            ("value: 4/4/2018", "2018-04-04"),
            ("value: 20170320", "2017-03-20"),
            ("The version is 2017-03-12", "2017-03-12"),
        ] {
            assert_eq!(version_of(text), Some(VersionReading::Known(version.into())), "{text}");
        }
        for text in ["value: 3/4/2018", "value: 2017-13-01", "value: 2.0", "value: 2017-03"] {
            assert_eq!(version_of(text), Some(VersionReading::Unclear), "{text}");
        }
        assert_eq!(version_of("公共参数"), None);
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
