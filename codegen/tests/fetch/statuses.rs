//! What the statuses of the site lead to.

use std::time::Duration;

use tencentcloud_codegen::diagnostics::{Code, Severity};

use crate::server::{Answer, Server};
use crate::support::{QuickClock, START, action_page, codes, fetch, fetch_with, files, options};

#[test]
fn a_page_that_vanished_is_reported_and_its_file_stays() {
    for status in [404, 410] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        let url = server.url("/a");
        server.answer("/a", Answer::html(action_page("Boil water")));
        fetch(folder.path(), &[&url]);
        let before = files(folder.path());
        server.answer("/a", Answer::status(status, "gone"));
        let (summary, diagnostics) = fetch(folder.path(), &[&url]);
        assert_eq!((summary.failed.len(), codes(&diagnostics)), (1, vec![Code::PageVanished]));
        assert_eq!(files(folder.path()), before);
        // Met on the way, not asked for by name: a warning.
        let (_, diagnostics) = fetch(folder.path(), &[]);
        assert_eq!(diagnostics.count(Severity::Warning), 1);
    }
}

#[test]
fn a_status_that_waiting_would_not_better_is_asked_once() {
    for status in [400, 401, 403, 418, 501] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.answer("/a", Answer::status(status, "no"));
        let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
        assert_eq!(codes(&diagnostics), [Code::FetchStatus], "{status}");
        assert_eq!(server.take_paths(), ["/a"], "{status}");
        assert!(files(folder.path()).keys().all(|name| name == "index.json"));
    }
}

#[test]
fn trouble_of_the_site_is_waited_out_longer_each_time() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let busy = |status| Answer::status(status, "busy");
    let page = Answer::html(action_page("Boil water"));
    server.answer_in_turn("/a", vec![busy(500), busy(502), busy(503), page]);
    let clock = QuickClock::new();
    let (summary, diagnostics) =
        fetch_with(folder.path(), &[&server.url("/a")], &options(), &clock);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(summary.added.len(), 1);
    let long = |time: &&Duration| **time > Duration::from_millis(100);
    let waits: Vec<_> = clock.sleeps.borrow().iter().filter(long).copied().collect();
    assert_eq!(waits.len(), 3, "{waits:?}");
    for (wait, whole) in waits.iter().zip([2.0, 4.0, 8.0]) {
        let range = whole / 2.0..=whole;
        assert!(range.contains(&wait.as_secs_f64()), "{waits:?}");
    }
}

#[test]
fn a_site_that_stays_in_trouble_is_given_up() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.answer("/a", Answer::status(503, "busy"));
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::FetchStatus]);
    assert_eq!(server.take_paths().len(), 4);
}

#[test]
fn retry_after_is_obeyed_in_seconds_and_as_a_date() {
    let date = jiff::Timestamp::from_second(START + 90).unwrap();
    let date = date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    for (value, seconds) in [("7", 7), (" 120 ", 120), (date.as_str(), 90)] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        let busy = Answer::status(429, "slow down").with("Retry-After", value);
        server.answer_in_turn("/a", vec![busy, Answer::html(action_page("Boil water"))]);
        let clock = QuickClock::new();
        let (summary, _) = fetch_with(folder.path(), &[&server.url("/a")], &options(), &clock);
        assert_eq!(summary.added.len(), 1, "{value}");
        assert!(clock.sleeps.borrow().contains(&Duration::from_secs(seconds)), "{value}");
    }
}

#[test]
fn a_wait_longer_than_allowed_is_reported_not_waited() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let busy = Answer::status(429, "tomorrow").with("Retry-After", "86400");
    server.answer("/a", busy);
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::SiteThrottles]);
    let message = &diagnostics.iter().next().unwrap().message;
    assert!(message.contains("86400 seconds"), "{message}");
    assert_eq!(server.take_paths().len(), 1);
}

#[test]
fn a_site_that_refuses_page_after_page_is_not_asked_on() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let urls: Vec<_> = (0..20).map(|number| server.url(&format!("/{number}"))).collect();
    for number in 0..20 {
        server.answer(&format!("/{number}"), Answer::html("<div id=TCaptcha></div>"));
    }
    let urls: Vec<_> = urls.iter().map(String::as_str).collect();
    let (summary, diagnostics) = fetch(folder.path(), &urls);
    assert_eq!((summary.failed.len(), summary.left), (5, 15));
    assert_eq!(codes(&diagnostics).last(), Some(&Code::FetchStopped));
    assert_eq!(server.take_paths().len(), 5);
}
