//! Calls that go through, and errors that the service answers with.

use serde_json::json;
use tencentcloud_runtime::{CommonErrorCode, Credential, Error};
use tests_service::{Account, Answer, Offer};

use crate::both::{Caller, Setup, keeps_connections, order, shop};
use crate::mini::ErrorCode;

fn a_success_has_its_members_and_its_request_id<C: Caller>() {
    let service = shop();
    let response = C::new(Setup::of(&service)).create_order(&order("A")).unwrap();
    assert_eq!(response.order_id.as_deref(), Some("order of A"));
    assert_eq!(response.request_id, service.log()[0].request_id);
    assert_eq!((service.received("CreateOrder"), service.executed("CreateOrder")), (1, 1));
}

fn a_documented_error_is_typed_and_has_its_request_id<C: Caller>() {
    let service = shop();
    let answer = Answer::error("FailedOperation.SoldOut", "卖完了", "request-7");
    service.next("CreateOrder", [answer]);
    let error = C::new(Setup::of(&service)).create_order(&order("A")).unwrap_err();
    assert!(error.is(ErrorCode::FailedOperationSoldOut));
    assert_eq!((error.message(), error.request_id()), ("卖完了", Some("request-7")));
    assert!(!error.is_retryable() && !error.may_have_been_executed());
    assert_eq!(error.to_string(), "FailedOperation.SoldOut: 卖完了 (RequestId request-7)");
}

fn a_code_that_is_nowhere_documented_is_kept<C: Caller>() {
    let service = shop();
    service.next("CreateOrder", [Answer::error("Brand.New", "…", "r")]);
    let error = C::new(Setup::of(&service)).create_order(&order("A")).unwrap_err();
    assert_eq!(error.code(), Some("Brand.New"));
}

fn keys_that_are_wrong_are_refused_with_a_request_id_and_never_printed<C: Caller>() {
    let service = shop();
    let id = Account::example().secret_id;
    for (id, code) in [
        (&*id, CommonErrorCode::AuthFailureSignatureFailure),
        ("AKIDnobody", CommonErrorCode::AuthFailureSecretIdNotFound),
    ] {
        let credential = Credential::new(id, "another-key").unwrap();
        let setup = Setup::of(&service).region("ap-guangzhou").provider(credential);
        let error = C::new(setup).describe_orders().unwrap_err();
        assert!(error.is(code));
        assert!(error.request_id().is_some_and(|id| id.starts_with("00000000-")));
        assert!(!format!("{error} {error:?}").contains("another-key"));
    }
    assert_eq!((service.received("DescribeOrders"), service.executed("DescribeOrders")), (2, 0));
}

fn a_region_goes_along_as_the_action_says<C: Caller>() {
    let service = shop();
    let without = C::new(Setup::of(&service));
    let with = C::new(Setup::of(&service).region("ap-guangzhou"));
    without.create_order(&order("A")).unwrap();
    with.create_order(&order("B")).unwrap();
    with.describe_orders().unwrap();
    with.chat().unwrap();
    let error = without.describe_orders().unwrap_err();
    assert!(matches!(&error, Error::InvalidRequest(_)), "{error:?}");
    assert!(error.to_string().contains("DescribeOrders requires a region"), "{error}");
    let log = service.log();
    let regions: Vec<_> = log.iter().map(|seen| seen.request.header("x-tc-region")).collect();
    assert_eq!(regions, [None, Some("ap-guangzhou"), Some("ap-guangzhou"), None]);
}

fn a_temporary_credential_sends_its_token<C: Caller>() {
    let service = shop();
    let account = Account::new("temporary", "key");
    service.account(account.with_token("the-token", std::time::Duration::from_secs(60)));
    let client = |token: &str| {
        let credential = Credential::new("temporary", "key").unwrap().with_token(token).unwrap();
        C::new(Setup::of(&service).provider(credential))
    };
    client("the-token").create_order(&order("A")).unwrap();
    let error = client("another-token").create_order(&order("A")).unwrap_err();
    assert_eq!(error.code().map(ToString::to_string).as_deref(), Some("AuthFailure.TokenFailure"));
    assert!(!format!("{error} {error:?}").contains("another-token"));
}

fn an_error_member_of_a_task_is_no_error_of_the_call<C: Caller>() {
    let service = shop();
    let task = json!({ "Status": "failed", "Error": { "Code": "Task.Broken", "Message": "m" } });
    service.next("DescribeTask", [Answer::success(task, "r-1")]);
    service.next("DescribeTask", [Answer::error("InternalError", "really", "r-2")]);
    let client = C::new(Setup::of(&service));
    let response = client.describe_task().unwrap();
    assert_eq!(response.error.and_then(|error| error.code).as_deref(), Some("Task.Broken"));
    let error = client.describe_task().unwrap_err();
    assert_eq!((error.message(), error.request_id()), ("really", Some("r-2")));
}

fn answers_are_read_however_they_are_packed<C: Caller>() {
    let service = shop();
    let answer = Answer::success(json!({ "OrderId": "Ω".repeat(5000) }), "r");
    service.next(
        "CreateOrder",
        [
            answer.clone().gzip(),
            answer.clone().in_packets(7),
            answer.clone().gzip().in_packets(1),
            answer.clone().header("Content-Type", "text/plain; charset=utf-8"),
            answer.clone().header("Content-Type", "text/html"),
        ],
    );
    let client = C::new(Setup::of(&service));
    for _ in 0..5 {
        let response = client.create_order(&order("A")).unwrap();
        assert_eq!(response.order_id.map(|id| id.chars().count()), Some(5000));
    }
}

fn connections_are_kept_and_used_again<C: Caller>() {
    let service = shop();
    let client = C::new(Setup::of(&service));
    keeps_connections(&client, || service.connections());
}

fn pages_follow_each_other_to_the_end<C: Caller>() {
    let service = shop();
    let orders = Offer::new("shop", "2020-11-11", "DescribeOrders").in_a_region();
    service.offer(orders.answering(|request, id| {
        let asked = request.json();
        let from = asked["Offset"].as_u64().unwrap_or(0);
        let orders: Vec<_> = (from..25).take(asked["Limit"].as_u64().unwrap() as usize).collect();
        Answer::success(json!({ "TotalCount": 25, "Numbers": orders, "Orders": orders }), id).into()
    }));
    let client = C::new(Setup::of(&service).region("ap-guangzhou"));
    let pages: Vec<_> = client.pages(10).into_iter().map(Result::unwrap).collect();
    let numbers: Vec<i64> = pages.iter().flat_map(|page| page.numbers.clone()).collect();
    assert_eq!(numbers, (0..25).collect::<Vec<_>>());
    assert_eq!((pages.len(), service.received("DescribeOrders")), (3, 3));
}

fn an_error_ends_the_pages<C: Caller>() {
    let service = shop();
    let page = json!({ "TotalCount": 25, "Orders": ["a", "b"] });
    service.next(
        "DescribeOrders",
        [Answer::success(page, "r-1"), Answer::error("InternalError", "m", "r-2")],
    );
    let pages = C::new(Setup::of(&service).region("ap-guangzhou")).pages(2);
    assert_eq!(pages.len(), 2);
    assert!(pages[0].is_ok());
    assert_eq!(pages[1].as_ref().unwrap_err().request_id(), Some("r-2"));
}

crate::scenarios! {
    a_success_has_its_members_and_its_request_id,
    a_documented_error_is_typed_and_has_its_request_id,
    a_code_that_is_nowhere_documented_is_kept,
    keys_that_are_wrong_are_refused_with_a_request_id_and_never_printed,
    a_region_goes_along_as_the_action_says,
    a_temporary_credential_sends_its_token,
    an_error_member_of_a_task_is_no_error_of_the_call,
    answers_are_read_however_they_are_packed,
    connections_are_kept_and_used_again,
    pages_follow_each_other_to_the_end,
    an_error_ends_the_pages,
}
