//! Traditional Chinese as Simplified, for the words that a page is recognised by.
//!
//! What a page says is kept as found: only what is compared with our words is changed. Each
//! character becomes one of the same length, so a place in the one text is a place in the other.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// The characters of our words that have another form, Traditional first, in order.
#[rustfmt::skip]
const CHARACTERS: &[(char, char)] = &[
    ('並', '并'), ('們', '们'), ('備', '备'), ('傳', '传'), ('僅', '仅'), ('價', '价'), ('儲', '储'),
    ('內', '内'), ('兩', '两'), ('別', '别'), ('則', '则'), ('動', '动'), ('務', '务'), ('區', '区'),
    ('協', '协'), ('參', '参'), ('員', '员'), ('問', '问'), ('啟', '启'), ('單', '单'), ('國', '国'),
    ('圍', '围'), ('圖', '图'), ('報', '报'), ('場', '场'), ('塊', '块'), ('實', '实'), ('將', '将'),
    ('專', '专'), ('對', '对'), ('導', '导'), ('屬', '属'), ('幫', '帮'), ('廢', '废'), ('從', '从'),
    ('復', '复'), ('態', '态'), ('憑', '凭'), ('憶', '忆'), ('應', '应'), ('掃', '扫'), ('擇', '择'),
    ('擊', '击'), ('據', '据'), ('敗', '败'), ('數', '数'), ('於', '于'), ('時', '时'), ('暫', '暂'),
    ('會', '会'), ('條', '条'), ('棄', '弃'), ('業', '业'), ('構', '构'), ('標', '标'), ('檔', '档'),
    ('檢', '检'), ('欄', '栏'), ('權', '权'), ('歷', '历'), ('氣', '气'), ('決', '决'), ('沒', '没'),
    ('況', '况'), ('滿', '满'), ('濾', '滤'), ('為', '为'), ('無', '无'), ('燒', '烧'), ('爲', '为'),
    ('爾', '尔'), ('狀', '状'), ('獲', '获'), ('現', '现'), ('環', '环'), ('產', '产'), ('當', '当'),
    ('發', '发'), ('確', '确'), ('碼', '码'), ('稱', '称'), ('節', '节'), ('範', '范'), ('簡', '简'),
    ('簽', '签'), ('籤', '签'), ('粵', '粤'), ('細', '细'), ('組', '组'), ('結', '结'), ('統', '统'),
    ('維', '维'), ('網', '网'), ('線', '线'), ('編', '编'), ('總', '总'), ('義', '义'), ('聯', '联'),
    ('臺', '台'), ('與', '与'), ('舉', '举'), ('薦', '荐'), ('處', '处'), ('號', '号'), ('術', '术'),
    ('見', '见'), ('視', '视'), ('覽', '览'), ('訂', '订'), ('計', '计'), ('訊', '讯'), ('記', '记'),
    ('設', '设'), ('評', '评'), ('詢', '询'), ('試', '试'), ('話', '话'), ('該', '该'), ('詳', '详'),
    ('認', '认'), ('語', '语'), ('誤', '误'), ('說', '说'), ('調', '调'), ('請', '请'), ('證', '证'),
    ('議', '议'), ('護', '护'), ('變', '变'), ('資', '资'), ('購', '购'), ('贈', '赠'), ('輯', '辑'),
    ('輸', '输'), ('進', '进'), ('過', '过'), ('達', '达'), ('遞', '递'), ('選', '选'), ('邏', '逻'),
    ('釋', '释'), ('錄', '录'), ('錯', '错'), ('鍵', '键'), ('鏈', '链'), ('鑑', '鉴'), ('鑒', '鉴'),
    ('長', '长'), ('開', '开'), ('間', '间'), ('閱', '阅'), ('關', '关'), ('際', '际'), ('雲', '云'),
    ('電', '电'), ('響', '响'), ('頁', '页'), ('項', '项'), ('須', '须'), ('預', '预'), ('頭', '头'),
    ('頻', '频'), ('題', '题'), ('類', '类'), ('饋', '馈'), ('騰', '腾'), ('體', '体'), ('麼', '么'),
    ('點', '点'),
];

/// Words of Taiwan and Hong Kong for ours, of the same length in bytes; their characters are
/// Simplified already.
const WORDS: &[(&str, &str)] = &[
    ("介面", "接口"),
    ("范例", "示例"),
    ("型别", "类型"),
    ("回传", "返回"),
    ("回应", "响应"),
    ("栏位", "字段"),
    ("引数", "参数"),
    ("资料", "数据"),
    ("列举", "枚举"),
    ("预设", "默认"),
];

/// The text in Simplified Chinese, as far as the characters of our words go.
pub(crate) fn simplified(text: &str) -> Cow<'_, str> {
    let is_other = || text.chars().any(|c| simple(c).is_some()) || text.contains("介面");
    if text.is_ascii() || !is_other() {
        return Cow::Borrowed(text);
    }
    let simplified: String = text.chars().map(|c| simple(c).unwrap_or(c)).collect();
    let ours = |text: String, (word, ours): &(&str, &str)| {
        if text.contains(word) { text.replace(word, ours) } else { text }
    };
    Cow::Owned(WORDS.iter().fold(simplified, ours))
}

/// Whether something holds of a text as found, or in Simplified Chinese: Japanese shares some of
/// the characters.
pub(crate) fn either(text: &str, holds: impl Fn(&str) -> bool) -> bool {
    find_either(text, |text| holds(text).then_some(())).is_some()
}

/// What is found in a text as it is, else in Simplified Chinese.
pub(crate) fn find_either<T>(text: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    find(text).or_else(|| match simplified(text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(text) => find(&text),
    })
}

/// A phrase of ours as Traditional Chinese may write it: with the words of the mainland or of Taiwan,
/// and each character in any of its forms.
pub(crate) fn traditional(phrase: &str) -> BTreeSet<String> {
    let of_taiwan =
        WORDS.iter().fold(phrase.to_owned(), |text, (word, ours)| text.replace(ours, word));
    let mut found = BTreeSet::new();
    for words in [phrase.to_owned(), of_taiwan] {
        let mut written = vec![String::new()];
        for character in words.chars() {
            let known = CHARACTERS.iter().filter(|(_, simple)| *simple == character);
            let mut forms: Vec<char> = known.map(|(form, _)| *form).collect();
            if forms.is_empty() {
                forms.push(character);
            }
            let with = |form: &char| {
                let form = *form;
                written.iter().map(move |before| format!("{before}{form}"))
            };
            written = forms.iter().flat_map(with).collect();
        }
        found.extend(written);
    }
    found.remove(phrase);
    found
}

/// The Simplified form of a character that has another.
fn simple(character: char) -> Option<char> {
    // All of them are among the common characters of Chinese.
    if !('\u{4e00}'..='\u{9fff}').contains(&character) {
        return None;
    }
    let at = CHARACTERS.binary_search_by_key(&character, |(form, _)| *form).ok()?;
    CHARACTERS.get(at).map(|(_, simple)| *simple)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_simplified_and_places_stay() {
        assert_eq!(simplified("3. 輸出參數"), "3. 输出参数");
        assert_eq!(simplified("介面請求域名"), "接口请求域名");
        assert!(matches!(simplified("接口描述 API"), Cow::Borrowed(_)));
        for text in ["預設值：a", "默認介面請求頻率限制：20次/秒。"] {
            assert_eq!(simplified(text).len(), text.len());
        }
    }

    #[test]
    fn characters_are_in_order_and_have_one_form_each() {
        assert!(CHARACTERS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(CHARACTERS.iter().all(|(form, simple)| form.len_utf8() == simple.len_utf8()));
    }

    #[test]
    fn a_phrase_is_written_in_every_form_that_its_words_and_characters_have() {
        let all = |phrase: &str| traditional(phrase).into_iter().collect::<Vec<_>>();
        assert_eq!(all("名称"), ["名稱"]);
        assert_eq!(all("默认为"), ["預設為", "預設爲", "默認為", "默認爲"]);
        assert!(all("name").is_empty() && all("取值").is_empty());
    }
}
