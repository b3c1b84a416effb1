//! The words of headings, in four languages: which part of a page they open.

mod number;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use number::is_digit;
pub use number::unnumbered;

use crate::documentation::markdown::{self, Markup};
use crate::text::traditional::{find_either, simplified};

/// The language that a page is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// 接口描述, 输入参数.
    #[default]
    Chinese,
    /// API Description, Input Parameters.
    English,
    /// API説明, 入力パラメータ.
    Japanese,
    /// API 설명, 입력 매개변수.
    Korean,
}

/// The part of a page that a heading opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What the action does.
    Description,
    /// What is sent; inside an example, the request.
    Input,
    /// What comes back; inside an example, the answer.
    Output,
    /// All examples.
    Examples,
    /// One example; its title is on the heading.
    Example,
    /// What an example shows.
    Scenario,
    /// The request of an example.
    ExampleInput,
    /// The answer of an example.
    ExampleOutput,
    /// Links to tools and SDKs.
    Resources,
    /// A tool or SDK.
    Resource,
    /// Error codes.
    Errors,
    /// The list of structures.
    Structures,
    /// The table of contents of the page.
    Contents,
    /// Parameters that every action takes.
    CommonParameters,
}

impl Section {
    /// How deep its heading is, where nothing on it shows that.
    pub(super) fn level(self) -> u8 {
        match self {
            Self::Example => 3,
            Self::Scenario | Self::ExampleInput | Self::ExampleOutput => 4,
            _ => 2,
        }
    }
}

use Language::{Chinese, English, Japanese, Korean};

/// Numbers and closing colons taken off, white space as one space, ASCII in lower case.
const WORDS: &[(Section, Language, &[&str])] = &[
    (Section::Description, Chinese, &["接口描述", "接口说明", "功能描述", "接口功能", "接口简介"]),
    (Section::Description, English, &["api description", "api overview"]),
    (
        Section::Description,
        Japanese,
        &["api説明", "api説明文", "apiの説明", "インターフェース説明"],
    ),
    (Section::Description, Korean, &["api 설명", "api설명", "인터페이스 설명"]),
    (
        Section::Input,
        Chinese,
        &[
            "输入参数",
            "请求参数",
            "请求参数说明",
            "输入参数说明",
            "入参",
            "请求",
            "输入",
            "请求参数列表",
        ],
    ),
    (
        Section::Input,
        English,
        &[
            "input parameters",
            "input parameter",
            "request parameters",
            "request parameter",
            "input",
            "request",
        ],
    ),
    (
        Section::Input,
        Japanese,
        &["入力パラメータ", "入力パラメーター", "リクエストパラメータ", "リクエストパラメーター"],
    ),
    (Section::Input, Korean, &["입력 매개변수", "요청 매개변수", "입력 파라미터", "요청 파라미터"]),
    (
        Section::Output,
        Chinese,
        &[
            "输出参数",
            "返回参数",
            "响应参数",
            "返回参数说明",
            "响应参数说明",
            "输出参数说明",
            "出参",
            "响应",
            "输出",
            "返回参数列表",
            "返回",
        ],
    ),
    (
        Section::Output,
        English,
        &[
            "output parameters",
            "output parameter",
            "return parameters",
            "response parameters",
            "response parameter",
            "output",
            "response",
        ],
    ),
    (
        Section::Output,
        Japanese,
        &["出力パラメータ", "出力パラメーター", "レスポンスパラメータ", "返されたパラメータ"],
    ),
    (
        Section::Output,
        Korean,
        &["출력 매개변수", "응답 매개변수", "출력 파라미터", "반환 매개변수"],
    ),
    (Section::Examples, Chinese, &["示例", "使用案例", "请求示例及响应", "调用示例"]),
    (Section::Examples, English, &["example", "examples", "sample", "samples"]),
    (Section::Examples, Japanese, &["例", "サンプル", "事例"]),
    (Section::Examples, Korean, &["예시", "예제", "예", "샘플"]),
    (Section::Scenario, Chinese, &["场景描述"]),
    (Section::Scenario, English, &["scenario description", "scenario"]),
    (Section::ExampleInput, Chinese, &["输入示例", "请求示例", "入参示例", "输入实例", "请求实例"]),
    (
        Section::ExampleInput,
        English,
        &[
            "input sample code",
            "input example",
            "input sample",
            "input examples",
            "request sample",
            "request example",
            "sample request",
            "sample input",
            "example input",
            "request sample code",
        ],
    ),
    (Section::ExampleInput, Japanese, &["入力例", "入力サンプル", "リクエスト例"]),
    (
        Section::ExampleInput,
        Korean,
        &["입력 예시", "입력 예제", "입력 예", "입력 샘플", "요청 예시"],
    ),
    (
        Section::ExampleOutput,
        Chinese,
        &["输出示例", "响应示例", "返回示例", "出参示例", "输出实例", "返回实例"],
    ),
    (
        Section::ExampleOutput,
        English,
        &[
            "output sample code",
            "output example",
            "output sample",
            "output examples",
            "response sample",
            "response example",
            "sample response",
            "sample output",
            "example output",
            "response sample code",
        ],
    ),
    (Section::ExampleOutput, Japanese, &["出力例", "出力サンプル", "レスポンス例"]),
    (
        Section::ExampleOutput,
        Korean,
        &["출력 예시", "출력 예제", "출력 예", "출력 샘플", "응답 예시"],
    ),
    (Section::Resources, Chinese, &["开发者资源", "其他资源", "其它资源"]),
    (
        Section::Resources,
        English,
        &["developer resources", "resources for developers", "other resources"],
    ),
    (Section::Resources, Japanese, &["開発者リソース", "デベロッパーリソース", "その他のリソース"]),
    (Section::Resources, Korean, &["개발자 리소스", "기타 리소스"]),
    (Section::Resource, Chinese, &["腾讯云 api 平台", "命令行工具"]),
    (
        Section::Resource,
        English,
        &[
            "api explorer",
            "api inspector",
            "sdk",
            "tccli",
            "command line tools",
            "command line interface",
            "command-line tool",
        ],
    ),
    (Section::Errors, Chinese, &["错误码", "错误码列表", "错误码描述"]),
    (Section::Errors, English, &["error code", "error codes", "error code list"]),
    (Section::Errors, Japanese, &["エラーコード"]),
    (Section::Errors, Korean, &["오류 코드", "에러 코드", "오류코드"]),
    (Section::Structures, Chinese, &["数据结构", "接口业务部分数据结构"]),
    (
        Section::Structures,
        English,
        &["data types", "data type", "data structures", "data structure"],
    ),
    (Section::Structures, Japanese, &["データ構造", "データ型", "データタイプ"]),
    (Section::Structures, Korean, &["데이터 구조", "데이터 유형"]),
    (Section::Contents, Chinese, &["本页目录", "目录"]),
    (Section::Contents, English, &["on this page", "contents", "table of contents"]),
    (Section::CommonParameters, Chinese, &["公共参数", "公共请求参数"]),
    (
        Section::CommonParameters,
        English,
        &["common parameters", "common params", "common request parameters"],
    ),
    (Section::CommonParameters, Japanese, &["共通パラメータ", "共通パラメーター"]),
    (Section::CommonParameters, Korean, &["공통 매개변수", "공용 매개변수"]),
];

/// What a number after it makes the heading of one example.
const EXAMPLE: &[(&str, Language)] = &[
    ("示例", Chinese),
    ("example", English),
    ("sample", English),
    ("例", Japanese),
    ("サンプル", Japanese),
    ("예시", Korean),
    ("예제", Korean),
    ("예", Korean),
    ("샘플", Korean),
];

/// The part of a page that a heading opens, and the language it says so in.
pub fn section_of(heading: &str) -> Option<(Section, Language)> {
    let words = normal(heading)?;
    find_either(&words, of_words)
}

/// The words of headings; of two that are the same, the first is meant.
static BY_WORDS: LazyLock<HashMap<&'static str, (Section, Language)>> = LazyLock::new(|| {
    let lists = WORDS.iter().rev();
    lists
        .flat_map(|(section, language, words)| {
            words.iter().map(|word| (*word, (*section, *language)))
        })
        .collect()
});

fn of_words(words: &str) -> Option<(Section, Language)> {
    if let Some(found) = BY_WORDS.get(words) {
        return Some(*found);
    }
    let numbered = |(word, _): &&(&str, Language)| {
        let rest = words.strip_prefix(*word).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(is_digit))
    };
    EXAMPLE.iter().find(numbered).map(|(_, language)| (Section::Example, *language))
}

/// The title on the heading of one example: `示例1 Title`, `Sample 2. Title`.
pub fn example_title(heading: &str) -> &str {
    let heading = heading.trim();
    let simplified = simplified(heading);
    let rest = EXAMPLE
        .iter()
        .find_map(|(word, _)| strip_prefix_ignore_case(&simplified, word))
        .and_then(|rest| heading.get(heading.len() - rest.len()..))
        .unwrap_or(heading)
        .trim_start();
    rest.trim_start_matches(is_digit)
        .trim_start_matches(['.', '、', '．', '：', ':', ')', '）', '-', '　', ' '])
        .trim_end_matches(['¶', '#', '🔗'])
        .trim()
}

fn strip_prefix_ignore_case<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let start = text.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then(|| text.get(word.len()..))?
}

/// A heading without its number; nothing for what is too long to be one.
fn normal(heading: &str) -> Option<String> {
    if heading.len() > 512 {
        return None;
    }
    // Anchors, links, emphasis and whatever a converter or a person has put around the words.
    let bare = if heading.contains(['<', '[', '`']) {
        Cow::Owned(markdown::plain(heading, Markup::Markdown))
    } else {
        Cow::Borrowed(heading)
    };
    let heading = bare.trim_start_matches(|c: char| !c.is_alphanumeric() && !"(（".contains(c));
    let text = unnumbered(heading)
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !")）".contains(c));
    let mut words = markdown::one_line(text);
    words.make_ascii_lowercase();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_with_any_number_and_space() {
        for heading in [
            "2. 输入参数",
            "2\\. 输入参数",
            "输入参数：",
            "2.　输入参数",
            "**2. 输入参数**",
            "1.2 输入参数",
            "２．\u{a0}输入参数",
            "二、输入参数",
            "第二章 输入参数",
            "② 输入参数",
            "II. 输入参数",
            "（2）输入参数",
            "2️⃣ 输入参数",
            "📥 2. 输入参数",
            "<span id=\"x\"></span>2. 输入参数 <a href=\"#x\">🔗</a>",
            "[2. 输入参数](#x)",
            "2. 输入参数 ¶",
        ] {
            assert_eq!(section_of(heading), Some((Section::Input, Chinese)), "{heading}");
        }
        assert_eq!(section_of("2. Request  Parameters"), Some((Section::Input, English)));
        assert_eq!(section_of("1.　API説明"), Some((Section::Description, Japanese)));
    }

    #[test]
    fn a_number_after_the_word_makes_one_example() {
        assert_eq!(section_of("4. 示例"), Some((Section::Examples, Chinese)));
        assert_eq!(section_of("示例 1 查询"), Some((Section::Example, Chinese)));
        assert_eq!(section_of("Sample 12. Ask"), Some((Section::Example, English)));
        assert_eq!(example_title("Sample 12. Ask"), "Ask");
        assert_eq!(section_of("示例１ 查询"), Some((Section::Example, Chinese)));
        assert_eq!(example_title("示例1 查询 2 次"), "查询 2 次");
    }

    #[test]
    fn titles_of_actions_are_no_sections() {
        for heading in
            ["查询示例列表", "Querying examples", "示例", "3D 输入参数", "一句话输入参数"]
        {
            assert_ne!(section_of(heading).map(|(section, _)| section), Some(Section::Input));
        }
        assert_eq!(section_of("获取错误码统计"), None);
    }
}
