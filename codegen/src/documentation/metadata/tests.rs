use super::*;
use crate::diagnostics::Location;

fn api(text: &str) -> Result<Api<'_>, Diagnostic> {
    parse("api.json", text)
}

#[test]
fn required_may_be_the_number_one() {
    let text = r#"{"objects": {"A": {"members": [{"name": "X", "required": 1},
        {"name": "Y", "required": 0}, {"name": "Z", "required": true}, {"name": "V"}]}}}"#;
    let api = api(text).unwrap();
    let objects = api.objects.unwrap();
    let members = objects.get("A").unwrap().members.as_ref().unwrap();
    let required: Vec<_> = members.iter().map(|member| member.required).collect();
    assert_eq!(required, [Some(Flag(true)), Some(Flag(false)), Some(Flag(true)), None]);
}

#[test]
fn another_number_is_no_flag() {
    let error = api("{\"actions\": {\"A\":\n {\"skip_sign\": 2}}}").unwrap_err();
    insta::assert_snapshot!(error.message, @"invalid value: integer `2`, expected true, false, 1 or 0");
    assert_eq!(error.location.unwrap().line, 2);
}

#[test]
fn unknown_keys_are_kept_by_name() {
    let text = r#"{"shapes": {"deep": [1]}, "actions": {"A": {"retries": 3}}}"#;
    let api = api(text).unwrap();
    assert_eq!(&*api.unknown[0], "shapes");
    assert_eq!(&*api.actions.unwrap().get("A").unwrap().unknown[0], "retries");
}

#[test]
fn text_without_escapes_is_borrowed() {
    let api = api(r#"{"metadata": {"serviceShortName": "ess", "serviceNameCN": "a\nb"}}"#).unwrap();
    let about = api.metadata.unwrap();
    assert!(matches!(about.short_name.unwrap().0, std::borrow::Cow::Borrowed("ess")));
    assert_eq!(&*about.title.unwrap(), "a\nb");
}

#[test]
fn a_name_or_key_that_stands_twice_is_refused() {
    let error = api(r#"{"actions": {"A": {}, "B": {}, "A": {}}}"#).unwrap_err();
    assert_eq!(error.message, "`A` is here twice");
    assert!(api(r#"{"actions": {}, "actions": {}}"#).is_err());
}

#[test]
fn a_file_that_is_cut_off_says_so_with_the_place() {
    let error = api("{\"actions\": {\"A\":\n {\"name\": \"x").unwrap_err();
    assert_eq!(error.help.as_deref(), Some("the file is cut off: download it again"));
    assert_eq!(error.location, Some(Location::new("api.json", 2, 12)));
}

#[test]
fn what_a_file_is_about_is_found_without_reading_the_rest() {
    let found = |file: &str| {
        let about = about(file.as_bytes())?;
        Some((about.short_name?.to_string(), about.api_version?.to_string()))
    };
    let ess = r#""serviceShortName": "ess", "apiVersion": "2020-11-11""#;
    let expected = Some(("ess".to_owned(), "2020-11-11".to_owned()));
    assert_eq!(
        found(&format!(r#"{{"actions": {{}}, "metadata" :{{{ess}}}, "objects": {{}}}}"#)),
        expected
    );
    // Inside of a string the quotation mark behind it is escaped.
    let told = r#"{"actions": {"A": {"document": "\"metadata\": {}"}}, "metadata": {"#;
    assert_eq!(found(&format!("{told}{ess}}}}}")), expected);
    for unclear in [
        "{}".to_owned(),
        format!(r#"{{"objects": {{"metadata": {{}}}}, "metadata": {{{ess}}}}}"#),
        format!(r#"{{"metadata": [{{{ess}}}]}}"#),
        format!(r#"{{"metadata": {{{ess}"#),
        r#"{"metadata""#.to_owned(),
        r#"["metadata", "ess"]"#.to_owned(),
    ] {
        assert_eq!(found(&unclear), None, "{unclear}");
    }
}
