//! One page: stored, unchanged, changed, edited.

use tencentcloud_codegen::diagnostics::Code;
use tencentcloud_codegen::documentation::page::article;
use tencentcloud_codegen::fetch::Options;

use crate::server::{Answer, Server};
use crate::support::{
    QuickClock, action_page, codes, fetch, fetch_with, files, only_page, options, page,
};

#[test]
fn the_article_is_stored_and_not_what_stands_around_it() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.answer("/document/api/7/1", Answer::html(action_page("Boil water")));
    let (summary, diagnostics) = fetch(folder.path(), &[&server.url("/document/api/7/1")]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(summary.added.len(), 1);
    let text = only_page(folder.path());
    assert!(text.contains("接口请求域名") && !text.contains("Elsewhere"), "{text}");
    let stored = article(&text).article.unwrap();
    assert_eq!(stored.title.as_deref(), Some("Boil water"));
    assert_eq!(stored.updated.as_deref(), Some("最近更新时间：2025-01-02 03:04:05"));
}

#[test]
fn the_index_says_where_a_page_is_from() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let answer = Answer::html(action_page("Boil water")).with("ETag", "\"1\"");
    server.answer("/document/api/7/1", answer);
    fetch(folder.path(), &[&server.url("/document/api/7/1")]);
    let index = String::from_utf8(files(folder.path())["index.json"].clone()).unwrap();
    let port = server.url("").rsplit(':').next().unwrap().to_owned();
    let hash = index.split("\"sha256\": \"").nth(1).unwrap()[..64].to_owned();
    let index = index.replace(&port, "PORT").replace(&hash, "HASH");
    insta::assert_snapshot!(index, @r#"
    {
      "format": 1,
      "pages": {
        "127.0.0.1_PORT/document/api/7/1.html": {
          "url": "http://127.0.0.1:PORT/document/api/7/1",
          "updated": "2025-01-02 03:04:05",
          "sha256": "HASH",
          "etag": "\"1\"",
          "fetched": "2025-06-01T00:00:00Z"
        }
      }
    }
    "#);
}

#[test]
fn a_page_that_has_not_changed_leaves_every_file_as_it_was() {
    for etag in [None, Some("\"1\"")] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        let mut answer = Answer::html(action_page("Boil water"));
        if let Some(etag) = etag {
            answer = answer.with("ETag", etag);
        }
        server.answer("/a", answer);
        let url = server.url("/a");
        fetch(folder.path(), &[&url]);
        let before = files(folder.path());
        let time =
            |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().modified().unwrap();
        let times: Vec<_> = before.keys().map(|name| time(name)).collect();
        let (summary, diagnostics) = fetch(folder.path(), &[&url]);
        assert!(diagnostics.is_empty());
        assert_eq!((summary.unchanged, summary.changed.len()), (1, 0));
        assert_eq!(files(folder.path()), before);
        assert_eq!(before.keys().map(|name| time(name)).collect::<Vec<_>>(), times);
        let asked = server.take_asked();
        let sent = asked[1].headers.get("if-none-match").map(String::as_str);
        assert_eq!(sent, etag);
    }
}

#[test]
fn a_page_that_changed_changes_its_file() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/a");
    server.answer("/a", Answer::html(action_page("Boil water")).with("ETag", "\"1\""));
    fetch(folder.path(), &[&url]);
    server.answer("/a", Answer::html(action_page("Boil milk")).with("ETag", "\"2\""));
    let (summary, _) = fetch(folder.path(), &[&url]);
    assert_eq!(summary.changed.len(), 1);
    assert!(only_page(folder.path()).contains("Boil milk"));
    let (summary, _) = fetch(folder.path(), &[&url]);
    assert_eq!(summary.unchanged, 1);
}

#[test]
fn a_change_around_the_article_changes_nothing() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/a");
    server.answer("/a", Answer::html(action_page("Boil water")));
    fetch(folder.path(), &[&url]);
    let before = files(folder.path());
    let other = action_page("Boil water").replace("The end", "<script>count(7)</script>");
    server.answer("/a", Answer::html(other));
    let (summary, _) = fetch(folder.path(), &[&url]);
    assert_eq!(summary.unchanged, 1);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn an_edited_file_is_never_overwritten() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/a");
    server.answer("/a", Answer::html(action_page("Boil water")).with("ETag", "\"1\""));
    let (summary, _) = fetch(folder.path(), &[&url]);
    let file = folder.path().join(&summary.added[0]);
    std::fs::write(&file, "edited by hand").unwrap();
    let (summary, diagnostics) = fetch(folder.path(), &[&url]);
    assert_eq!((summary.unchanged, diagnostics.is_empty()), (1, true));
    server.answer("/a", Answer::html(action_page("Boil milk")));
    let (summary, diagnostics) = fetch(folder.path(), &[&url]);
    assert_eq!((summary.failed.len(), codes(&diagnostics)), (1, vec![Code::PageEdited]));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "edited by hand");
}

#[test]
fn a_removed_file_is_fetched_again() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/a");
    server.answer("/a", Answer::html(action_page("Boil water")).with("ETag", "\"1\""));
    let (summary, _) = fetch(folder.path(), &[&url]);
    std::fs::remove_file(folder.path().join(&summary.added[0])).unwrap();
    let (again, _) = fetch(folder.path(), &[&url]);
    assert_eq!(again.added, summary.added);
}

#[test]
fn login_captcha_and_shell_are_told_apart_and_the_old_file_stays() {
    for (html, code) in [
        ("<form><input type=\"password\"></form>", Code::LoginPage),
        ("<div id=\"TCaptcha\"></div>", Code::CaptchaPage),
        ("<div id=\"root\"></div><script src=\"/app.js\"></script>", Code::NoArticle),
        (&page("Boil water", " "), Code::NoArticle),
        ("", Code::NoArticle),
    ] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        let url = server.url("/a");
        server.answer("/a", Answer::html(action_page("Boil water")));
        fetch(folder.path(), &[&url]);
        let before = files(folder.path());
        server.answer("/a", Answer::html(html));
        let (summary, diagnostics) = fetch(folder.path(), &[&url]);
        assert_eq!((summary.failed.len(), codes(&diagnostics)), (1, vec![code]), "{html}");
        assert_eq!(files(folder.path()), before);
    }
}

#[test]
fn a_check_says_what_changed_and_writes_nothing() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/a");
    server.answer("/a", Answer::html(action_page("Boil water")));
    let check = Options { check: true, ..options() };
    let (summary, _) = fetch_with(folder.path(), &[&url], &check, &QuickClock::new());
    assert_eq!((summary.added.len(), files(folder.path()).len()), (1, 0));
    fetch(folder.path(), &[&url]);
    let before = files(folder.path());
    let (summary, _) = fetch_with(folder.path(), &[], &check, &QuickClock::new());
    assert!(summary.is_unchanged());
    server.answer("/a", Answer::html(action_page("Boil milk")));
    let (summary, _) = fetch_with(folder.path(), &[], &check, &QuickClock::new());
    assert_eq!(summary.changed.len(), 1);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_page_saved_by_hand_keeps_its_entry_and_is_not_fetched() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/a");
    server.answer("/a", Answer::html(action_page("Boil water")));
    let index = r#"{"format": 1, "pages": {"kettle/Boil.md": {"url": "https://host/boil"}}}"#;
    std::fs::write(folder.path().join("index.json"), index).unwrap();
    fetch(folder.path(), &[&url]);
    let (summary, diagnostics) = fetch(folder.path(), &[]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(summary.unchanged, 1);
    let index = String::from_utf8(files(folder.path())["index.json"].clone()).unwrap();
    assert!(
        index.contains("\"kettle/Boil.md\": {\n      \"url\": \"https://host/boil\"\n    }"),
        "{index}"
    );
}
