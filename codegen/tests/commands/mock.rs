//! `tcgen mock` as a process: what it prints, what it answers, how it ends.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::run::{package, tcgen};

struct Running {
    child: Child,
    address: String,
}

/// Starts it and waits for the line that says where it listens.
fn mock(folder: &Path, arguments: &[&str]) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcgen"))
        .env("LC_ALL", "C")
        .arg("mock")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("http://").unwrap_or_default().to_owned();
    assert!(address.starts_with("127.0.0.1:"), "{line}");
    Running { child, address }
}

impl Running {
    fn call(&self, action: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!(
            "POST / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             X-TC-Action: {action}\r\nContent-Length: 2\r\n\r\n{{}}",
            self.address
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to end; its status, and what it said.
    fn end(mut self) -> (Option<i32>, String) {
        let killed = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(killed.success());
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

#[test]
fn it_answers_from_metadata_logs_one_line_per_request_and_ends_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let package = package();
    // Twice, as a shell does to a pattern.
    let package = package.to_str().unwrap();
    let mock = mock(folder.path(), &["--metadata", package, package, "--no-auth"]);
    assert!(mock.call("Do").contains("{\"Response\":{\"RequestId\":\""));
    assert!(mock.call("Undo").contains("InvalidAction"));
    let (status, said) = mock.end();
    assert_eq!(status, Some(0));
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("2 products, 2 product versions"), "{said}");
    assert!(lines[1].starts_with("demo 2020-01-01 Do 200 ok "), "{said}");
    assert!(lines[2].starts_with("- - - 200 InvalidAction "), "{said}");
    assert_eq!(lines.len(), 3, "{said}");
}

#[test]
fn keys_are_checked_unless_told_otherwise_and_a_quiet_mock_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let package = package();
    let mock =
        mock(folder.path(), &["--metadata", package.to_str().unwrap(), "--products", "demo", "-q"]);
    assert!(mock.call("Do").contains("MissingParameter"));
    let (status, said) = mock.end();
    assert_eq!(status, Some(0));
    assert_eq!(said, "");
}

#[test]
fn what_is_wrong_ends_with_status_2_before_anything_listens() {
    let folder = tempfile::tempdir().unwrap();
    let package = package();
    let metadata = package.to_str().unwrap();
    std::fs::write(folder.path().join("answers.json"), "{\n  \"expectation\": []\n}").unwrap();
    for (arguments, expected) in [
        (&["mock", "--metadata", metadata, "--products", "dmeo"][..], "did you mean `demo`?"),
        (&["mock", "--metadata", metadata, "--answers", "answers.json"], "answers.json:2:"),
        (&["mock", "--metadata", metadata, "--listen", "nowhere"], "--listen"),
        (&["mock", "--spec", "nothing"], "nothing"),
        (&["mock", "--no-auth", "--secret-id", "x"], "cannot be used with"),
    ] {
        let run = tcgen(folder.path(), arguments);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn the_log_says_in_the_language_of_the_reader_whose_words_a_message_has() {
    let folder = tempfile::tempdir().unwrap();
    let package = package();
    let fault = r#"{"faults": [{"action": "*", "fault": "error", "code": "Failed.Odd"}]}"#;
    std::fs::write(folder.path().join("answers.json"), fault).unwrap();
    let metadata = package.to_str().unwrap();
    let options = ["--metadata", metadata, "--no-auth", "--answers", "answers.json"];
    for (language, head, words) in [
        ("en", "2 products, ", " (message: own words)"),
        ("zh", "2 个产品，", "（消息是模拟服务自己的说法）"),
    ] {
        let mock = mock(folder.path(), &[options.as_slice(), &["--lang", language]].concat());
        assert!(mock.call("Do").contains("Failed.Odd"));
        let (_, said) = mock.end();
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines[0].starts_with(head), "{said}");
        assert!(lines[1].starts_with("demo 2020-01-01 Do 200 Failed.Odd "), "{said}");
        assert!(lines[1].ends_with(words), "{said}");
    }
}
