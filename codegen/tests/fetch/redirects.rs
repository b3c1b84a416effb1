//! Redirects: followed within the site, refused elsewhere.

use tencentcloud_codegen::diagnostics::Code;

use crate::server::{Answer, Server};
use crate::support::{
    QuickClock, action_page, codes, fetch, fetch_with, files, only_page, options,
};

#[test]
fn a_redirect_within_the_site_leads_to_the_page() {
    for status in [301, 302, 303, 307, 308] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.answer("/old", Answer::redirect(status, "new#part"));
        server.answer("/new", Answer::html(action_page("Boil water")));
        let (summary, diagnostics) = fetch(folder.path(), &[&server.url("/old")]);
        assert!(diagnostics.is_empty(), "{status}: {diagnostics:?}");
        assert!(summary.added[0].ends_with("/new.html"), "{:?}", summary.added);
        assert!(only_page(folder.path()).contains(&server.url("/new")));
    }
}

#[test]
fn a_page_that_moved_is_reported_and_its_file_stays() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/old");
    server.answer("/old", Answer::html(action_page("Boil water")));
    fetch(folder.path(), &[&url]);
    let before = files(folder.path());
    server.answer("/old", Answer::redirect(301, "/new"));
    server.answer("/new", Answer::html(action_page("Boil milk")));
    let (_, diagnostics) = fetch(folder.path(), &[&url]);
    assert_eq!(codes(&diagnostics), [Code::PageMoved]);
    let help = diagnostics.iter().next().unwrap().help.clone().unwrap();
    assert!(help.contains(&server.url("/new")), "{help}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_page_that_leads_to_a_login_is_reported_as_one() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.answer("/a", Answer::redirect(302, "/login?back=%2Fa"));
    server.answer("/login?back=%2Fa", Answer::html("<form>Who are you?</form>"));
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::LoginPage]);
}

#[test]
fn a_circle_and_an_endless_way_are_refused() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.answer("/a", Answer::redirect(302, "/b"));
    server.answer("/b", Answer::redirect(302, "/a"));
    for number in 0..20 {
        let next = format!("/{}", number + 1);
        server.answer(&format!("/{number}"), Answer::redirect(302, &next));
    }
    for start in ["/a", "/0"] {
        let (_, diagnostics) = fetch(folder.path(), &[&server.url(start)]);
        assert_eq!(codes(&diagnostics), [Code::RedirectRefused], "{start}");
    }
    assert!(server.take_paths().len() <= 2 + 6);
}

#[test]
fn another_site_is_asked_only_with_leave() {
    let (server, other) = (Server::start(), Server::start());
    let folder = tempfile::tempdir().unwrap();
    server.answer("/a", Answer::redirect(301, &other.url("/b")));
    other.answer("/b", Answer::html(action_page("Boil water")));
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::RedirectRefused]);
    assert_eq!(other.take_paths(), Vec::<String>::new());
    let host = other.url("").trim_start_matches("http://").to_owned();
    let help = diagnostics.iter().next().unwrap().help.clone().unwrap();
    assert!(help.contains(&format!("--allow-host {host}")), "{help}");
    let mut options = options();
    options.allow_hosts.push(host);
    let clock = QuickClock::new();
    let (summary, _) = fetch_with(folder.path(), &[&server.url("/a")], &options, &clock);
    assert_eq!(summary.added.len(), 1);
}

#[test]
fn a_redirect_to_no_address_is_refused() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    for location in ["http://[", "file:///etc/passwd", "data:text/html,x", "javascript:x"] {
        server.answer("/a", Answer::redirect(302, location));
        let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
        assert_eq!(codes(&diagnostics), [Code::RedirectRefused], "{location}");
    }
    server.answer("/a", Answer::status(302, "nowhere"));
    let (_, diagnostics) = fetch(folder.path(), &[&server.url("/a")]);
    assert_eq!(codes(&diagnostics), [Code::FetchStatus]);
}
