//! What the prose of a page says, where it is not part of a description.

use std::sync::LazyLock;

use crate::documentation::markdown::{Markup, is_invisible};
use crate::documentation::page::{Block, Content, Place, Text};
use crate::text::phrases::Phrases;
use crate::text::traditional::either;

/// A line of at least so many cells that no table has taken, and where it stands.
pub(super) fn lost_row<'t>(
    at: Place,
    text: &'t Text<'_>,
    cells: usize,
) -> Option<(Place, &'t str)> {
    if text.markup == Markup::Html {
        return None;
    }
    let lines = text.source.lines().zip(at.line..);
    let mut rows = lines.filter(|(line, _)| is_row(line, cells));
    rows.next().map(|(row, line)| (Place { line, column: 1 }, row.trim()))
}

/// An item of a list that begins with an error code, and where it stands: its table is lost.
pub(super) fn lost_code<'t>(at: Place, text: &'t Text<'_>) -> Option<(Place, &'t str)> {
    let is_code = |line: &&str| {
        let item = line.trim_start().strip_prefix(['-', '*', '+', '•']).unwrap_or_default();
        let item = item.trim_start_matches([' ', '*', '`', '\t']);
        let code: String = item.chars().take_while(|c| is_part(*c)).collect();
        let behind = item.get(code.len()..).unwrap_or_default();
        let behind = behind.trim_start_matches(['*', '`', ' ']);
        let words = code.bytes().filter(u8::is_ascii_uppercase).count();
        code.starts_with(|c: char| c.is_ascii_uppercase())
            && (code.trim_end_matches('.').contains('.') || words > 1)
            && behind.starts_with([':', '：', '-', '–', '—'])
    };
    let mut lines = text.source.lines().zip(at.line..);
    let (row, line) = lines.find(|(line, _)| is_code(line))?;
    Some((Place { line, column: 1 }, row.trim()))
}

/// Whether a character can be in an error code.
fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || "._\\".contains(character)
}

/// How a page that is not read looks like one of API 3.0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Not at all.
    #[default]
    None,
    /// It names the host of a product.
    Host,
    /// It has words that only its pages have.
    Words,
}

/// Words that only pages of API 3.0 have, without white space: those of the row `Action`, which
/// every action page has, and those over the table of every structure.
static OUR_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::in_any_case(&[
        "本接口取值",
        "本介面取值",
        "thevalueusedforthisapi",
        "thenameofthisapi",
        "このapiの値",
        "該当apiの値",
        "이api의값",
        "본api값",
        "commonparameter.value",
        "被如下接口引用",
        "被如下介面引用",
        "被以下接口引用",
        "usedbyactions:",
        "itisreferencedbytheapi",
        "以下のapiによって引用",
        "다음api에서참조",
    ])
});

/// How a page looks.
pub(super) fn likeness(blocks: &[Block<'_>]) -> Likeness {
    let of_text = |text: &str| {
        if has_our_words(text) {
            Likeness::Words
        } else if text.contains(".tencentcloudapi.com") {
            Likeness::Host
        } else {
            Likeness::None
        }
    };
    let of_block = |block: &Block<'_>| match &block.content {
        Content::Heading { text, .. } | Content::Text(text) => of_text(&text.source),
        Content::Code(code) => of_text(code),
        Content::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| of_text(&cell.text.source)).max().unwrap_or_default()
        }
    };
    blocks.iter().map(of_block).max().unwrap_or_default()
}

/// Whether a text has words that only pages of API 3.0 have, however its lines were broken.
pub fn has_our_words(text: &str) -> bool {
    let is_shown = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    OUR_WORDS.is_in(&text.chars().filter(is_shown).collect::<String>())
}

/// At least so many cells, the first of them a name.
fn is_row(line: &str, least: usize) -> bool {
    ['|', '\t'].into_iter().any(|border| {
        let line = line.trim().trim_matches('|');
        let mut cells = line.split(border);
        let name = cells.next().unwrap_or_default();
        let name = name.trim_matches(|c: char| c.is_whitespace() || "*`".contains(c));
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-\\".contains(&byte));
        named && cells.filter(|cell| !cell.trim().is_empty()).count() + 1 >= least
    })
}

/// Whether a section says that it has no table because there is nothing to say.
pub(super) fn says_nothing(words: &str) -> bool {
    let words = words.trim_matches(|c: char| c.is_whitespace() || "。.：:".contains(c));
    let lower = words.to_lowercase();
    let nothing = ["无", "暂无", "none", "no", "n/a", "null", "なし", "없음", "-", "/"];
    let inside =
        ["没有", "无需", "無", "不需要", "no parameter", "no input", "no output", "not require"];
    either(&lower, |words| {
        nothing.contains(&words)
            || (words.len() < 64 && inside.iter().any(|word| words.contains(word)))
    })
}

/// Whether a part for error codes says that there are none of the action's own.
pub(super) fn says_no_codes(words: &str) -> bool {
    const NONE: &[&str] = &[
        "暂无",
        "没有",
        "无业务",
        "no error code",
        "not have",
        "ありません",
        "存在しません",
        "なし",
        "없습니다",
        "없음",
    ];
    let lower = words.to_lowercase();
    says_nothing(words) || either(&lower, |words| NONE.iter().any(|none| words.contains(none)))
}

/// What the documentation puts over every input and every table of error codes.
const BOILERPLATE: &[&str] = &[
    "公共请求参数",
    "公共参数",
    "公共错误码",
    "公共返回",
    "接口业务逻辑相关的错误码",
    "common param",
    "common request param",
    "common error code",
    "error codes related to the api business logic",
    "error codes related to this api",
    "no error codes",
    "共通パラメータ",
    "パブリックパラメータ",
    "パブリックリクエストパラメータ",
    "共通リクエストパラメータ",
    "ビジネスロジック",
    "共通エラーコード",
    "パブリックエラーコード",
    "공용 매개변수",
    "공통 매개변수",
    "공통 요청 매개변수",
    "공용 요청 매개변수",
    "공통 오류 코드",
    "공용 오류 코드",
    "비즈니스 로직",
];

/// Whether a paragraph is not about its action: it is over the tables of all.
pub(super) fn is_boilerplate(text: &Text<'_>) -> bool {
    let words = text.plain().to_lowercase();
    let stands = |words: &str| BOILERPLATE.iter().any(|phrase| words.contains(phrase));
    words.len() < 1024 && either(&words, stands)
}
