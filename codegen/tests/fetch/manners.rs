//! robots.txt, the pace, and who asks.

use std::time::Duration;

use tencentcloud_codegen::diagnostics::Code;
use tencentcloud_codegen::fetch::{Options, Rate};

use crate::server::{Answer, Server};
use crate::support::{QuickClock, action_page, codes, fetch, fetch_with, options};

#[test]
fn robots_txt_is_obeyed() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let robots = "User-agent: *\nDisallow: /private\n\nUser-agent: tcgen\nDisallow: /a\n";
    server.answer("/robots.txt", Answer::status(200, robots));
    for path in ["/a", "/private"] {
        server.answer(path, Answer::html(action_page("Boil water")));
    }
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::RobotsDisallow]);
    assert!(server.take_paths().is_empty());
    // Our own group counts, not the one for everybody.
    let (summary, _) = fetch(folder.path(), &[&server.url("/private")]);
    assert_eq!(summary.added.len(), 1);
}

#[test]
fn robots_txt_that_is_not_there_allows_and_one_out_of_reach_forbids() {
    for (answer, allowed) in [
        (Answer::status(404, "none"), true),
        (Answer::status(403, "no"), true),
        (Answer::html("<html>not robots at all"), true),
        (Answer::redirect(301, "/elsewhere.txt"), false),
        (Answer::status(503, "busy"), false),
        (Answer::Cut(vec![b'x'; 100], 10), false),
    ] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.answer("/robots.txt", answer);
        server.answer("/elsewhere.txt", Answer::status(200, "User-agent: *\nDisallow: /"));
        server.answer("/a", Answer::html(action_page("Boil water")));
        let (summary, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
        assert_eq!(summary.added.len(), usize::from(allowed));
        let expected: &[Code] = if allowed { &[] } else { &[Code::RobotsDisallow] };
        assert_eq!(codes(&diagnostics), expected);
    }
}

#[test]
fn a_redirect_to_a_forbidden_page_is_not_followed() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.answer("/robots.txt", Answer::status(200, "User-agent: *\nDisallow: /b"));
    server.answer("/a", Answer::redirect(302, "/b"));
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::RobotsDisallow]);
    assert_eq!(server.take_paths(), ["/a"]);
}

#[test]
fn a_site_is_asked_once_a_second_unless_told_otherwise() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let mut urls = Vec::new();
    for number in 0..4 {
        server.answer(&format!("/{number}"), Answer::html(action_page("Boil water")));
        urls.push(server.url(&format!("/{number}")));
    }
    let urls: Vec<_> = urls.iter().map(String::as_str).collect();
    let clock = QuickClock::new();
    fetch_with(folder.path(), &urls, &Options::default(), &clock);
    // robots.txt and four pages: four pauses between five requests.
    assert_eq!(*clock.sleeps.borrow(), [Duration::from_secs(1); 4]);
}

#[test]
fn a_crawl_delay_slows_us_further_down() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.answer("/robots.txt", Answer::status(200, "User-agent: *\nCrawl-delay: 9\nAllow: /"));
    server.answer("/a", Answer::html(action_page("Boil water")));
    server.answer("/b", Answer::html(action_page("Boil milk")));
    let clock = QuickClock::new();
    let options = Options { rate: Rate { interval: Duration::from_secs(1) }, ..options() };
    fetch_with(folder.path(), &[&server.url("/a"), &server.url("/b")], &options, &clock);
    assert_eq!(clock.sleeps.borrow().last(), Some(&Duration::from_secs(9)));
}

#[test]
fn we_say_who_we_are() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.answer("/a", Answer::html(action_page("Boil water")));
    fetch(folder.path(), &[&server.url("/a")]);
    let agent = server.take_asked()[0].headers["user-agent"].clone();
    assert!(agent.starts_with("tcgen/") && agent.contains("reads API documentation"), "{agent}");
}
