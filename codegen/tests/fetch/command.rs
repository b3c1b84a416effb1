//! The command: what it prints, and its exit status.

use std::path::Path;
use std::process::{Command, Output};

use crate::server::{Answer, Server};
use crate::support::{action_page, files};

pub(crate) fn tcgen(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tcgen"));
    command.env("LC_ALL", "C");
    command.current_dir(folder).args(arguments);
    for proxy in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(proxy).env_remove(proxy.to_ascii_lowercase());
    }
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn results_go_to_stdout_and_a_line_a_page_to_stderr() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/document/api/7/1");
    server.answer("/document/api/7/1", Answer::html(action_page("Boil water")));
    let output = tcgen(folder.path(), &["fetch", &url, "--rate", "100/s"]);
    assert_eq!(output.status.code(), Some(0));
    let host = server.url("").trim_start_matches("http://").replace(':', "_");
    let expected = format!("added {host}/document/api/7/1.html\n1 added, 0 changed, 0 unchanged\n");
    assert_eq!(text(&output.stdout), expected);
    assert_eq!(text(&output.stderr), format!("[1/1] added {url}\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_summary_that_a_full_disk_cuts_is_an_error_and_a_reader_that_leaves_is_none() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/document/api/7/1");
    server.answer("/document/api/7/1", Answer::html(action_page("Boil water")));
    let mut fetch = command(folder.path(), &["fetch", &url, "--rate", "100/s"]);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let run = fetch.stdout(full).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("could not be printed whole"), "{}", text(&run.stderr));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let run = fetch.stdout(writer).output().unwrap();
    assert_eq!(run.status.code(), Some(0));
    assert_eq!(text(&run.stderr), format!("[1/1] unchanged {url}\n"));
}

#[test]
fn the_exit_status_tells_what_was_asked_for_from_what_was_met() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let status = |arguments: &[&str]| {
        let arguments = [&["fetch", "--rate", "100/s"], arguments].concat();
        tcgen(folder.path(), &arguments).status.code()
    };
    let url = server.url("/a");
    server.answer("/a", Answer::html(action_page("Boil water")));
    assert_eq!(status(&[&url]), Some(0));
    server.answer("/a", Answer::status(404, "gone"));
    assert_eq!(status(&[]), Some(1));
    assert_eq!(status(&[&url]), Some(2));
    assert_eq!(status(&["ftp://host/x"]), Some(2));
    assert_eq!(status(&[&url, "--rate", "often"]), Some(2));
    assert_eq!(status(&[&url, "--allow-host", "a/b"]), Some(2));
}

#[test]
fn the_config_names_the_folder_and_the_overviews() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/document/api/7/0");
    server.answer("/document/api/7/0", Answer::html(action_page("Boil water")));
    let config = format!(
        "[sources]\npages = [\"docs\"]\n[products.kettle]\npages = \"{url}\"\n[products.\"x*\"]\n"
    );
    std::fs::write(folder.path().join("tcgen.toml"), config).unwrap();
    // Its links to pages that are not there are warnings.
    let output = tcgen(folder.path(), &["fetch", "kettle", "--rate", "100/s"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let names: Vec<_> = files(folder.path()).into_keys().collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.contains(&"docs/index.json".to_owned()), "{names:?}");
}

#[test]
fn a_page_cannot_write_to_the_terminal() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.answer("/a", Answer::redirect(302, "http://[\u{7f}nowhere"));
    let output = tcgen(folder.path(), &["fetch", &server.url("/a"), "--rate", "100/s"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.iter().any(|byte| byte.is_ascii_control() && *byte != b'\n'));
}

#[test]
fn the_proxy_of_the_environment_is_asked_instead_of_the_site() {
    let (proxy, folder) = (Server::start(), tempfile::tempdir().unwrap());
    proxy.answer("/a", Answer::html(action_page("Boil water")));
    let output = Command::new(env!("CARGO_BIN_EXE_tcgen"))
        .env("LC_ALL", "C")
        .current_dir(folder.path())
        .args(["fetch", "http://docs.example/a", "--rate", "100/s", "--tries", "1"])
        .env("HTTP_PROXY", proxy.url(""))
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(files(folder.path()).contains_key("pages/docs.example/a.html"));
    assert_eq!(proxy.tunnels().first().map(String::as_str), Some("docs.example:80"));
}
