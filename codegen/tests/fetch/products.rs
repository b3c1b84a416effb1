//! A whole product, found from its overview or its directory.

use tencentcloud_codegen::diagnostics::Code;

use crate::server::{Answer, Server};
use crate::support::{QuickClock, action_page, codes, fetch, fetch_with, options, page};

/// A site with a product of three actions, a page of structures and one of error codes.
fn kettles() -> Server {
    let server = Server::start();
    let rows: String = (1..=3)
        .map(|n| format!("<tr><td><a href=\"/document/api/7/{n}\">Boil{n}</a></td></tr>"))
        .collect();
    let elsewhere = "<a href=\"/document/api/8/5\">Other product</a>";
    let overview = format!("<h2>Kettles</h2>{elsewhere}<table>{rows}</table>");
    server.answer("/document/api/7/0", Answer::html(page("API 概览", &overview)));
    for number in 1..=3 {
        let path = format!("/document/api/7/{number}");
        server.answer(&path, Answer::html(action_page(&format!("Boil {number}"))));
    }
    server.answer("/document/api/7/90", Answer::html(page("数据结构", "<h2>Lid</h2>")));
    server.answer("/document/api/7/91", Answer::html(page("错误码", "<h2>Codes</h2>")));
    let entry = "<li><a href=\"/document/api/7/0\">API 概览</a>";
    let directory =
        format!("<div class=\"J-markdown-box\"><ul class=\"doc-menu\">{entry}</ul></div>");
    server.answer("/document/api/7", Answer::html(directory));
    server
}

const PRODUCT: &[&str] = &["0", "1", "2", "3", "90", "91"];

fn names(paths: &[String]) -> Vec<&str> {
    let mut names: Vec<_> = paths
        .iter()
        .map(|path| path.rsplit('/').next().unwrap().trim_end_matches(".html"))
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn an_overview_leads_to_all_pages_of_its_product() {
    let (server, folder) = (kettles(), tempfile::tempdir().unwrap());
    let (summary, diagnostics) = fetch(folder.path(), &[&server.url("/document/api/7/0")]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(names(&summary.added), PRODUCT);
}

#[test]
fn a_directory_leads_to_the_overview() {
    let (server, folder) = (kettles(), tempfile::tempdir().unwrap());
    let (summary, diagnostics) = fetch(folder.path(), &[&server.url("/document/api/7")]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(names(&summary.added), PRODUCT);
}

#[test]
fn one_action_is_one_page() {
    let (server, folder) = (kettles(), tempfile::tempdir().unwrap());
    let (summary, _) = fetch(folder.path(), &[&server.url("/document/api/7/1")]);
    assert_eq!(names(&summary.added), ["1"]);
}

#[test]
fn a_product_named_once_is_known_by_its_name() {
    let (server, folder) = (kettles(), tempfile::tempdir().unwrap());
    let named = format!("kettle={}", server.url("/document/api/7/0"));
    let (summary, _) = fetch(folder.path(), &[&named]);
    assert_eq!(names(&summary.added), PRODUCT);
    server.answer("/document/api/7/2", Answer::html(action_page("Boil slowly")));
    let (summary, _) = fetch(folder.path(), &["kettle"]);
    assert_eq!(names(&summary.changed), ["2"]);
    let (_, diagnostics) = fetch(folder.path(), &["kettel"]);
    let help = diagnostics.iter().next().unwrap().help.clone();
    assert_eq!(help.as_deref(), Some("did you mean `kettle`?"));
}

#[test]
fn a_refresh_finds_new_pages_and_asks_for_every_old_one() {
    let (server, folder) = (kettles(), tempfile::tempdir().unwrap());
    fetch(folder.path(), &[&server.url("/document/api/7/0")]);
    let overview = "<a href=\"/document/api/7/3\">x</a><a href=\"/document/api/7/4\">x</a>";
    server.answer("/document/api/7/0", Answer::html(page("API 概览", overview)));
    server.answer("/document/api/7/4", Answer::html(action_page("Boil 4")));
    server.answer("/document/api/7/1", Answer::status(404, "gone"));
    let (summary, diagnostics) = fetch(folder.path(), &[]);
    assert_eq!(names(&summary.added), ["4"]);
    assert_eq!(names(&summary.changed), ["0"]);
    assert_eq!(summary.unchanged, 4);
    assert_eq!(codes(&diagnostics), [Code::PageVanished]);
}

#[test]
fn the_bound_on_pages_stops_a_run_and_the_next_goes_on() {
    let (server, folder) = (kettles(), tempfile::tempdir().unwrap());
    let url = server.url("/document/api/7/0");
    let mut options = options();
    options.max_pages = 2;
    let clock = QuickClock::new();
    let mut asked = Vec::new();
    for (added, resumed) in [(2, 0), (2, 2), (2, 4)] {
        let (summary, _) = fetch_with(folder.path(), &[&url], &options, &clock);
        assert_eq!((summary.added.len(), summary.resumed), (added, resumed));
        asked.append(&mut server.take_paths());
    }
    assert_eq!(asked.len(), PRODUCT.len(), "each page is asked for once: {asked:?}");
}

#[test]
fn nothing_known_is_nothing_to_fetch() {
    let folder = tempfile::tempdir().unwrap();
    let (_, diagnostics) = fetch(folder.path(), &[]);
    assert_eq!(codes(&diagnostics), [Code::FetchUsage]);
}
