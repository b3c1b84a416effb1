//! What is answered to a call that is right.

use serde_json::{Value, json};

use super::*;

#[test]
fn the_nearest_example_answers_and_its_types_are_put_right() {
    let mock = checked();
    let body = json!({ "Item": { "Name": "cup", "Note": "x" }, "Count": 1 });
    let (status, media, answer) = Call::new("Buy", &body).send(&mock);
    assert_eq!((status, &*media), (200, "application/json"));
    let answer = &answer["Response"];
    assert_eq!((&answer["Price"], &answer["Left"]), (&json!(1.5), &json!(7)));
    // The form of the RequestId is that of the product's examples.
    let id = answer["RequestId"].as_str().unwrap();
    assert!(id.starts_with('s') && id.len() == 20 && id != "s1607400465431774000", "{id}");
    let body = json!({ "Item": { "Name": "mug" }, "Count": 5 });
    assert_eq!(Call::new("Buy", &body).send(&mock).2["Response"]["Price"], 9);
    let body = json!({ "Item": { "Name": "gone" } });
    let error = &Call::new("Buy", &body).send(&mock).2["Response"]["Error"];
    assert_eq!(error, &json!({ "Code": "ResourceNotFound.Item", "Message": "Sold." }));
}

#[test]
fn values_are_made_where_there_is_no_example() {
    let answer = call(&free(), "Invent", &json!({}));
    assert_eq!(answer["Name"], "cup");
    assert_eq!(answer["Size"], 4);
    assert_eq!(answer["Tree"], json!({ "Id": 1, "Below": [] }));
    assert_eq!(answer["Flag"], true);
}

#[test]
fn pages_turn_over_a_list_that_is_repeated() {
    let mock = mock().items(5).start().unwrap();
    let shown = call(&mock, "DescribeItems", &json!({}));
    assert_eq!((&shown["TotalCount"], shown["Items"].as_array().unwrap().len()), (&json!(2), 2));
    let mut seen = Vec::new();
    for offset in [0, 2, 4, 6] {
        let page = call(&mock, "DescribeItems", &json!({ "Offset": offset, "Limit": 2 }));
        assert_eq!(page["TotalCount"], 5);
        seen.push(page["Items"].as_array().unwrap().len());
    }
    assert_eq!(seen, [2, 2, 1, 0]);
}

#[test]
fn a_streaming_action_answers_with_events() {
    let mock = free();
    let headers = [("Content-Type", "application/json"), ("X-TC-Action", "Chat")];
    let (_, media, body) = post(&mock.url(), &headers, b"{}");
    assert_eq!(media, "text/event-stream");
    assert_eq!(body, "data: {\"a\":1}\n\ndata: [DONE]\n\n");
    let events = vec![json!({ "b": 2 }), json!("[DONE]")];
    mock.expect(Expectation {
        action: "Chat".into(),
        events: Some(events),
        ..Expectation::default()
    })
    .unwrap();
    let (_, _, body) = post(&mock.url(), &headers, b"{}");
    assert_eq!(body, "data: {\"b\":2}\n\ndata: [DONE]\n\n");
}

#[test]
fn bytes_travel_as_a_part_of_a_form() {
    let mock = free();
    let send = |media: &str, body: &str| {
        let headers = [("Content-Type", media), ("X-TC-Action", "Send")];
        let answer = post(&mock.url(), &headers, body.as_bytes()).2;
        answer["Response"]["Error"]["Code"].as_str().unwrap_or("taken").to_owned()
    };
    let part = |name: &str, text: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let form = "multipart/form-data; boundary=b";
    let body = format!("{}{}--b--\r\n", part("File", "\u{1}x"), part("Size", "3"));
    assert_eq!(send(form, &body), "taken");
    assert_eq!(mock.requests()[0].request["Size"], 3);
    assert_eq!(send(form, &format!("{}--b--\r\n", part("Size", "3"))), "MissingParameter");
    assert_eq!(send("application/json", "{}"), "UnsupportedProtocol");
}

#[test]
fn calls_of_the_first_version_are_read_from_a_query_or_a_form() {
    let mock = free();
    let form = "Action=Buy&Version=2026-01-02&Region=ap-x&Item.Name=cup&Count=1";
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    let answer = post(&mock.url(), &headers, form.as_bytes()).2;
    assert_eq!(answer["Response"]["Price"], 1.5);
    let code = |query: &str| {
        let url = format!("{}/?{query}", mock.url());
        let text = agent().get(&url).call().unwrap().body_mut().read_to_string().unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        answer["Response"]["Error"]["Message"].as_str().unwrap_or("taken").to_owned()
    };
    assert_eq!(code(form), "taken");
    assert!(code("Version=2026-01-02").contains("`Action`"));
    assert!(code(&format!("{form}&Count=2")).contains("`Count` input repeated"));
    assert!(code(&format!("{form}&Odd.1=2")).contains("`Odd` invalid array format"));
    assert!(code(&format!("{form}&Odd")).contains("splited by `=`"));
    let checked = checked();
    let text = agent().get(checked.url()).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(text.contains("required parameter `Timestamp`"), "{text}");
}
