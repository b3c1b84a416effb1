//! Bodies: compressed, in other charsets, cut off, slow, without an end.

use std::io::Write as _;
use std::time::{Duration, Instant};

use tencentcloud_codegen::diagnostics::Code;
use tencentcloud_codegen::fetch::Options;

use crate::server::{Answer, Server};
use crate::support::{
    QuickClock, action_page, codes, fetch, fetch_with, files, only_page, options,
};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Asks once, for not more than a second.
fn impatient() -> Options {
    Options { tries: 1, timeout: Duration::from_millis(700), ..options() }
}

#[test]
fn a_compressed_page_is_read() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let body = gzip(action_page("Boil water").as_bytes());
    let answer = Answer::html(body).with("Content-Encoding", "gzip");
    server.answer("/a", answer);
    fetch(folder.path(), &[&server.url("/a")]);
    assert!(only_page(folder.path()).contains("Boil water"));
    let asked = server.take_asked();
    assert!(asked[0].headers["accept-encoding"].contains("gzip"));
}

#[test]
fn the_bound_counts_bytes_after_decompression() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 1 << 20);
    server.answer("/a", Answer::html(bomb).with("Content-Encoding", "gzip"));
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::PageTooLarge]);
}

#[test]
fn an_endless_body_is_given_up() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.answer("/a", Answer::Endless);
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::PageTooLarge]);
}

#[test]
fn a_slow_body_and_a_silent_site_are_given_up_in_time() {
    for answer in [Answer::Drip(Duration::from_millis(50)), Answer::Silent(Duration::from_secs(20))]
    {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.answer("/a", answer);
        let start = Instant::now();
        let (_, diagnostics) =
            fetch_with(folder.path(), &[&server.url("/a")], &impatient(), &QuickClock::new());
        assert_eq!(codes(&diagnostics), [Code::SiteUnreachable]);
        assert!(start.elapsed() < Duration::from_secs(8));
    }
}

#[test]
fn a_body_that_was_cut_off_is_never_stored() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let whole = action_page("Boil water").into_bytes();
    let cut = Answer::Cut(whole.clone(), whole.len() - 20);
    server.answer("/a", cut.clone());
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::SiteUnreachable]);
    assert!(files(folder.path()).keys().all(|name| name == "index.json"));
    // Asked again, it comes whole.
    server.answer_in_turn("/a", vec![cut, Answer::html(whole)]);
    let (summary, _) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(summary.added.len(), 1);
}

#[test]
fn compressed_bytes_that_are_cut_or_broken_are_never_stored() {
    let whole = gzip(action_page("Boil water").as_bytes());
    let mut broken = whole.clone();
    let middle = broken.len() / 2;
    broken[middle] ^= 0xff;
    for body in [whole[..whole.len() / 2].to_vec(), broken, b"no gzip at all".to_vec()] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.answer("/a", Answer::html(body).with("Content-Encoding", "gzip"));
        let (summary, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
        assert_eq!(summary.failed.len(), 1);
        assert_eq!(codes(&diagnostics), [Code::SiteUnreachable]);
        assert!(files(folder.path()).keys().all(|name| name == "index.json"));
    }
}

#[test]
fn a_page_in_gbk_is_read_and_a_wrong_charset_refused() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let (gbk, _, _) = encoding_rs::GBK.encode("<article>接口请求域名</article>");
    let typed = |kind: &str| Answer::status(200, gbk.to_vec()).with("Content-Type", kind);
    server.answer("/a", typed("text/html; charset=utf-8"));
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::PageCharset]);
    server.answer("/a", typed("text/html; charset=gbk"));
    fetch(folder.path(), &[&server.url("/a")]);
    assert!(only_page(folder.path()).contains("接口请求域名"));
}

#[test]
fn what_is_no_html_is_no_page() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let answer = Answer::status(200, action_page("Boil water"));
    server.answer("/a", answer.with("Content-Type", "application/pdf"));
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::NoArticle]);
}

#[test]
fn a_site_that_is_not_there_is_said_to_be_so() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a", listener.local_addr().unwrap());
    drop(listener);
    let folder = tempfile::tempdir().unwrap();
    let (_, diagnostics) = fetch(folder.path(), &[&url]);
    // robots.txt is asked for first, and cannot be fetched either.
    assert_eq!(codes(&diagnostics), [Code::RobotsDisallow]);
}
