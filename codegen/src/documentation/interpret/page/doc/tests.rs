use super::*;

fn doc(text: &str) -> Doc {
    interpret_doc(text.to_owned())
}

#[test]
fn an_example_is_taken_out_wherever_it_stands() {
    let read = doc("地址。示例值：https://x.test/a");
    assert_eq!(
        (read.text.as_deref(), read.example.as_deref()),
        (Some("地址。"), Some("https://x.test/a"))
    );
    let read = doc("Name.\n\nExample: ins-1");
    assert_eq!((read.text.as_deref(), read.example.as_deref()), (Some("Name."), Some("ins-1")));
    assert_eq!(doc("Example: ins-1").example, None);
    assert_eq!(doc("a\n\n示例值：{\n\n\"b\": 1 }").example.as_deref(), Some("{\n\n\"b\": 1 }"));
}

#[test]
fn the_null_note_is_taken_out_in_every_wording() {
    for (text, left) in [
        ("状态。\n\n注意：此字段可能返回 null，表示取不到有效值。", "状态。"),
        ("状态。注意：此字段可能返回null，表示取不到有效值", "状态。"),
        (
            "State.\n\nNote: this field may return null, indicating that no valid value is obtained.",
            "State.",
        ),
        ("State. Note: This field may return `null`, indicating that no valid values.", "State."),
        ("注意：此字段可能返回 null，表示取不到有效值。\n\n状态。", "状态。"),
    ] {
        let read = doc(text);
        assert!(read.nullable, "{text}");
        assert_eq!(read.text.as_deref(), Some(left), "{text}");
    }
    let other = "为 null 时表示全部。";
    assert_eq!(doc(other), Doc { text: Some(other.into()), ..Doc::default() });
}

#[test]
fn a_default_is_one_plain_word() {
    for (text, value) in [
        ("数量，默认值为20。", Some("20")),
        ("数量。默认值：`a-b`，最多 3", Some("a-b")),
        ("Number. Default value: 20.", Some("20")),
        ("預設值為A。", Some("A")),
        ("默認值爲B", Some("B")),
        ("默认为当前时间", None),
        ("默认为 7 天", None),
        ("Default: the first", None),
        ("默认取值：NOTIFY_AND_MANUAL_RENEW", Some("NOTIFY_AND_MANUAL_RENEW")),
    ] {
        assert_eq!(doc(text).default.as_deref(), value, "{text}");
    }
}

#[test]
fn disabled_is_what_the_text_begins_with() {
    for text in [
        "已废弃。",
        "【已废弃】请用 A",
        "该参数已停用，传入无效。",
        "（已弃用）x",
        "Deprecated. Use A.",
    ] {
        assert!(doc(text).disabled, "{text}");
    }
    for text in ["已废弃的实例数", "实例是否已废弃", "Deprecatedness", "用 A 代替已废弃的 B"]
    {
        assert!(!doc(text).disabled, "{text}");
    }
}

#[test]
fn paragraphs_after_an_example_of_one_word_are_about_the_member() {
    let read = doc("环境。\n\n示例值：env-1\n\n取值可参考：列表");
    assert_eq!(read.example.as_deref(), Some("env-1"));
    assert_eq!(read.text.as_deref(), Some("环境。\n\n取值可参考：列表"));
    let read = doc("语句。\n\n示例值：SELECT 1;\n\nSELECT 2;");
    assert_eq!(read.example.as_deref(), Some("SELECT 1;\n\nSELECT 2;"));
}
