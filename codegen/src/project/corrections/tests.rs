use super::*;
use crate::spec::{Action, EvidenceKind, Member, PagesBy};

fn spec() -> Spec {
    let mut spec = Spec::new("es", "2025-01-01");
    spec.endpoint = Some("es.tencentcloudapi.com".into());
    let members = |list: &[(&str, &str)]| {
        list.iter().map(|(name, text)| Member::new(*name, text.parse().unwrap())).collect()
    };
    let action = Action {
        input: members(&[("Offset", "int64"), ("Limit", "int64")]),
        output: members(&[("Cups", "list<Cup>"), ("Mugs", "list<Mug>"), ("Total", "int64")]),
        ..Action::default()
    };
    spec.actions.insert("ParseDocument".into(), action);
    spec
}

fn corrected(entries: &str) -> Result<Spec, String> {
    let mut specs = [spec()];
    apply_shipped(&mut specs[0]);
    let corrections = Corrections::read("c.toml", entries).map_err(|found| format!("{found:?}"))?;
    let found = corrections.apply(&mut specs);
    let [spec] = specs;
    if found.is_empty() { Ok(spec) } else { Err(format!("{found:?}")) }
}

fn entry(rest: &str) -> String {
    format!(
        "[[correction]]\nproduct = \"es\"\nversion = \"2025-01-01\"\n\
         action = \"ParseDocument\"\nwhy = \"so it is\"\n{rest}\n"
    )
}

#[test]
fn every_shipped_correction_can_be_read() {
    let count = Corrections::read("shipped.toml", SHIPPED).unwrap().len();
    assert_eq!(SHIPPED_LIST.len(), count);
    assert!(count > 0);
}

#[test]
fn a_shipped_host_stands_in_the_spec_with_its_reason() {
    let spec = corrected("").unwrap();
    let action = &spec.actions["ParseDocument"];
    assert_eq!(action.endpoint.as_deref(), Some("es.ai.tencentcloudapi.com"));
    let evidence = action.endpoint_evidence.as_ref().unwrap();
    assert_eq!(evidence.kind, EvidenceKind::Correction);
    assert!(evidence.text.is_some() && evidence.link.is_some());
}

#[test]
fn a_correction_of_ones_own_goes_over_a_shipped_one() {
    let own = "kind = \"endpoint\"\nsays = \"es.ai.tencentcloudapi.com\"\n";
    let spec = corrected(&entry(&format!("{own}means = \"es.tencentcloudapi.com\""))).unwrap();
    let action = &spec.actions["ParseDocument"];
    assert_eq!((&action.endpoint, &action.endpoint_evidence), (&None, &None));
    let spec = corrected(&entry(&format!("{own}means = \"es.example.com\""))).unwrap();
    assert_eq!(spec.actions["ParseDocument"].endpoint.as_deref(), Some("es.example.com"));
}

#[test]
fn a_host_that_the_spec_does_not_have_or_that_is_none_is_refused() {
    for hosts in [
        "says = \"es.tencentcloudapi.com\"\nmeans = \"x.example.com\"",
        "says = \"es.ai.tencentcloudapi.com\"\nmeans = \"https://x.example.com/\"",
        "says = \"es.ai.tencentcloudapi.com\"\nmeans = \"localhost\"",
        "means = \"x.example.com\"",
    ] {
        assert!(corrected(&entry(&format!("kind = \"endpoint\"\n{hosts}"))).is_err(), "{hosts}");
    }
}

#[test]
fn pages_are_put_right_by_members_that_are_there() {
    let rule = |table: &str| corrected(&entry(&format!("kind = \"pages\"\npages = {{ {table} }}")));
    let good = "by = \"page\", input = \"Offset\", size = \"Limit\", first = 0, lists = [\"Cups\"]";
    let spec = rule(good).unwrap();
    let pages = spec.actions["ParseDocument"].pages.as_ref().unwrap();
    assert_eq!((pages.by, pages.first), (PagesBy::Page, Some(0)));
    let found = crate::rust::lower::pagination(&spec.actions["ParseDocument"], &spec).unwrap();
    assert_eq!(found.lists, ["Cups"]);
    let spec = rule("by = \"none\"").unwrap();
    assert_eq!(crate::rust::lower::pagination(&spec.actions["ParseDocument"], &spec), None);
    for table in [
        "by = \"page\", input = \"Offset\", size = \"Limit\"",
        "by = \"page\", input = \"Offset\", size = \"Size\", lists = [\"Cups\"]",
        "by = \"page\", input = \"Offset\", size = \"Limit\", lists = [\"Total\"]",
        "by = \"token\", input = \"Offset\", lists = [\"Cups\"]",
        "by = \"turning\"",
    ] {
        assert!(rule(table).is_err(), "{table}");
    }
}
