//! Writing, reading and printing through the wire traits.

#![expect(unreachable_pub, reason = "written as the generator writes it")]
#![expect(clippy::unwrap_used, reason = "a test")]

mod support;

use serde_json::{Value as Json, json};
use support::mini::{
    CreateOrderRequest, CreateOrderResponse, DescribeOrdersResponse, Item, Nothing,
};
use tencentcloud_runtime::runtime::wire::{Members, Slot, Visitor, from_json, to_json, to_query};

fn written(members: &dyn tencentcloud_runtime::runtime::Members) -> Json {
    serde_json::from_slice(&to_json(members).unwrap()).unwrap()
}

fn item(text: &str) -> Result<Item, String> {
    let mut item = Item::default();
    from_json(text.as_bytes(), &mut item)
        .map_err(|failure| format!("{}: {}", failure.path, failure.problem))?;
    Ok(item)
}

#[test]
fn what_is_none_is_left_out_and_what_is_empty_is_sent() {
    let mut request = CreateOrderRequest::new("典子谦 \"x\"\n", vec![]);
    request.coupons = Some(vec![]);
    request.empty = Some(Nothing::default());
    assert_eq!(
        String::from_utf8(to_json(&request).unwrap()).unwrap(),
        r#"{"Customer":"典子谦 \"x\"\n","Items":[],"Coupons":[],"Empty":{}}"#
    );
    assert_eq!(to_json(&Nothing::default()).unwrap(), b"{}");
}

#[test]
fn every_kind_of_value_is_written_exactly() {
    let mut thing = Item::new("a");
    thing.price = Some(i64::MIN);
    thing.stock = Some(u64::MAX);
    thing.weight = Some(0.1);
    thing.gift = Some(false);
    thing.parts = Some(vec![Item::new("b")]);
    thing.inner = Some(Box::new(Item::new("c")));
    let expected = json!({
        "Name": "a", "Price": i64::MIN, "Stock": u64::MAX, "Weight": 0.1, "Gift": false,
        "Parts": [{"Name": "b"}], "Inner": {"Name": "c"},
    });
    assert_eq!(written(&thing), expected);
    let mut back = Item::default();
    from_json(&to_json(&thing).unwrap(), &mut back).unwrap();
    assert!(back == thing);
}

#[test]
fn a_number_that_json_cannot_say_is_an_error_that_names_the_member() {
    let mut request = CreateOrderRequest::new("x", vec![Item::new("a")]);
    request.items[0].weight = Some(f64::NAN);
    let error = to_json(&request).unwrap_err().to_string();
    assert_eq!(error, "the member `Items.Weight` is not a finite number");
}

#[test]
fn deep_structures_are_refused_both_ways_without_overflowing_the_stack() {
    let mut deep = Item::new("leaf");
    for _ in 0..5_000 {
        deep = Item { inner: Some(Box::new(deep)), ..Item::default() };
    }
    let error = to_json(&deep).unwrap_err().to_string();
    assert!(error.contains("nested deeper than 128 levels"), "{error}");
    assert!(to_query(&deep).is_err());

    let text = format!("{}{}", r#"{"Inner":"#.repeat(100_000), "}".repeat(100_000));
    assert!(item(&text).unwrap_err().contains("recursion limit"));
}

#[test]
fn queries_are_flattened() {
    let mut request = CreateOrderRequest::new("x y", vec![Item::new("a"), Item::new("b")]);
    request.items[1].tags = Some(vec!["t".into()]);
    request.items[1].gift = Some(true);
    let pairs: Vec<_> =
        to_query(&request).unwrap().into_iter().map(|(name, value)| name + "=" + &value).collect();
    assert_eq!(
        pairs,
        [
            "Customer=x y",
            "Items.0.Name=a",
            "Items.1.Name=b",
            "Items.1.Gift=true",
            "Items.1.Tags.0=t"
        ]
    );
}

#[test]
fn reading_is_tolerant_where_the_service_strays() {
    let thing = item(
        r#"{"Name": 12, "Price": "4", "Stock": "18446744073709551615", "Weight": "5000.00",
            "Gift": "true", "Tags": ["a", 7, null], "Unknown": {"x": [1, {"y": null}]}}"#,
    )
    .unwrap();
    assert_eq!(thing.name.as_deref(), Some("12"));
    assert_eq!((thing.price, thing.stock, thing.weight), (Some(4), Some(u64::MAX), Some(5000.0)));
    assert_eq!(thing.gift, Some(true));
    assert_eq!(thing.tags.unwrap(), ["a", "7", ""]);
}

#[test]
fn nothing_reads_as_nothing_in_every_form_of_it() {
    for nothing in ["null", r#""""#] {
        let text = format!(
            r#"{{"Price": {nothing}, "Weight": {nothing}, "Gift": {nothing}, "Tags": {nothing}, "Inner": {nothing}}}"#
        );
        assert!(item(&text).unwrap() == Item::default(), "{nothing}");
    }
    assert!(item(r#"{"Inner": [], "Tags": {}}"#).unwrap() == Item::default());
    assert!(item(r#"{"Inner": {}}"#).unwrap().inner.is_some());
    let mut response = CreateOrderResponse::default();
    from_json(br#"{"Items": null, "RequestId": null}"#, &mut response).unwrap();
    assert!(response == CreateOrderResponse::default());
}

#[test]
fn whatever_else_does_not_fit_is_an_error_with_its_path() {
    for (text, expected) in [
        (
            r#"{"Parts": [{}, {"Price": "x1"}]}"#,
            "Parts[1].Price: expected an integer, found a string",
        ),
        (r#"{"Stock": -1}"#, "Stock: expected an integer that is not negative, found"),
        (r#"{"Price": 9223372036854775808}"#, "Price: expected an integer, found"),
        (r#"{"Inner": [{}]}"#, "Inner: expected an object, found a list"),
        (r#"{"Tags": {"a": 1}}"#, "Tags: expected a list, found an object"),
        (r#"{"Name": {"a": 1}}"#, "Name: expected a string, found an object"),
        (r#"{"Price": []}"#, "Price: expected an integer, found a list"),
        (r#"{"Gift": 2}"#, "Gift: expected true or false, found"),
        (r#"{"Inner": {"Parts": [{"Tags": "x"}]}}"#, "Inner.Parts[0].Tags: expected a list"),
        (r#"{"Price": 1"#, ": EOF while parsing"),
        ("[]", ": invalid type: sequence, expected an object"),
    ] {
        let error = item(text).unwrap_err();
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

#[test]
fn a_missing_number_in_a_list_is_never_a_zero() {
    let mut response = DescribeOrdersResponse::default();
    let failure = from_json(br#"{"Numbers": [1, null]}"#, &mut response).unwrap_err();
    assert_eq!(failure.path, "Numbers[1]");
}

#[test]
fn a_repeated_member_keeps_the_last_value() {
    let thing =
        item(r#"{"Tags": ["a"], "Inner": {"Name": "a"}, "Tags": ["b"], "Inner": {"Price": 1}}"#);
    let thing = thing.unwrap();
    assert_eq!(thing.tags.unwrap(), ["b"]);
    assert_eq!(thing.inner.unwrap().name, None);
}

#[test]
fn debug_shows_what_is_there_and_no_secret() {
    let mut request = CreateOrderRequest::new("x", vec![Item::new("a")]);
    request.pass_word = Some("hidden".into());
    request.items[0].id_card = Some("hidden".into());
    assert_eq!(
        format!("{request:?}"),
        r#"CreateOrderRequest { customer: "x", items: [{name: "a", id_card: [redacted]}], pass_word: [redacted] }"#
    );
    assert!(format!("{request:#?}").contains("\n    customer: \"x\",\n"));
}

#[cfg(feature = "serde")]
#[test]
fn serde_writes_and_reads_the_same_json() {
    let mut thing = Item::new("a");
    thing.stock = Some(u64::MAX);
    thing.parts = Some(vec![Item::new("b")]);
    let text = serde_json::to_string(&thing).unwrap();
    assert_eq!(text, r#"{"Name":"a","Stock":18446744073709551615,"Parts":[{"Name":"b"}]}"#);
    assert!(serde_json::from_str::<Item>(&text).unwrap() == thing);
    let from_value: Item = serde_json::from_value(json!({"Price": "7"})).unwrap();
    assert_eq!(from_value.price, Some(7));
    let error = serde_json::from_str::<Item>(r#"{"Parts": [{"Price": "x"}]}"#).unwrap_err();
    assert!(error.to_string().starts_with("Parts[0].Price: expected an integer"), "{error}");
}

#[cfg(feature = "serde")]
#[test]
fn serde_makes_no_request_without_its_required_members() {
    let read = serde_json::from_value::<CreateOrderRequest>;
    for given in [json!({}), json!({"Customer": "a"}), json!({"Customer": null, "Items": []})] {
        let error = read(given).unwrap_err().to_string();
        assert!(error.contains("found nothing; the field is required"), "{error}");
    }
    assert_eq!(read(json!({"Customer": "", "Items": []})).unwrap().customer, "");
}

/// Sent only at first and read too by now: tcgen.lock keeps its fields from being optional.
#[derive(Clone, Default, PartialEq)]
struct Price {
    amount: i64,
    unit: String,
    origin: Origin,
}

/// A structure in it that has room for nothing.
#[derive(Clone, Default, PartialEq)]
struct Origin {
    city: Option<String>,
}

impl Members for Price {
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("Amount", &self.amount);
        visitor.member("Unit", &self.unit);
        visitor.member("Origin", &self.origin);
    }

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "Amount" => &mut self.amount,
            "Unit" => &mut self.unit,
            "Origin" => &mut self.origin,
            _ => return None,
        })
    }

    fn required(&self) -> Vec<String> {
        ["Amount", "Unit", "Origin"].map(str::to_owned).into()
    }
}

impl Members for Origin {
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("City", &self.city);
    }

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        (name == "City").then_some(&mut self.city)
    }
}

#[derive(Default)]
struct Prices {
    price: Option<Price>,
    list: Vec<Price>,
}

impl Members for Prices {
    fn visit(&self, _: &mut dyn Visitor) {}

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "Price" => &mut self.price,
            "List" => &mut self.list,
            _ => return None,
        })
    }
}

#[test]
fn no_zero_and_no_empty_text_stands_for_what_an_answer_lacks() {
    let read = |text: &str| {
        let mut prices = Prices::default();
        let read = from_json(text.as_bytes(), &mut prices);
        read.map(|()| prices).map_err(|failure| (failure.path, failure.problem))
    };
    let whole = r#"{"Amount": "0", "Unit": "", "Origin": {}}"#;
    let prices = read(&format!(r#"{{"Price": {whole}, "List": [{whole}]}}"#)).unwrap();
    let expected = Price::default();
    assert!(prices.price == Some(expected.clone()) && prices.list == [expected]);
    for (text, path) in [
        (r#"{"Price": {"Unit": "a", "Origin": {}}}"#, "Price.Amount"),
        (r#"{"Price": {"Unit": "a", "Origin": {}, "Amount": null}}"#, "Price.Amount"),
        (r#"{"Price": {"Amount": "", "Unit": "a", "Origin": {}}}"#, "Price.Amount"),
        (r#"{"Price": {"Amount": 1, "Unit": null, "Origin": {}}}"#, "Price.Unit"),
        (r#"{"Price": {"Amount": 1, "Unit": "a", "Origin": []}}"#, "Price.Origin"),
        (r#"{"Price": {"Other": 1}}"#, "Price.Amount"),
        (r#"{"Price": {}}"#, "Price.Amount"),
        (r#"{"List": [{"Amount": 1, "Origin": {}}]}"#, "List[0].Unit"),
        (r#"{"List": [null]}"#, "List[0]"),
    ] {
        let (found, problem) = read(text).err().unwrap_or_default();
        assert_eq!(found, path, "{text}");
        assert!(path == "List[0]" || problem.contains("found nothing; the field"), "{problem}");
    }
    // Where the structure itself is not there, nothing is missing in it.
    for text in ["{}", r#"{"Price": null, "List": []}"#, r#"{"Price": [], "List": {}}"#] {
        assert!(read(text).unwrap().price.is_none(), "{text}");
    }
}
