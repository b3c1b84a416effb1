//! What goes over the wire.

use serde_json::json;
use tencentcloud_runtime::runtime::wire::{Members, Visitor};
use tencentcloud_runtime::{Action, Binary, Client, Error, Form, JsonObject, Language};
use tests_service::Offer;

use crate::order;
use crate::support::mini::{
    self, CREATE_ORDER, ChatRequest, CreateOrderRequest, DescribeOrdersRequest,
};
use crate::support::{builder_for, client_for, response, shop};

#[tokio::test]
async fn a_call_is_signed_and_says_what_the_official_sdks_say() {
    let server = shop(|_| response(json!({"OrderId": "o-1", "Items": [{"Price": "7"}]})));
    let client = builder_for(&server).region("ap-guangzhou").build().unwrap();
    let answer = mini::create_order(&client, &order()).await.unwrap();
    assert_eq!(answer.order_id.as_deref(), Some("o-1"));
    assert_eq!(answer.items[0].price, Some(7));
    assert_eq!(answer.request_id, "req-1");

    let request = server.log().remove(0).request;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/"));
    let host = server.address().to_string();
    for (name, value) in [
        ("Host", host.as_str()),
        ("Content-Type", "application/json"),
        ("X-TC-Action", "CreateOrder"),
        ("X-TC-Version", "2020-11-11"),
        ("X-TC-Region", "ap-guangzhou"),
        ("X-TC-Language", "zh-CN"),
        ("X-TC-RequestClient", concat!("SDK_RUST_", env!("CARGO_PKG_VERSION"))),
    ] {
        assert_eq!(request.header(name), Some(value), "{name}");
    }
    assert_eq!(request.header("X-TC-TraceId").unwrap().len(), 36);
    assert!(
        request.header("X-TC-Token").is_none() && request.header("X-TC-Content-SHA256").is_none()
    );
    assert!(request.header("Authorization").unwrap().contains("/shop/tc3_request"));
    let mut body = request.json();
    assert_eq!(body["ClientToken"].as_str().unwrap().len(), 36);
    body.as_object_mut().unwrap().remove("ClientToken");
    assert_eq!(body, json!({"Customer": "典子谦", "Items": [{"Name": "book"}]}));
}

#[tokio::test]
async fn settings_of_a_derived_client_go_over_the_wire_and_leave_the_first_alone() {
    let server = shop(|_| response(json!({})));
    let first = builder_for(&server).region("ap-beijing").build().unwrap();
    let second = first.with(|settings| {
        settings
            .region("")
            .language(Language::English)
            .request_client("shop,1.0")
            .trace_id("trace-1")
            .unsigned_payload(true)
            .header("X-Own", "yes")
            .parameter("Hidden", 1)
            .parameter("Customer", "other")
    });
    mini::create_order(&second, &order()).await.unwrap();
    mini::create_order(&first, &order()).await.unwrap();
    let [second, first] = &server.log()[..] else { panic!("two requests") };
    assert_eq!(first.connection, second.connection, "derived clients share connections");
    let (first, second) = (&first.request, &second.request);
    assert_eq!(second.header("X-TC-Region"), None);
    assert_eq!(second.header("X-TC-Language"), Some("en-US"));
    let client = concat!("SDK_RUST_", env!("CARGO_PKG_VERSION"), "; shop,1.0");
    assert_eq!(second.header("X-TC-RequestClient"), Some(client));
    assert_eq!(second.header("X-TC-TraceId"), Some("trace-1"));
    assert_eq!(second.header("X-TC-Content-SHA256"), Some("UNSIGNED-PAYLOAD"));
    assert_eq!(second.header("X-Own"), Some("yes"));
    assert_eq!(
        (&second.json()["Hidden"], &second.json()["Customer"]),
        (&json!(1), &json!("other"))
    );
    assert_eq!(first.header("X-TC-Region"), Some("ap-beijing"));
    assert_eq!(first.json()["Customer"], "典子谦");
}

#[tokio::test]
async fn get_requests_carry_a_signed_query() {
    let server = shop(|_| response(json!({})));
    let client =
        builder_for(&server).configure(|settings| settings.form(Form::Get)).build().unwrap();
    let mut request = order();
    request.coupons = Some(vec!["a b&c".into()]);
    request.client_token = Some("mine".into());
    mini::create_order(&client, &request).await.unwrap();
    let request = server.log().remove(0).request;
    assert_eq!(request.method, "GET");
    assert_eq!(
        request.target,
        "/?ClientToken=mine&Coupons.0=a+b%26c&Customer=%E5%85%B8%E5%AD%90%E8%B0%A6&Items.0.Name=book"
    );
    assert_eq!(request.header("Content-Type"), Some("application/x-www-form-urlencoded"));
}

struct Upload;

impl Members for Upload {
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("Name", &"x".to_owned());
        visitor.member("File", &Binary::new(vec![0, 1, 255]).file_name("x.bin"));
    }
}

#[tokio::test]
async fn files_travel_in_a_signed_multipart_body() {
    let server = shop(|_| response(json!({})));
    let action = CREATE_ORDER.with_multipart();
    let result: Result<JsonObject, Error> = client_for(&server).execute(&action, &Upload).await;
    result.unwrap();
    let request = server.log().remove(0).request;
    let boundary = request.header("Content-Type").unwrap();
    let boundary = boundary.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert!(request.body.ends_with(format!("--{boundary}--\r\n").as_bytes()));
    assert!(request.body.windows(3).any(|window| window == [0, 1, 255]));
}

#[tokio::test]
async fn an_action_without_signature_says_so_and_needs_no_credential() {
    let server = shop(|_| response(json!({})));
    server.offer(Offer::new("shop", "2020-11-11", "Open").unsigned());
    let client = Client::builder().endpoint(&server.url()).build().unwrap();
    let action =
        Action::new("shop", "2020-11-11", "Open", CREATE_ORDER.endpoint()).without_signature();
    let result: Result<JsonObject, Error> = client.execute(&action, &order()).await;
    result.unwrap();
    assert_eq!(server.log()[0].request.header("Authorization"), Some("SKIP"));
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert!(matches!(error, Error::Credential(_)) && !error.may_have_been_executed());
}

#[tokio::test]
async fn regions_follow_the_rule_of_the_action() {
    let server = shop(|_| response(json!({})));
    let client = client_for(&server);
    let error =
        mini::describe_orders(&client, &DescribeOrdersRequest::default()).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert_eq!(server.log().len(), 0);
    let client = client.with_region("ap-guangzhou");
    mini::describe_orders(&client, &DescribeOrdersRequest::default()).await.unwrap();
    mini::chat_stream(&client, &ChatRequest::default()).await.unwrap();
    let regions: Vec<_> = server
        .log()
        .iter()
        .map(|seen| seen.request.header("X-TC-Region").map(str::to_owned))
        .collect();
    assert_eq!(regions, [Some("ap-guangzhou".to_owned()), None]);
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_reported() {
    let build = |builder: tencentcloud_runtime::ClientBuilder<Client>| {
        builder.build().unwrap_err().to_string()
    };
    assert!(build(Client::builder().endpoint("ftp://x")).contains("another scheme"));
    let tagged = Client::builder().configure(|settings| settings.request_client("a\nb"));
    assert!(build(tagged).contains("request client"));
    let header = Client::builder().configure(|settings| settings.header("Authorization", "x"));
    assert!(build(header).contains("set by the client"));
    let action = Client::builder().configure(|settings| settings.header("X-TC-Action", "Other"));
    assert!(build(action).contains("set by the client"));
    let value = Client::builder().configure(|settings| settings.header("X-Shop", "a\nb"));
    assert!(build(value).contains("the value of the header X-Shop"));
    let client =
        Client::builder().build().unwrap().with(|settings| settings.endpoint("http://x?y"));
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
}

#[tokio::test]
async fn requests_too_large_for_the_service_are_not_sent() {
    let server = shop(|_| response(json!({})));
    let request = CreateOrderRequest::new("x".repeat(11 * 1024 * 1024), vec![]);
    let error = mini::create_order(&client_for(&server), &request).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert_eq!(server.log().len(), 0);
}
