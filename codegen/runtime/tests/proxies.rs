//! Calls through a proxy.

#![expect(unreachable_pub, reason = "written as the generator writes it")]
#![expect(clippy::unwrap_used, reason = "a test")]

mod support;

use serde_json::json;
use support::mini::{self, CreateOrderRequest};
use support::{builder_for, response, shop};
use tencentcloud_runtime::Client;
use tencentcloud_runtime::transport::Proxies;
use tests_service::Service;

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("x", vec![])
}

/// The double plays the proxy: what it is asked shows how the client speaks to one.
fn with_password(service: &Service) -> Proxies {
    Proxies::all(&format!("http://me:secret@{}", service.address())).unwrap()
}

fn behind(proxies: Proxies) -> Client {
    let builder = Client::builder().credential(support::credential()).proxies(proxies);
    builder.endpoint("http://shop.invalid").build().unwrap()
}

#[tokio::test]
async fn plain_calls_are_handed_to_the_proxy_with_the_whole_address_and_its_password() {
    let proxy = shop(|_| response(json!({})));
    let _ = mini::create_order(&behind(with_password(&proxy)), &order()).await;
    let request = proxy.log().remove(0).request;
    assert_eq!(request.target, "http://shop.invalid/");
    assert_eq!(request.header("Host"), Some("shop.invalid"));
    assert_eq!(request.header("Proxy-Authorization"), Some("Basic bWU6c2VjcmV0"));
}

#[tokio::test]
async fn calls_over_tls_ask_for_a_tunnel_and_tell_the_proxy_nothing_else() {
    let proxy = shop(|_| response(json!({})));
    let client =
        behind(with_password(&proxy)).with(|settings| settings.endpoint("https://shop.invalid"));
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert!(!error.may_have_been_executed(), "{error}");
    let request = proxy.log().remove(0).request;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("CONNECT", "shop.invalid:443"));
    assert_eq!(request.header("Proxy-Authorization"), Some("Basic bWU6c2VjcmV0"));
    assert_eq!(request.header("Authorization"), None);
}

#[tokio::test]
async fn hosts_that_are_excepted_are_reached_without() {
    let service = shop(|_| response(json!({})));
    let nowhere = Proxies::all("http://127.0.0.1:1").unwrap();
    let client =
        builder_for(&service).proxies(nowhere.clone().except("127.0.0.1")).build().unwrap();
    mini::create_order(&client, &order()).await.unwrap();
    let client = builder_for(&service).proxies(nowhere).build().unwrap();
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert!(!error.may_have_been_executed(), "{error}");
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_goes_through_the_proxy_too() {
    let proxy = shop(|_| response(json!({})));
    let build = |url: &str, proxies: Proxies| {
        let builder = tencentcloud_runtime::blocking::Client::builder();
        let builder = builder.credential(support::credential()).proxies(proxies);
        builder.endpoint(url).build().unwrap()
    };
    let client = build("https://shop.invalid", with_password(&proxy));
    let error = client.send(&order()).unwrap_err();
    assert!(!error.may_have_been_executed(), "{error}");
    let request = proxy.log().remove(0).request;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("CONNECT", "shop.invalid:443"));
    assert_eq!(request.header("Proxy-Authorization"), Some("Basic bWU6c2VjcmV0"));
    assert_eq!(request.header("Authorization"), None);

    let excepted = Proxies::all("http://127.0.0.1:1").unwrap().except("127.0.0.1");
    build(&proxy.url(), excepted).send(&order()).unwrap();
}
