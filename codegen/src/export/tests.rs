//! What an export says, by small specs.

use serde_json::{Value, json};

use super::*;
use crate::spec;

/// A product version with every kind of member.
fn shop() -> Spec {
    let text = json!({
        "format": 1, "product": "shop", "version": "2026-01-02", "title": "Shop",
        "errors": { "FailedOperation": "It failed." },
        "actions": {
            "Buy": {
                "title": "Buy an item", "doc": "Buys.", "region": "required",
                "requests_per_second": 20,
                "input": [
                    { "name": "Item", "type": "Item", "required": true, "doc": "What." },
                    { "name": "Count", "type": "uint64", "example": "3", "default": "1" },
                    { "name": "Kind", "type": "string",
                      "values": [{ "value": "NEW", "doc": "not used" }] },
                    { "name": "Day", "type": "date", "disabled": true },
                    { "name": "Note", "type": "int64", "example": "none" }
                ],
                "output": [
                    { "name": "Order", "type": "Order", "presence": "nullable" },
                    { "name": "Price", "type": "float", "presence": "always" },
                    { "name": "RequestId", "type": "string" }
                ],
                "errors": { "ResourceNotFound": "There is none." },
                "examples": [{ "title": "One", "request": { "Item": { "Name": "cup" } },
                    "response": { "Response": { "Price": 1.5, "RequestId": "r" } } }],
                "sources": [{ "kind": "page", "path": "buy.md", "url": "https://example.org/buy" }]
            },
            "Chat": { "streaming": true, "input": [], "output": [],
                "examples": [{ "response": "data: {}" }] },
            "Send": { "status": "offline", "signature": "skip", "endpoint": "file.example.org",
                "input": [{ "name": "File", "type": "binary", "required": true }], "output": [] }
        },
        "structures": {
            "Item": { "doc": "A thing.", "members": [
                { "name": "Name", "type": "string", "required": true },
                { "name": "Tags", "type": "list<string>", "presence": "always" },
                { "name": "Parts", "type": "list<Item>" }
            ] },
            "Order": { "members": [
                { "name": "Id", "type": "string", "presence": "always" },
                { "name": "Items", "type": "list<Item>" },
                { "name": "Lost", "type": "Gone" }
            ] },
            "BuyRequest": { "members": [] }
        }
    });
    spec::read(&text.to_string()).unwrap()
}

fn document(edition: OpenApiVersion) -> Value {
    let files = files_of(Format::OpenApi(edition), &shop(), &Choice::default());
    assert_eq!(files[0].0, "shop/2026-01-02.json");
    serde_json::from_str(&files[0].1).unwrap()
}

fn at<'a>(document: &'a Value, pointer: &str) -> &'a Value {
    document.pointer(pointer).unwrap_or_else(|| panic!("{pointer} in {document:#}"))
}

#[test]
fn an_action_is_an_operation_with_its_headers_and_its_page() {
    let document = document(OpenApiVersion::V31);
    let buy = at(&document, "/paths/~1Buy/post");
    assert_eq!(buy["operationId"], "Buy");
    assert_eq!(buy["externalDocs"]["url"], "https://example.org/buy");
    assert_eq!(buy["x-tencentcloud-errors"]["ResourceNotFound"], "There is none.");
    assert_eq!(buy["parameters"][0]["schema"]["enum"], json!(["Buy"]));
    assert_eq!(buy["parameters"][3]["$ref"], "#/components/parameters/RequiredRegion");
    assert_eq!(document["x-tencentcloud-errors"]["FailedOperation"], "It failed.");
    let example = at(buy, "/requestBody/content/application~1json/examples/example-1");
    assert_eq!(example, &json!({ "summary": "One", "value": { "Item": { "Name": "cup" } } }));
}

#[test]
fn an_action_may_have_bytes_a_host_of_its_own_and_a_stream() {
    let document = document(OpenApiVersion::V31);
    let send = at(&document, "/paths/~1Send/post");
    assert!(send["requestBody"]["content"]["multipart/form-data"].is_object());
    assert_eq!(send["servers"][0]["url"], "https://file.example.org");
    assert_eq!((&send["security"], &send["deprecated"]), (&json!([]), &json!(true)));
    let stream = at(&document, "/paths/~1Chat/post/responses/200/content/text~1event-stream");
    assert_eq!(stream["examples"]["example-1"]["value"], "data: {}");
}

#[test]
fn members_say_what_the_spec_says_in_either_edition() {
    for (edition, example, order) in [
        (
            OpenApiVersion::V31,
            ("examples", json!([3])),
            json!({ "anyOf": [{ "$ref": "#/components/schemas/Order" }, { "type": "null" }] }),
        ),
        (
            OpenApiVersion::V30,
            ("example", json!(3)),
            json!({
                "allOf": [{ "$ref": "#/components/schemas/Order" }],
                "type": "object",
                "nullable": true
            }),
        ),
    ] {
        let document = document(edition);
        // A structure has the name already.
        let request = at(&document, "/components/schemas/BuyRequest_");
        assert_eq!(request["required"], json!(["Item"]));
        let count = &request["properties"]["Count"];
        assert_eq!((&count["format"], &count["minimum"]), (&json!("uint64"), &json!(0)));
        assert_eq!((&count[example.0], &count["default"]), (&example.1, &json!(1)));
        assert_eq!(request["properties"]["Day"]["deprecated"], true);
        assert_eq!(request["properties"]["Note"]["x-tencentcloud-example"], "none");
        assert_eq!(request["properties"]["Kind"]["x-tencentcloud-values"][0]["value"], "NEW");
        let response = at(&document, "/components/schemas/BuyResponse");
        assert_eq!(response["properties"]["Order"], order);
        assert_eq!(response["required"], json!(["Price"]));
    }
}

#[test]
fn a_description_beside_a_reference_is_read_in_3_0_too() {
    let document = document(OpenApiVersion::V30);
    let item = at(&document, "/components/schemas/BuyRequest_/properties/Item");
    assert_eq!(item["allOf"][0]["$ref"], "#/components/schemas/Item");
    assert_eq!(item["description"], "What.");
}

#[test]
fn what_a_structure_requires_follows_from_the_way_it_goes() {
    let document = document(OpenApiVersion::V31);
    let item = at(&document, "/components/schemas/Item");
    assert_eq!(item["required"], json!(["Name"]));
    assert_eq!(item["x-tencentcloud-output-required"], json!(["Name", "Tags"]));
    assert_eq!(at(&document, "/components/schemas/Order/required"), &json!(["Id"]));
    // A structure that is nowhere described is any object.
    let lost = at(&document, "/components/schemas/Order/properties/Lost");
    assert_eq!(lost, &json!({ "type": "object" }));
}

#[test]
fn a_json_schema_stands_alone_and_refuses_what_the_service_refuses() {
    let choice = Choice::parse(&["shop:Bu*".to_owned()]).unwrap();
    let files = files_of(Format::JsonSchema, &shop(), &choice);
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["shop/2026-01-02/Buy.request.json", "shop/2026-01-02/Buy.response.json"]);
    let request: Value = serde_json::from_str(&files[0].1).unwrap();
    assert_eq!(request["title"], "Buy");
    assert_eq!(request["type"], "object");
    assert_eq!(request["additionalProperties"], false);
    assert_eq!(request["properties"]["Item"]["$ref"], "#/$defs/Item");
    assert_eq!(request["$defs"]["Item"]["properties"]["Parts"]["items"]["$ref"], "#/$defs/Item");
    assert!(request["$defs"].get("Order").is_none(), "{request:#}");
    // No tool knows our extensions: what the values mean is in the text.
    assert_eq!(request["properties"]["Kind"]["description"], "- NEW: not used");
    assert!(!files[0].1.contains("x-tencentcloud"), "{}", files[0].1);
    let response: Value = serde_json::from_str(&files[1].1).unwrap();
    assert_eq!(at(&response, "/properties/Response/anyOf/0/required"), &json!(["Price"]));
}

#[test]
fn a_choice_that_names_nothing_is_refused() {
    for word in ["", "Shop", "shop:", "../x"] {
        assert!(Choice::parse(&[word.to_owned()]).is_err(), "{word}");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("2026-01-02.json"), spec::write(&shop())).unwrap();
    let origin = Origin::Spec(vec![folder.path().to_owned()]);
    let files = |word: &str| {
        let choice = Choice::parse(&[word.to_owned()]).unwrap();
        export(Format::JsonSchema, &origin, &choice, &|_, _| {})
    };
    assert_eq!(files("shop:Buy").unwrap().len(), 2);
    let faults = files("shop:Bay").unwrap_err();
    assert!(faults.iter().next().unwrap().message.contains("`shop` has no action `Bay`"));
    assert!(files("shoq").is_err());
}
