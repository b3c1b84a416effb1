//! Calls against a service on loopback: what goes over the wire, and what comes back.

#![expect(unreachable_pub, reason = "written as the generator writes it")]

mod support;

use serde_json::json;
use support::mini::{
    self, CREATE_ORDER, ChatRequest, CreateOrderRequest, CreateOrderResponse,
    DescribeOrdersRequest, DescribeTaskRequest, ErrorCode, Item,
};
use support::{builder_for, client_for, error, response, shop};
use tencentcloud_runtime::runtime::wire::{Members, Visitor};
use tencentcloud_runtime::transport::{Replay, TransportError};
use tencentcloud_runtime::{
    Action, Binary, Client, CommonErrorCode, Credential, Error, Form, JsonObject, Language,
    Request, Response, RetryPolicy,
};
use tests_service::{Answer, Offer};

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("典子谦", vec![Item::new("book")])
}

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
async fn an_error_of_the_service_is_typed_and_says_everything() {
    let server = shop(|_| error("FailedOperation.SoldOut"));
    let error = mini::create_order(&client_for(&server), &order()).await.unwrap_err();
    assert!(error.is(ErrorCode::FailedOperationSoldOut) && error.is("FailedOperation.SoldOut"));
    assert_eq!(error.code().map(ErrorCode::from), Some(ErrorCode::FailedOperationSoldOut));
    assert_eq!(error.request_id(), Some("req-1"));
    assert_eq!(
        error.to_string(),
        "FailedOperation.SoldOut: FailedOperation.SoldOut happened (RequestId req-1)"
    );
    assert!(!error.may_have_been_executed() && !error.is_retryable());
    assert_eq!(server.log().len(), 1);
    assert!(CREATE_ORDER.errors().contains(&"FailedOperation.SoldOut"));
    let other = error.code().map(CommonErrorCode::from).unwrap();
    assert!(matches!(other, CommonErrorCode::Other(_)) && error.is(other));
}

#[tokio::test]
async fn a_wrong_secret_is_refused_and_never_printed() {
    let server = shop(|_| response(json!({})));
    let wrong = Credential::new(support::credential().secret_id(), "wrong-secret").unwrap();
    let client = Client::builder().credential(wrong).endpoint(&server.url()).build().unwrap();
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert!(error.is(CommonErrorCode::AuthFailureSignatureFailure));
    let printed = format!("{error} {error:?} {client:?}");
    assert!(!printed.contains("wrong-secret"), "{printed}");
}

#[tokio::test]
async fn every_form_of_an_error_answer_is_an_error_and_every_form_of_success_is_none() {
    let cases = [
        (
            json!({"Response": {"Error": {"Code": "A.B", "Message": "m"}, "RequestId": "r"}}),
            Some("A.B: m (RequestId r)"),
        ),
        (
            json!({"Response": {"RequestId": "r"}, "Error": {"Code": "A", "Message": "m"}}),
            Some("A: m (RequestId r)"),
        ),
        (
            json!({"Error": {"Code": "A", "Message": "m"}, "RequestId": "r"}),
            Some("A: m (RequestId r)"),
        ),
        (json!({"code": 4104, "message": "m", "codeDesc": "Old"}), Some("Old: m")),
        (json!({"code": 4104, "message": "m"}), Some("4104: m")),
        (json!({"Response": {"RequestId": "r"}, "Error": null, "RequestId": null}), None),
        (json!({"Response": {"RequestId": "r", "Error": null}}), None),
        (json!({"Response": {"OrderId": "x"}, "RequestId": "r"}), None),
        (json!({"OrderId": "x", "RequestId": "r"}), None),
    ];
    for (answer, expected) in cases {
        let sent = Answer::json(&answer);
        let server = shop(move |_| sent.clone());
        let result = mini::create_order(&client_for(&server), &order()).await;
        match expected {
            Some(text) => assert_eq!(result.unwrap_err().to_string(), text, "{answer}"),
            None => assert_eq!(result.unwrap().request_id, "r", "{answer}"),
        }
    }
}

#[tokio::test]
async fn a_response_with_a_member_error_is_no_failure_unless_it_has_nothing_else() {
    let task_failed =
        json!({"Status": "Failed", "Error": {"Code": "InvalidParameter.Url", "Message": "m"}});
    let server = shop(move |_| response(task_failed.clone()));
    let answer =
        mini::describe_task(&client_for(&server), &DescribeTaskRequest::default()).await.unwrap();
    assert_eq!(answer.error.unwrap().code.as_deref(), Some("InvalidParameter.Url"));

    let server = shop(|_| error("AuthFailure"));
    let error = mini::describe_task(&client_for(&server), &DescribeTaskRequest::default())
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("AuthFailure"));
}

#[tokio::test]
async fn what_cannot_be_read_names_path_and_request_id_and_keeps_the_body() {
    let server = shop(|_| response(json!({"Items": [{}, {"Price": "personal"}]})));
    let error = mini::create_order(&client_for(&server), &order()).await.unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error}") };
    assert_eq!(decode.path(), "Response.Items[1].Price");
    assert_eq!(error.request_id(), Some("req-1"));
    assert!(String::from_utf8_lossy(decode.body()).contains("personal"));
    assert!(error.may_have_been_executed());
    let printed = format!("{error} {error:?}");
    assert!(!printed.contains("personal"), "{printed}");
    assert!(
        printed.contains("Response.Items[1].Price: expected an integer, found a string"),
        "{printed}"
    );
}

#[tokio::test]
async fn the_request_id_of_a_broken_body_is_found() {
    let body = r#"{"Response": {"OrderId": "x", "RequestId": "req-9", "Items": [{"#;
    let server = shop(move |_| Answer::new(200, "application/json", body));
    let error = mini::create_order(&client_for(&server), &order()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
    assert_eq!(error.request_id(), Some("req-9"));
}

#[tokio::test]
async fn a_clock_that_is_off_is_corrected_once_and_stays_corrected() {
    let server = shop(|_| response(json!({})));
    server.clock_ahead(7_200);
    let client = client_for(&server);
    mini::create_order(&client, &order()).await.unwrap();
    mini::create_order(&client, &order()).await.unwrap();
    assert_eq!(server.log().len(), 3, "one correction, then none");

    let never = builder_for(&server).retry(RetryPolicy::never()).build().unwrap();
    mini::create_order(&never, &order()).await.unwrap_err();
    assert_eq!(server.log().len(), 4, "never is never");
    mini::create_order(&never, &order()).await.unwrap();
    assert_eq!(server.log().len(), 5, "what was learnt helps the next call");
}

#[tokio::test]
async fn a_clock_that_stays_wrong_is_an_error_after_one_correction() {
    let server = shop(|_| {
        error("AuthFailure.SignatureExpire").header("Date", "Mon, 25 Feb 2019 16:44:25 GMT")
    });
    server.clock_ahead(-200);
    let error = mini::create_order(&client_for(&server), &order()).await.unwrap_err();
    assert!(error.to_string().starts_with("AuthFailure.SignatureExpire"), "{error}");
    assert_eq!(server.log().len(), 2);
}

#[tokio::test]
async fn packed_answers_are_unpacked() {
    let server = shop(|_| response(json!({"OrderId": "packed"})).gzip().in_packets(7));
    let answer = mini::create_order(&client_for(&server), &order()).await.unwrap();
    assert_eq!(answer.order_id.as_deref(), Some("packed"));
    assert_eq!(server.log()[0].request.header("Accept-Encoding"), Some("gzip"));
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_refused() {
    let server = shop(|_| response(json!({"OrderId": "x".repeat(2_000)})));
    let client =
        builder_for(&server).configure(|settings| settings.max_response(1_000)).build().unwrap();
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert!(error.to_string().contains("larger than 1000 bytes"), "{error}");
}

#[test]
fn a_call_outside_a_runtime_is_an_error_and_no_panic() {
    let server = shop(|_| response(json!({})));
    let client = client_for(&server);
    let request = order();
    let call = std::pin::pin!(mini::create_order(&client, &request));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = call.poll(&mut context) else { panic!("not ready") };
    let error = result.unwrap_err();
    assert!(error.to_string().contains("no tokio runtime") && !error.may_have_been_executed());
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
    assert!(build(header).contains("set by the signature"));
    let client =
        Client::builder().build().unwrap().with(|settings| settings.endpoint("http://x?y"));
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
}

#[tokio::test]
async fn any_action_can_be_called_with_json() {
    let server = shop(|request| response(json!({"Big": u64::MAX, "Echo": request.json()})));
    let client = client_for(&server).with(|settings| settings.retry(RetryPolicy::never()));
    let answer =
        client.call("shop", "2020-11-11", "CreateOrder", json!({"A": i64::MIN})).await.unwrap();
    assert_eq!(answer, json!({"Big": u64::MAX, "Echo": {"A": i64::MIN}, "RequestId": "req-1"}));
    assert!(client.call("shop", "2020-11-11", "X", json!([1])).await.is_err());
    assert!(client.call("evil.com/", "2020-11-11", "X", json!({})).await.is_err());
    assert_eq!(server.log().len(), 1);
}

#[tokio::test]
async fn requests_too_large_for_the_service_are_not_sent() {
    let server = shop(|_| response(json!({})));
    let request = CreateOrderRequest::new("x".repeat(11 * 1024 * 1024), vec![]);
    let error = mini::create_order(&client_for(&server), &request).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert_eq!(server.log().len(), 0);
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_makes_the_same_calls() {
    let server = shop(|_| response(json!({"OrderId": "o-1"})));
    let client = support::blocking_client_for(&server);
    for _ in 0..3 {
        let answer: CreateOrderResponse = client.send(&order()).unwrap();
        assert_eq!(answer.order_id.as_deref(), Some("o-1"));
    }
    let get = client.with(|settings| settings.form(Form::Get));
    get.send(&order()).unwrap();
    assert_eq!(server.connections(), 1, "the connection is kept");
    assert!(server.log().iter().all(|seen| seen.request.header("Accept").is_none()));
    let answer = client.call("shop", "2020-11-11", "CreateOrder", json!({})).unwrap();
    assert_eq!(answer["OrderId"], "o-1");
    let server = shop(|_| error("FailedOperation.SoldOut"));
    let error = support::blocking_client_for(&server).send(&order()).unwrap_err();
    assert!(error.is(ErrorCode::FailedOperationSoldOut));
}

#[tokio::test]
async fn a_call_owns_all_that_it_needs_and_can_be_spawned() {
    let server = shop(|_| response(json!({"OrderId": "o-1"})));
    let spawned = {
        let (client, request) = (client_for(&server), order());
        tokio::spawn(client.send(&request))
    };
    assert_eq!(spawned.await.unwrap().unwrap().request_id(), "req-1");
    let pages = client_for(&server).with_region("ap-guangzhou");
    let mut pages = pages.pages(&DescribeOrdersRequest::default());
    assert!(tokio::spawn(async move { pages.next().await }).await.unwrap().unwrap().is_ok());
}

/// Code that is written once for all actions.
async fn with_audit<R: Request>(
    client: &Client,
    request: &R,
    log: &mut Vec<String>,
) -> Result<R::Response, Error> {
    let answer = client.send(request).await?;
    log.push(format!("{} {}", R::ACTION.name(), answer.request_id()));
    Ok(answer)
}

#[tokio::test]
async fn code_of_ones_own_wraps_every_call_and_one_error_comes_out_of_all() {
    async fn both(client: &Client, log: &mut Vec<String>) -> Result<(), Error> {
        with_audit(client, &DescribeTaskRequest::default(), log).await?;
        with_audit(client, &order(), log).await?;
        Ok(())
    }
    let server = shop(|request| match request.header("X-TC-Action") {
        Some("CreateOrder") => error("FailedOperation.SoldOut"),
        _ => response(json!({})),
    });
    let mut log = Vec::new();
    let error = both(&client_for(&server), &mut log).await.unwrap_err();
    assert!(error.is(ErrorCode::FailedOperationSoldOut));
    assert_eq!(log, ["DescribeTask req-1"]);
}

#[tokio::test]
async fn a_cause_is_told_once_by_source() {
    let broken = std::io::Error::other("the cable is cut");
    let replay = Replay::new().failure(TransportError::maybe_sent("no answer").caused_by(broken));
    let builder = Client::builder().credential(support::credential()).transport(replay);
    let client = builder.retry(RetryPolicy::never()).build().unwrap();
    let error = client.send(&order()).await.unwrap_err();
    assert_eq!(error.to_string(), "no answer; the call may have been executed");
    assert_eq!(support::told(&error), format!("{error}: the cable is cut"));
    let Error::Transport(transport) = &error else { panic!("{error}") };
    assert!(std::error::Error::source(&**transport).unwrap().to_string().contains("cable"));
}
