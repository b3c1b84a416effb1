//! The words that stand over the columns of a table, in four languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::traditional::find_either;

/// What a column holds, by its heading. The documentation orders columns differently from
/// product to product, so a position says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The name of a member.
    Name,
    /// Whether a member is required.
    Required,
    /// The type of a member.
    Type,
    /// What a member, or an error code, means.
    Doc,
    /// An error code.
    ErrorCode,
    /// The default of a member.
    Default,
    /// An example of a member.
    Example,
}

/// Words with white space, `*` and `` ` `` taken out and ASCII in lower case.
const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Name,
        &[
            "参数名称",
            "参数名",
            "名称",
            "参数",
            "字段",
            "字段名",
            "字段名称",
            "成员",
            "成员名称",
            "属性",
            "属性名",
            "parametername",
            "parameter",
            "parameters",
            "name",
            "field",
            "fieldname",
            "member",
            "membername",
            "パラメータ名",
            "パラメーター名",
            "パラメータ",
            "パラメーター",
            "名前",
            "名称",
            "フィールド",
            "매개변수이름",
            "매개변수명",
            "매개변수",
            "파라미터",
            "파라미터이름",
            "이름",
            "명칭",
            "필드",
        ],
    ),
    (
        Column::Required,
        &[
            "必选",
            "是否必选",
            "是否必须",
            "是否必填",
            "是否必需",
            "是否必要",
            "必填",
            "必须",
            "必需",
            "required",
            "required?",
            "mandatory",
            "isrequired",
            "必須項目",
            "必須",
            "必要",
            "必須かどうか",
            "필수항목여부",
            "필수여부",
            "필수",
            "필수항목",
        ],
    ),
    (
        Column::Type,
        &[
            "类型",
            "参数类型",
            "数据类型",
            "字段类型",
            "type",
            "datatype",
            "parametertype",
            "fieldtype",
            "タイプ",
            "型",
            "データ型",
            "種類",
            "유형",
            "타입",
            "데이터유형",
            "データタイプ",
        ],
    ),
    (
        Column::Doc,
        &[
            "描述",
            "说明",
            "参数说明",
            "参数描述",
            "字段说明",
            "字段描述",
            "含义",
            "错误描述",
            "错误说明",
            "错误信息",
            "详细描述",
            "description",
            "descriptions",
            "desc",
            "meaning",
            "remarks",
            "errordescription",
            "説明",
            "内容",
            "エラーの説明",
            "설명",
            "오류설명",
        ],
    ),
    (
        Column::ErrorCode,
        &["错误码", "错误代码", "errorcode", "errorcodes", "エラーコード", "오류코드", "에러코드"],
    ),
    (Column::Default, &["默认值", "缺省值", "default", "defaultvalue", "デフォルト値", "기본값"]),
    (Column::Example, &["示例值", "示例", "example", "examplevalue", "sample", "例", "예시"]),
];

/// The words by their first character: most lines and cells that are not headings begin with another.
static BY_FIRST: LazyLock<HashMap<char, Vec<(Column, &'static str)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<(Column, &'static str)>> = HashMap::new();
    for (column, words) in WORDS {
        for word in *words {
            let first = word.chars().next();
            by_first.entry(first.unwrap_or_default()).or_default().push((*column, *word));
        }
    }
    by_first
});

/// The words that begin like a text in lower case.
fn words_like(text: &str) -> &'static [(Column, &'static str)] {
    let words = text.chars().next().and_then(|first| BY_FIRST.get(&first));
    words.map(Vec::as_slice).unwrap_or_default()
}

/// Whether a word of ours may begin with a character; one of Chinese may have another form.
fn may_begin_word(first: char) -> bool {
    !first.is_ascii() || BY_FIRST.contains_key(&first.to_ascii_lowercase())
}

impl Column {
    /// The column that a heading is over.
    pub fn of_heading(heading: &str) -> Option<Self> {
        // No heading is longer; most cells of most tables are.
        if heading.len() > 64 {
            return None;
        }
        let is_letter = |c: &char| {
            !c.is_whitespace() && !matches!(c, '*' | '`' | '\\' | '\u{feff}' | '\u{200b}')
        };
        let letters = || heading.chars().filter(is_letter);
        if !letters().next().is_some_and(may_begin_word) {
            return None;
        }
        let mut word: String = letters().collect();
        word.make_ascii_lowercase();
        let of = |word: &str| {
            let found = words_like(word).iter().find(|(_, known)| *known == word)?;
            Some(found.0)
        };
        let of_either = |word: &str| find_either(word, of);
        // `参数名称（Name）`: the heading once more, in another language.
        let first = || word.split(['(', '（', '/']).next().and_then(of_either);
        of_either(&word).or_else(first)
    }
}

/// Whether these cells are the header of a table that we know: at least two, each a heading.
pub(super) fn is_header<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut count = 0;
    for cell in cells {
        if Column::of_heading(cell).is_none() {
            return false;
        }
        count += 1;
    }
    count >= 2
}

/// Whether a line is the header of a members table with nothing, or one space, between its
/// cells: `参数名称 必选 类型 描述`, `NameTypeDescription`.
pub(super) fn is_glued_header(line: &str) -> bool {
    let Some(columns) = glued_columns(line) else { return false };
    let has = |wanted| columns.iter().any(|(column, _)| *column == wanted);
    matches!(columns.first(), Some((Column::Name, _)))
        && has(Column::Type)
        && matches!(columns.last(), Some((Column::Doc, _)))
}

/// Whether a line is the header of any table whose cells are parted by spaces or nothing.
pub(super) fn is_lost_header(line: &str) -> bool {
    let is_codes = |columns: Vec<(Column, _)>| {
        matches!(columns[..], [(Column::ErrorCode, _), (Column::Doc, _)])
    };
    is_glued_header(line) || glued_columns(line).is_some_and(is_codes)
}

/// Whether a header of spaced or glued cells has a column that says what is required.
pub(super) fn asks_for_flags(line: &str) -> bool {
    let columns = glued_columns(line).unwrap_or_default();
    columns.iter().any(|(column, _)| *column == Column::Required)
}

/// The columns of a header whose cells are parted by spaces or by nothing, and their words.
pub(super) fn glued_columns(line: &str) -> Option<Vec<(Column, &'static str)>> {
    if !line.trim_start().starts_with(may_begin_word) || line.contains(['|', '\t']) {
        return None;
    }
    // However far the words are apart.
    let mut words = String::new();
    for word in line.split_whitespace() {
        if words.len() + word.len() > 96 {
            return None;
        }
        words.push_str(word);
    }
    words.make_ascii_lowercase();
    find_either(&words, glued)
}

fn glued(words: &str) -> Option<Vec<(Column, &'static str)>> {
    let mut rest = words;
    let mut columns = Vec::new();
    while !rest.is_empty() {
        let longest = words_like(rest)
            .iter()
            .filter(|(_, word)| rest.starts_with(word))
            .max_by_key(|(_, word)| word.len());
        let (column, word) = *longest?;
        columns.push((column, word));
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    (columns.len() >= 2).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_spaced() {
        assert_eq!(Column::of_heading(" Parameter  name "), Some(Column::Name));
        assert_eq!(Column::of_heading("**是否必选**"), Some(Column::Required));
        assert_eq!(Column::of_heading("필수 항목 여부"), Some(Column::Required));
        assert_eq!(Column::of_heading("参数名称 (Name)"), Some(Column::Name));
        assert_eq!(Column::of_heading("类型 / Type"), Some(Column::Type));
        assert_eq!(Column::of_heading("中文"), None);
    }

    #[test]
    fn headers_without_borders_are_recognised() {
        for line in
            ["参数名称 必选 类型 描述", "Name Type Required Description", "参数名称必选类型描述"]
        {
            assert!(is_glued_header(line), "{line}");
        }
        for line in ["参数名称 | 类型 | 描述", "类型", "参数 说明", "Name of the type", "名称 类型"]
        {
            assert!(!is_glued_header(line), "{line}");
        }
    }

    #[test]
    fn no_word_stands_for_two_columns() {
        let mut all: Vec<&str> = Vec::new();
        for (column, words) in WORDS {
            for word in *words {
                assert!(!all.contains(word) || Column::of_heading(word) == Some(*column), "{word}");
                all.push(word);
            }
        }
    }
}
