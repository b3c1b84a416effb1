use super::*;
use crate::spec::Structure;

fn members(list: &[(&str, &str)]) -> Vec<Member> {
    list.iter().map(|(name, text)| Member::new(*name, text.parse().unwrap())).collect()
}

fn action(input: &[(&str, &str)], output: &[(&str, &str)]) -> Action {
    Action { input: members(input), output: members(output), ..Action::default() }
}

fn spec() -> Spec {
    let mut spec = Spec::new("kettle", "2021-02-03");
    let mut add = |name: &str, list: &[(&str, &str)]| {
        let item = Structure { members: members(list), ..Structure::default() };
        spec.structures.insert(name.into(), item);
    };
    add("Page", &[("Records", "list<Item>"), ("Total", "int64"), ("NextToken", "string")]);
    add("Filter", &[("Offset", "uint64"), ("Limit", "uint64")]);
    add("Paging", &[("Total", "int64")]);
    add("Wrapped", &[("Items", "list<Item>"), ("Paging", "Paging")]);
    spec
}

fn found(input: &[(&str, &str)], output: &[(&str, &str)]) -> Option<PageWalk> {
    pagination(&action(input, output), &spec())
}

const INTS: &[(&str, &str)] = &[("Offset", "int64"), ("Limit", "uint64")];
const ITEMS: (&str, &str) = ("Items", "list<Item>");
const TOTAL: (&str, &str) = ("TotalCount", "uint64");

fn offset() -> Pagination {
    Pagination::Offset { offset: "Offset".into(), limit: "Limit".into() }
}

#[test]
fn a_pair_of_numbers_and_one_list_make_pages() {
    let with_names = found(INTS, &[ITEMS, ("Names", "list<string>"), TOTAL]).unwrap();
    assert_eq!(with_names.pagination, offset());
    assert_eq!(with_names.lists, ["Items"]);
    assert_eq!(with_names.total.as_deref(), Some("TotalCount"));
    assert_eq!(found(INTS, &[ITEMS]).unwrap().total, None);
    assert!(found(INTS, &[TOTAL]).is_none());
    assert!(found(&[("Limit", "int64")], &[ITEMS, TOTAL]).is_none());
}

#[test]
fn numbers_and_totals_may_be_strings() {
    let found =
        found(&[("Offset", "string"), ("Limit", "string")], &[ITEMS, ("Total", "string")]).unwrap();
    assert!(found.is_text);
    assert_eq!(found.total.as_deref(), Some("Total"));
}

#[test]
fn what_an_offset_counts_is_as_its_text_says() {
    let spec = spec();
    let mut action = action(INTS, &[ITEMS, TOTAL]);
    action.input[0].first_page = Some(0);
    let page = |number: &str, first, size: &str| Pagination::Page {
        number: number.into(),
        first,
        size: size.into(),
    };
    assert_eq!(pagination(&action, &spec).unwrap().pagination, page("Offset", 0, "Limit"));
    let numbered = [("PageNo", "int64"), ("PerPage", "int64")];
    let by_page = found(&numbered, &[ITEMS, TOTAL]).unwrap();
    assert_eq!(by_page.pagination, page("PageNo", 1, "PerPage"));
    assert!(found(&[("Index", "int64"), ("Count", "int64")], &[ITEMS, TOTAL]).is_none());
}

#[test]
fn members_may_stand_in_structures() {
    let within = found(&[("Filter", "Filter")], &[("Data", "Page")]).unwrap();
    let nested =
        Pagination::Offset { offset: "Filter.Offset".into(), limit: "Filter.Limit".into() };
    assert_eq!(within.pagination, nested);
    assert_eq!(
        (within.lists, within.total.as_deref()),
        (vec!["Data.Records".to_owned()], Some("Data.Total"))
    );
    let beside = found(INTS, &[ITEMS, ("CountInfo", "Paging")]).unwrap();
    assert_eq!(beside.total.as_deref(), Some("CountInfo.Total"));
    let deep = found(INTS, &[("Data", "Wrapped")]).unwrap();
    assert_eq!(deep.total.as_deref(), Some("Data.Paging.Total"));
}

#[test]
fn a_disabled_position_is_none() {
    let mut action = action(INTS, &[ITEMS, TOTAL]);
    action.input.extend(members(&[("PageNumber", "int64"), ("PageSize", "int64")]));
    action.input[0].disabled = true;
    let by = pagination(&action, &spec()).unwrap().pagination;
    assert!(matches!(by, Pagination::Page { number, .. } if number == "PageNumber"));
}

#[test]
fn a_token_goes_first_where_only_it_tells_the_end() {
    let both = [("Offset", "int64"), ("Limit", "int64"), ("Context", "string")];
    let is_token = |output: &[(&str, &str)]| {
        matches!(found(&both, output).unwrap().pagination, Pagination::Token { .. })
    };
    let context = ("Context", "string");
    assert!(is_token(&[ITEMS, context, TOTAL, ("ListOver", "bool")]));
    assert!(is_token(&[ITEMS, context]));
    assert!(!is_token(&[ITEMS, context, TOTAL]));
    let with_end = found(&both, &[ITEMS, context, ("HasMore", "bool")]).unwrap();
    assert_eq!(with_end.end, Some(("HasMore".into(), false)));
    let mut disabled = action(&both, &[ITEMS, context, ("CupTotal", "int64")]);
    assert_eq!(pagination(&disabled, &spec()).unwrap().total.as_deref(), Some("CupTotal"));
    disabled.output[2].disabled = true;
    let by = pagination(&disabled, &spec()).unwrap().pagination;
    assert!(matches!(by, Pagination::Token { .. }), "a total out of use ends nothing");
}

#[test]
fn a_token_may_be_a_number_and_stand_beside_the_list() {
    let by_number = found(&[("NextToken", "uint64")], &[ITEMS, ("NextToken", "uint64")]).unwrap();
    assert!(!by_number.is_text);
    let nested = found(&[("NextToken", "string")], &[("Data", "Page")]).unwrap();
    let output = "Data.NextToken".to_owned();
    assert_eq!(nested.pagination, Pagination::Token { input: "NextToken".into(), output });
    assert!(found(&[("NextToken", "list<string>")], &[ITEMS, ("NextToken", "string")]).is_none());
}

#[test]
fn what_stands_beside_the_items_is_left_out() {
    let lists = |output: &[(&str, &str)]| found(INTS, output).unwrap().lists;
    let failed = ("FailMessageList", "list<Failure>");
    assert_eq!(lists(&[("Names", "list<string>"), failed, TOTAL]), ["Names"]);
    assert_eq!(lists(&[failed, TOTAL]), ["FailMessageList"]);
    assert_eq!(lists(&[("Cups", "list<Cup>"), ("SizeOptions", "list<Size>"), TOTAL]), ["Cups"]);
    assert_eq!(lists(&[("Cups", "list<Cup>"), ("KindCounts", "list<Kind>"), TOTAL]), ["Cups"]);
    assert_eq!(lists(&[("Data", "list<Cup>"), ("VpcList", "list<Id>"), TOTAL]), ["Data"]);
    let mut twins = action(INTS, &[("Cups", "list<Cup>"), ("CupSet", "list<Cup>"), TOTAL]);
    twins.output[1].disabled = true;
    assert_eq!(pagination(&twins, &spec()).unwrap().lists, ["Cups"]);
}

#[test]
fn parts_of_one_page_are_all_walked_and_others_are_unclear() {
    let parts = [("IngressFilterRules", "list<Rule>"), ("EgressFilterRules", "list<Rule>"), TOTAL];
    assert_eq!(found(INTS, &parts).unwrap().lists, ["IngressFilterRules", "EgressFilterRules"]);
    for output in [
        [("Cups", "list<Cup>"), ("Mugs", "list<Mug>"), TOTAL],
        [("CupSet", "list<Cup>"), ("MugSet", "list<Cup>"), TOTAL],
        [("HotTeaCups", "list<Cup>"), ("ColdTeaCups", "list<Mug>"), TOTAL],
    ] {
        let action = action(INTS, &output);
        assert_eq!(pagination(&action, &spec()), None);
        let lists: Vec<_> = output[..2].iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(unclear_lists(&action, &spec()), Some(lists));
    }
}

#[test]
fn a_count_is_a_total_where_its_text_says_so() {
    let with_text = |doc: &str| {
        let mut action = action(INTS, &[ITEMS, ("Count", "int64")]);
        action.output[1].doc = Some(doc.into());
        pagination(&action, &spec()).unwrap().total
    };
    assert_eq!(with_text("总条数").as_deref(), Some("Count"));
    assert_eq!(with_text("本次返回的条数"), None);
    let named = found(INTS, &[ITEMS, ("CupTotalCount", "int64"), ("FailTotalCount", "int64")]);
    assert_eq!(named.unwrap().total.as_deref(), Some("CupTotalCount"));
}
