//! Answers and streams whose text is not clean: what can be read is, and an error stays that error.

use bytes::Bytes;
use http::Response;
use tencentcloud_runtime::runtime::wire::{Members, Visitor};
use tencentcloud_runtime::transport::Replay;
use tencentcloud_runtime::{Action, Client, Error, JsonObject, Request, Streamed, blocking};

use crate::support::credential;
use crate::support::mini::{
    self, ChatRequest, CreateOrderRequest, CreateOrderResponse, DescribeTaskRequest,
};

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("x", vec![])
}

fn answered(kind: &str, body: &[u8]) -> Replay {
    let answer = Response::builder()
        .header("content-type", kind)
        .header("x-tc-requestid", "from-header")
        .body(Bytes::copy_from_slice(body))
        .unwrap();
    Replay::new().http(answer)
}

fn client(replay: Replay) -> Client {
    let builder = Client::builder().credential(credential()).transport(replay);
    builder.region("ap-guangzhou").build().unwrap()
}

fn blocking_client(replay: Replay) -> blocking::Client {
    let builder = blocking::Client::builder().credential(credential()).transport(replay);
    builder.region("ap-guangzhou").build().unwrap()
}

/// What both clients make of this body, which has to be the same.
async fn called(body: &[u8]) -> Result<CreateOrderResponse, String> {
    let json = "application/json";
    let first = mini::create_order(&client(answered(json, body)), &order()).await;
    let first = first.map_err(|error| error.to_string());
    let second = blocking_client(answered(json, body)).send(&order());
    let second = second.map_err(|error| error.to_string());
    assert_eq!(first, second);
    first
}

#[tokio::test]
async fn an_error_keeps_code_message_and_request_id_whatever_its_text_holds() {
    let cases: [(&[u8], &str); 15] = [
        (br#"{"Response":{"Error":{"Code":"A.B","Message":"bad \ud83d"},"RequestId":"r"}}"#, "A.B: bad \u{fffd} (RequestId r)"),
        (b"{\"Response\":{\"Error\":{\"Code\":\"A.B\",\"Message\":\"\xb2\xce\xca\xfd\"},\"RequestId\":\"r\"}}", "A.B: \u{fffd}\u{fffd}\u{fffd}\u{fffd} (RequestId r)"),
        (b"{\"Response\":{\"Error\":{\"Code\":\"A.B\",\"Message\":\"\x81\x5c\"},\"RequestId\":\"r\"}}", "A.B: \u{fffd} (RequestId r)"),
        (b"{\"Response\":{\"Error\":{\"Code\":\"A.B\",\"Message\":\"cut \xe5\x85\"},\"RequestId\":\"r\"}}", "A.B: cut \u{fffd} (RequestId r)"),
        (br#"{"Response":{"Error":{"Code":"A.B","Message":{"en":"m"}},"RequestId":"r"}}"#, "A.B: {\"en\":\"m\"} (RequestId r)"),
        (br#"{"Response":{"Error":{"Message":"\udc00m","Code":"A.B"},"RequestId":"r"}}"#, "A.B: \u{fffd}m (RequestId r)"),
        (br#"{"Response":{"RequestId":"r","Items":"none","Error":{"Message":"m","Code":"A.B"}}}"#, "A.B: m (RequestId r)"),
        (br#"{"Response":{"Error":{"Code":4001,"Message":"m"},"RequestId":"r"}}"#, "4001: m (RequestId r)"),
        (br#"{"Response":{"Error":{"Code":" A.B ","Message":"m"},"RequestId":"r"}}"#, "A.B: m (RequestId r)"),
        (br#"{"Response":{"Error":{"Code":null,"Message":"boom"},"RequestId":"r"}}"#, "error without a code: boom (RequestId r)"),
        (br#"{"Response":{"Error":"boom","RequestId":"r"}}"#, "error without a code: boom (RequestId r)"),
        (br#"{"Response":{"Error":{"Code":"A.B.","Message":"m"},"RequestId":"r"}}"#, "A.B: m (RequestId r)"),
        (br#"{"Response":{"Error":[{"Code":"A.B","Message":"m"},{"Code":"C"}],"RequestId":"r"}}"#, "A.B: m (RequestId r)"),
        (br#"{"Response":{"Error":{"Code":"A.B","Message":"m"},"RequestId":"r"},"Error":null}"#, "A.B: m (RequestId r)"),
        (br#"{"Response":{"Error":{"Code":"A.B","Message":"half of i"#, "A.B: half of i (RequestId from-header)"),
    ];
    for (body, expected) in cases {
        let error = called(body).await.unwrap_err();
        assert_eq!(error, expected, "{}", String::from_utf8_lossy(body));
    }
}

#[tokio::test]
async fn what_is_throttled_is_repeated_however_its_message_reads() {
    let throttled = br#"{"Response":{"Error":{"Message":"\ud83d","Code":"RequestLimitExceeded"},"RequestId":"r"}}"#;
    let replay = answered("application/json", throttled).response(serde_json::json!({}));
    mini::create_order(&client(replay.clone()), &order()).await.unwrap();
    assert_eq!(replay.recorded().len(), 2);
}

#[tokio::test]
async fn one_bad_character_does_not_cost_the_answer() {
    let cases: [(&[u8], &str); 8] = [
        (br#"{"Response":{"OrderId":"a\ud83d","RequestId":"r"}}"#, "a\u{fffd}"),
        (br#"{"Response":{"OrderId":"\ude00a","RequestId":"r"}}"#, "\u{fffd}a"),
        (b"{\"Response\":{\"OrderId\":\"a\xe5\x85\",\"RequestId\":\"r\"}}", "a\u{fffd}"),
        (b"{\"Response\":{\"OrderId\":\"\xb5\x5c\",\"RequestId\":\"r\"}}", "\u{fffd}"),
        (b"{\"Response\":{\"OrderId\":\"a\tb\nc\",\"RequestId\":\"r\"}}", "a\tb\nc"),
        (b"\xef\xbb\xbf{\"Response\":{\"OrderId\":\"a\",\"RequestId\":\"r\"}}", "a"),
        (b"{\"Response\":{\"OrderId\":\"a\",\"RequestId\":\"r\"}}\0\0", "a"),
        (
            b"{\"Response\":{\"OrderId\":\"a\",\"Items\":[{\"Weight\":NaN}],\"RequestId\":\"r\"}}",
            "a",
        ),
    ];
    for (body, expected) in cases {
        let answer = called(body).await.unwrap();
        assert_eq!(answer.order_id.as_deref(), Some(expected), "{}", String::from_utf8_lossy(body));
        assert_eq!(answer.request_id, "r");
    }
    let body = br#"{"Response":{"Any":["\ud83d"],"RequestId":"r"}}"#;
    let untyped = client(answered("application/json", body));
    let answer = untyped.call("cvm", "2017-03-12", "X", serde_json::json!({})).await.unwrap();
    assert_eq!(answer["Any"][0], "\u{fffd}");
}

#[tokio::test]
async fn a_text_that_was_cut_is_never_a_success() {
    let whole = r#"{"Response":{"OrderId":"a\u0041","Items":[{"Price":1}],"RequestId":"r"}}"#;
    for length in 0..whole.len() {
        let error = called(&whole.as_bytes()[..length]).await.unwrap_err();
        assert!(error.contains("RequestId from-header"), "{length}: {error}");
    }
    called(whole.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn a_task_that_failed_is_told_from_a_call_that_failed_in_an_unclean_text_too() {
    let read = |body: &'static [u8]| async move {
        mini::describe_task(
            &client(answered("application/json", body)),
            &DescribeTaskRequest::default(),
        )
        .await
    };
    let task = read(
        br#"{"Response":{"Status":"F","Error":{"Code":"A","Message":"\ud83d"},"RequestId":"r"}}"#,
    );
    assert_eq!(task.await.unwrap().error.unwrap().message.as_deref(), Some("\u{fffd}"));
    let call =
        read(br#"{"Response":{"Error":{"Code":"A","Message":"\ud83d"},"RequestId":"r"}}"#).await;
    assert_eq!(call.unwrap_err().code(), Some("A"));
}

#[tokio::test]
async fn floats_are_the_numbers_that_were_sent() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..2_000 {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = f64::from_bits(state >> 2 | 0x3000_0000_0000_0000);
        let body =
            format!(r#"{{"Response":{{"Items":[{{"Weight":{number:?}}}],"RequestId":"r"}}}}"#);
        let answer = client(answered("application/json", body.as_bytes()));
        let answer = mini::create_order(&answer, &order()).await.unwrap();
        assert_eq!(answer.items[0].weight.unwrap().to_bits(), number.to_bits(), "{body}");
    }
}

#[tokio::test]
async fn an_answer_that_is_no_json_says_what_it_is() {
    let said = |kind: &'static str, body: &'static str| async move {
        let client = client(answered(kind, body.as_bytes()));
        mini::create_order(&client, &order()).await.unwrap_err().to_string()
    };
    let stream = said("text/event-stream", "data: {}\n\n").await;
    assert!(stream.contains("stream of events") && stream.contains("_stream"), "{stream}");
    let page = said("text/html; charset=gbk", "<html>").await;
    assert!(page.contains("text/html, and not JSON"), "{page}");
    let empty = said("application/json", " \n").await;
    assert_eq!(empty, "cannot read the answer: the answer is empty (RequestId from-header)");
    let personal = said("application/json", "\"620000198802020000\"").await;
    assert!(personal.contains("found a string") && !personal.contains("6200"), "{personal}");
}

/// What both clients make of this stream, which has to be the same.
async fn streamed(text: &[u8]) -> Vec<String> {
    let kind = "text/event-stream;charset=utf-8";
    let told = |event: Result<CreateOrderResponse, Error>| match event {
        Ok(event) => event.order_id.unwrap_or_default(),
        Err(error) => format!("! {error}"),
    };
    let mut stream =
        mini::chat_stream(&client(answered(kind, text)), &ChatRequest::default()).await.unwrap();
    let mut first = Vec::new();
    while let Some(event) = stream.next().await {
        first.push(told(event));
    }
    let client = blocking_client(answered(kind, text));
    let second = client.stream(&ChatRequest::default()).unwrap();
    assert_eq!(first, second.map(told).collect::<Vec<_>>());
    first
}

#[tokio::test]
async fn a_stream_goes_on_over_half_an_emoji() {
    let text = b"data: {\"OrderId\": \"\\ud83d\"}\n\ndata: {\"OrderId\": \"\\ude00\"}\n\n\
                 data: {\"OrderId\": \"\xf0\x9f\"}\n\ndata: {\"OrderId\": \"end\"}\n\n";
    assert_eq!(streamed(text).await, ["\u{fffd}", "\u{fffd}", "\u{fffd}", "end"]);
}

#[tokio::test]
async fn an_event_has_a_name_an_id_and_all_its_members() {
    let text = b"event: audio\nid: 7\ndata: {\"Audio\": \"AAE=\", \"IsEnd\": true}\n\ndata: {\"Seq\": 2, \"RequestId\": \"r\"}\n\n";
    let kind = "text/event-stream";
    let one = client(answered(kind, text));
    let mut stream = mini::chat_stream(&one, &ChatRequest::default()).await.unwrap();
    let other = blocking_client(answered(kind, text));
    let mut again = other.stream(&ChatRequest::default()).unwrap();
    // No member of the first is known to the response type: it is an error that says so.
    let first = stream.next().await.unwrap();
    assert_eq!(first.is_ok(), again.next().unwrap().is_ok());
    assert_eq!((stream.event_name(), stream.event_id()), (Some("audio"), Some("7")));
    assert_eq!(stream.event_json().unwrap().0["Audio"], "AAE=");
    assert_eq!((again.event_name(), again.event_id()), (Some("audio"), Some("7")));
    assert_eq!(again.event_json().unwrap().0["IsEnd"], true);
    // The stream goes on behind it.
    assert_eq!(stream.next().await.unwrap().unwrap().request_id, "r");
    assert_eq!(again.next().unwrap().unwrap().request_id, "r");
    assert!(stream.next().await.is_none() && again.next().is_none());
}

/// The request of an action of whose events no source says what they hold.
struct SpeakRequest;

impl Members for SpeakRequest {
    fn visit(&self, _: &mut dyn Visitor) {}
}

impl Request for SpeakRequest {
    type Response = CreateOrderResponse;
    const ACTION: &'static Action<'static> =
        &Action::new("shop", "2020-11-11", "Speak", "shop.tencentcloudapi.com").without_region();
}

impl Streamed for SpeakRequest {
    type Event = JsonObject;
}

/// What both clients make of a stream of which no source says what its events hold.
async fn spoken(text: &[u8]) -> Vec<String> {
    let kind = "text/event-stream";
    let told = |event: Result<JsonObject, Error>| match event {
        Ok(event) => serde_json::Value::Object(event.0).to_string(),
        Err(error) => format!("! {error}"),
    };
    let mut stream = client(answered(kind, text)).stream(&SpeakRequest).await.unwrap();
    let mut first = Vec::new();
    while let Some(event) = stream.next().await {
        first.push(told(event));
    }
    let second = blocking_client(answered(kind, text)).stream(&SpeakRequest).unwrap();
    assert_eq!(first, second.map(told).collect::<Vec<_>>());
    first
}

#[tokio::test]
async fn events_that_nobody_describes_come_as_they_were_sent() {
    for event in [
        r#"{"Type":"audio","Audio":"AAE=","Seq":1,"IsEnd":false}"#,
        // Members that would mean something to the envelope of an answer.
        r#"{"code":0,"message":"ok","data":{"text":"a"}}"#,
        r#"{"message":"a"}"#,
        r#"{"Response":"a text","Part":1}"#,
        r#"{"Error":null,"Text":"a"}"#,
        r#"{"id":"1","choices":[{"delta":{"content":"你"}}],"error":null}"#,
        "{}",
    ] {
        let text = format!("id: 1\ndata: {event}\n\ndata: {{\"Last\":12345678901234567890}}\n\n");
        let expected = [event, r#"{"Last":12345678901234567890}"#];
        assert_eq!(spoken(text.as_bytes()).await, expected);
    }
    let text = br#"data: {"Response":{"Text":"a","RequestId":"r"}}"#;
    assert_eq!(spoken(text).await, [r#"{"Text":"a","RequestId":"r"}"#]);
}

#[tokio::test]
async fn an_event_that_nobody_describes_may_still_be_an_error() {
    for (event, expected) in [
        (
            r#"{"Type":"error","RequestId":"r","Error":{"Code":"InternalError","Message":"m"}}"#,
            "! InternalError: m (RequestId r)",
        ),
        (
            r#"{"Response":{"Error":{"Code":"A.B","Message":"m"}}}"#,
            "! A.B: m (RequestId from-header)",
        ),
        (r#"{"ErrorMsg":{"Msg":"m","Code":4000},"Note":"n"}"#, "! 4000: m (RequestId from-header)"),
        (
            "some text",
            "! cannot read the answer: expected value at line 1 column 1 (RequestId from-header)",
        ),
    ] {
        let text = format!("data: {event}\n\ndata: {{\"Last\":1}}\n\n");
        assert_eq!(spoken(text.as_bytes()).await, [expected], "{event}");
    }
    let whole = br#"{"Response":{"Error":{"Code":"A.B","Message":"m"},"RequestId":"r"}}"#;
    assert_eq!(spoken(whole).await, ["! A.B: m (RequestId r)"]);
}

#[tokio::test]
async fn beats_and_comments_are_no_events() {
    let text = b": hi\n\ndata\n\ndata:\n\ndata: \n\nevent: ping\ndata: ping\n\nevent: heartbeat\n\
                 data: {\"t\": 1}\n\ndata: ping\n\nretry: 3\n\ndata: {\"OrderId\": \"a\"}\r\r";
    assert_eq!(streamed(text).await, ["a"]);
}

#[tokio::test]
async fn a_body_that_is_no_stream_is_an_answer_whatever_its_type_says() {
    for (text, expected) in [
        (
            r#"{"Response":{"Error":{"Code":"A.B","Message":"m"},"RequestId":"r"}}"#,
            "! A.B: m (RequestId r)",
        ),
        (
            "{\n  \"Response\": {\n\"Error\": {\"Code\": \"A.B\", \"Message\": \"m\"}, \"RequestId\": \"r\"}}\n",
            "! A.B: m (RequestId r)",
        ),
        (
            "<html>gateway</html>",
            "! cannot read the answer: the answer says that it is a stream of events, and it is not (RequestId from-header)",
        ),
        (r#"{"Response":{"OrderId":"whole","RequestId":"r"}}"#, "whole"),
    ] {
        assert_eq!(streamed(text.as_bytes()).await, [expected], "{text}");
    }
    let midway = "data: {\"OrderId\": \"a\"}\n\n{\"Response\":{\"Error\":{\"Code\":\"A\",\"Message\":\"m\"},\"RequestId\":\"r\"}}";
    assert_eq!(streamed(midway.as_bytes()).await, ["a", "! A: m (RequestId r)"]);
}

#[tokio::test]
async fn an_error_in_small_letters_is_one() {
    for text in [
        r#"data: {"error":{"code":"A.B","message":"m"}}"#,
        r#"data: {"error":{"message":"m","code":"A.B","type":"x"},"id":"1"}"#,
        "event: error\ndata: {\"error\":{\"code\":\"A.B\",\"message\":\"m\"}}",
    ] {
        let events =
            streamed(format!("{text}\n\ndata: {{\"OrderId\": \"a\"}}\n\n").as_bytes()).await;
        assert_eq!(events, ["! A.B: m (RequestId from-header)"], "{text}");
    }
}

#[tokio::test]
async fn an_event_that_is_too_large_is_the_last() {
    let text = format!(
        "data: {{\"OrderId\": \"{}\"}}\n\ndata: {{\"OrderId\": \"b\"}}\n\n",
        "x".repeat(5_000)
    );
    let client = client(answered("text/event-stream", text.as_bytes()));
    let small = client.with(|settings| settings.max_response(1_000));
    let mut stream = mini::chat_stream(&small, &ChatRequest::default()).await.unwrap();
    let mut seen = Vec::new();
    while let Some(event) = stream.next().await {
        seen.push(event.map(|event| event.order_id).map_err(|error| error.to_string()));
    }
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(seen[0].as_ref().unwrap_err().contains("larger than 1000 bytes"), "{seen:?}");
}

#[tokio::test]
async fn a_product_is_named_in_small_letters() {
    let client = client(Replay::new().response(serde_json::json!({})));
    let error = client.call("CVM", "2017-03-12", "X", serde_json::json!({})).await.unwrap_err();
    assert!(error.to_string().contains("small letters"), "{error}");
}
