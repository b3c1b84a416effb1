//! Proxies, addresses, certificates, runtimes, and answers that come early.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use tencentcloud_runtime::transport::Proxies;
use tencentcloud_runtime::{Client, RetryPolicy, blocking};

use crate::support::mini::{self, ChatRequest, CreateOrderRequest};
use crate::support::{client_for, credential, response, shop};

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("x", vec![])
}

fn client(proxies: Proxies, endpoint: &str) -> Client {
    let builder = Client::builder().credential(credential()).proxies(proxies);
    builder.retry(RetryPolicy::never()).endpoint(endpoint).build().unwrap()
}

fn blocking_client(proxies: Proxies, endpoint: &str) -> blocking::Client {
    let builder = blocking::Client::builder().credential(credential()).proxies(proxies);
    builder.retry(RetryPolicy::never()).endpoint(endpoint).build().unwrap()
}

/// Serves each connection in a thread of its own.
fn serve(connection: impl Fn(TcpStream) + Clone + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        while let Ok((stream, _)) = listener.accept() {
            let connection = connection.clone();
            std::thread::spawn(move || connection(stream));
        }
    });
    address
}

/// Moves bytes both ways until one side ends.
fn join(near: TcpStream, far: TcpStream) {
    let (mut near_in, mut far_out) = (near.try_clone().unwrap(), far.try_clone().unwrap());
    std::thread::spawn(move || std::io::copy(&mut near_in, &mut far_out));
    let _ = std::io::copy(&mut { far }, &mut { near });
}

#[tokio::test]
async fn both_clients_hand_plain_http_to_the_proxy_with_the_whole_address() {
    let proxy = shop(|_| response(json!({})));
    let proxies = Proxies::all(&format!("http://me:secret@{}", proxy.address())).unwrap();
    let _ = mini::create_order(&client(proxies.clone(), "http://shop.invalid"), &order()).await;
    let blocking = blocking_client(proxies, "http://shop.invalid");
    for _ in 0..3 {
        let _ = blocking.send(&order());
    }
    let log = proxy.log();
    assert_eq!(log.len(), 4);
    assert_eq!(proxy.connections(), 2, "a connection to a proxy is kept");
    for seen in log {
        assert_eq!(seen.request.target, "http://shop.invalid/");
        assert_eq!(seen.request.method, "POST");
        assert_eq!(seen.request.header("Host"), Some("shop.invalid"));
        assert_eq!(seen.request.header("Proxy-Authorization"), Some("Basic bWU6c2VjcmV0"));
    }
}

#[tokio::test]
async fn both_clients_agree_on_what_is_reached_without_a_proxy() {
    let service = shop(|_| response(json!({})));
    let port = service.address().port();
    let local = format!("http://127.0.0.1:{port}");
    let name = format!("http://localhost:{port}");
    let with_port = format!("localhost:{port}");
    for (list, url, direct) in [
        ("127.0.0.0/8", local.as_str(), true),
        ("127.*", &local, true),
        ("10.0.0.0/8", &local, false),
        ("localhost", &name, true),
        ("*", &name, true),
        (&with_port, &name, true),
        ("localhost:1", &name, false),
    ] {
        let proxies = Proxies::all("http://127.0.0.1:1").unwrap().except(list);
        let one = mini::create_order(&client(proxies.clone(), url), &order()).await;
        let other = blocking_client(proxies, url).send(&order());
        assert_eq!((one.is_ok(), other.is_ok()), (direct, direct), "{list} {url}");
    }
}

/// A proxy that speaks SOCKS5, with the names that it was asked for.
fn socks(
    service: SocketAddr,
    user: Option<(&'static str, &'static str)>,
) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = asked.clone();
    let address = serve(move |mut near| {
        let mut read = |length: usize| {
            let mut bytes = vec![0; length];
            near.read_exact(&mut bytes).map(|()| bytes)
        };
        let Ok(head) = read(2) else { return };
        let methods = read(head[1].into()).unwrap();
        let wanted = if user.is_some() { 2 } else { 0 };
        assert!(methods.contains(&wanted));
        near.write_all(&[5, wanted]).unwrap();
        let mut read = |length: usize| {
            let mut bytes = vec![0; length];
            near.read_exact(&mut bytes).unwrap();
            bytes
        };
        if let Some((name, password)) = user {
            let length = read(2)[1];
            assert_eq!(read(length.into()), name.as_bytes());
            let length = read(1)[0];
            assert_eq!(read(length.into()), password.as_bytes());
            near.write_all(&[1, 0]).unwrap();
        }
        let mut read = |length: usize| {
            let mut bytes = vec![0; length];
            near.read_exact(&mut bytes).unwrap();
            bytes
        };
        assert_eq!(read(4), [5, 1, 0, 3], "the proxy finds the address itself");
        let length = read(1)[0];
        let name = read(length.into());
        let port = read(2);
        let port = u16::from_be_bytes([port[0], port[1]]);
        seen.lock().unwrap().push(format!("{}:{port}", String::from_utf8(name).unwrap()));
        near.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        join(near, TcpStream::connect(service).unwrap());
    });
    (address, asked)
}

#[tokio::test]
async fn both_clients_go_through_a_socks_proxy() {
    let service = shop(|_| response(json!({"OrderId": "o"})));
    for user in [None, Some(("me", "p@ss"))] {
        let (address, asked) = socks(service.address(), user);
        let who = if user.is_some() { "me:p%40ss@" } else { "" };
        for scheme in ["socks5", "socks5h"] {
            let proxies = Proxies::all(&format!("{scheme}://{who}{address}")).unwrap();
            let one = client(proxies.clone(), "http://shop.invalid");
            let first = mini::create_order(&one, &order()).await.unwrap();
            let other = blocking_client(proxies, "http://shop.invalid");
            let second = other.send(&order()).unwrap();
            assert_eq!(
                (first.order_id.as_deref(), second.order_id.as_deref()),
                (Some("o"), Some("o"))
            );
        }
        assert_eq!(*asked.lock().unwrap(), ["shop.invalid:80"; 4]);
    }
}

#[test]
fn one_client_works_in_many_runtimes_at_once() {
    let service = shop(|_| response(json!({})));
    let client = client_for(&service).with(|settings| settings.retry(RetryPolicy::never()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..15 {
                    let runtime = tokio::runtime::Builder::new_current_thread();
                    let runtime = { runtime }.enable_all().build().unwrap();
                    for _ in 0..2 {
                        runtime.block_on(mini::create_order(&client, &order())).unwrap();
                    }
                }
            });
        }
    });
}

/// A server that refuses the request after its head, and does not read the body.
fn early() -> SocketAddr {
    serve(|mut stream| {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read_exact(&mut byte).is_ok() {
            head.push(byte[0]);
        }
        let body = r#"{"Response":{"Error":{"Code":"RequestSizeLimitExceeded","Message":"m"},"RequestId":"r"}}"#;
        let answer = format!(
            "HTTP/1.1 413 Too Large\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let _ = stream.write_all(answer.as_bytes());
        // Closed with the body unread, the connection is reset: the answer has to be read before.
        std::thread::sleep(Duration::from_secs(5));
    })
}

#[tokio::test]
async fn an_answer_that_comes_before_the_body_was_sent_is_read() {
    let large = CreateOrderRequest::new("x".repeat(9_000_000), vec![]);
    let url = format!("http://{}", early());
    let one = mini::create_order(&client(Proxies::none(), &url), &large).await.unwrap_err();
    assert!(one.to_string().starts_with("RequestSizeLimitExceeded"), "{one}");
    let other = blocking_client(Proxies::none(), &url).send(&large);
    let other = other.unwrap_err();
    assert!(other.to_string().starts_with("RequestSizeLimitExceeded"), "{other}");
}

#[test]
fn a_large_body_reaches_a_server_that_does_not_know_how_to_ask_for_it() {
    let service = shop(|_| response(json!({"OrderId": "o"})));
    let large = CreateOrderRequest::new("x".repeat(1_000_000), vec![]);
    let client = crate::support::blocking_client_for(&service);
    let answer = client.send(&large).unwrap();
    assert_eq!(answer.order_id.as_deref(), Some("o"));
    assert_eq!(service.log().len(), 1);
}

#[test]
fn a_blocking_stream_whose_request_is_not_read_ends_in_time() {
    let url = format!(
        "http://{}",
        serve(|stream| {
            std::thread::sleep(Duration::from_secs(30));
            drop(stream);
        })
    );
    let large = ChatRequest { text: Some("x".repeat(9_000_000)) };
    let client = blocking_client(Proxies::none(), &url);
    let client = client.with(|settings| settings.timeout(Duration::from_millis(500)));
    let started = Instant::now();
    let error = client.stream(&large).map(|_| ()).unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(15), "{error}");
    assert!(error.is_timeout(), "{error}");
}
