//! Killed at any moment: the pages folder is whole, and the next run goes on.

use std::process::{Command, Stdio};
use std::time::Duration;

use tencentcloud_codegen::documentation::page::article;

use crate::server::{Answer, Server};
use crate::support::{action_page, files, page};

const PAGES: usize = 60;

fn site() -> Server {
    let server = Server::start();
    let links: String =
        (1..=PAGES).map(|n| format!("<a href=\"/document/api/7/{n}\">x</a>")).collect();
    server.answer("/document/api/7/0", Answer::html(page("API 概览", &links)));
    for number in (1..=PAGES).chain([90, 91]) {
        let path = format!("/document/api/7/{number}");
        server.answer(&path, Answer::html(action_page(&format!("Boil {number}"))));
    }
    server
}

fn tcgen(server: &Server, folder: &std::path::Path, rate: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tcgen"));
    command.env("LC_ALL", "C");
    command
        .args(["fetch", &server.url("/document/api/7/0"), "--rate", rate, "--out"])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    for proxy in
        ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
    {
        command.env_remove(proxy);
    }
    command
}

/// Every file is a whole page, the index is whole and true, and nothing else lies around that
/// a reader would take for a page.
fn assert_whole(folder: &std::path::Path) {
    for (name, bytes) in files(folder) {
        let text = String::from_utf8(bytes).unwrap();
        if name.rsplit('/').next().unwrap().starts_with('.') {
            continue;
        }
        if name == "index.json" {
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
            continue;
        }
        assert!(name.ends_with(".html"), "{name}");
        assert!(text.ends_with("</html>\n"), "{name} is cut");
        assert!(article(&text).article.is_some(), "{name}");
    }
}

#[test]
fn a_killed_run_leaves_whole_files_and_the_next_goes_on() {
    let (server, folder) = (site(), tempfile::tempdir().unwrap());
    let mut random = fastrand::Rng::with_seed(7);
    let mut kills = 0;
    for _ in 0..12 {
        let mut child = tcgen(&server, folder.path(), "1000/s").spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.u64(5..90)));
        child.kill().unwrap();
        kills += usize::from(!child.wait().unwrap().success());
        assert_whole(folder.path());
    }
    assert!(kills > 0, "every run was over before it was killed");
    assert!(tcgen(&server, folder.path(), "1000/s").status().unwrap().success());
    assert_whole(folder.path());
    let names: Vec<_> = files(folder.path()).into_keys().collect();
    assert_eq!(names.len(), PAGES + 4, "pages, overview, codes, structures, index: {names:?}");
    assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
}

#[test]
fn a_killed_run_does_not_ask_again_for_what_it_had() {
    let (server, folder) = (site(), tempfile::tempdir().unwrap());
    let mut child = tcgen(&server, folder.path(), "100/s").spawn().unwrap();
    while files(folder.path()).len() < 12 {
        assert_eq!(child.try_wait().unwrap(), None, "the run ended before it was killed");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let had = files(folder.path()).into_keys().filter(|name| name.ends_with(".html")).count();
    server.take_paths();
    assert!(tcgen(&server, folder.path(), "1000/s").status().unwrap().success());
    let asked = server.take_paths().len();
    // The page that was being written when the run was killed may be asked for once more.
    assert!(asked <= PAGES + 3 - had + 1, "{asked} asked, {had} had");
}
