//! The questions of `tcgen init` on a terminal, which `script` gives it: answered as they appear.
#![cfg(target_os = "linux")]

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::run::{is_installed, package};

/// `tcgen init` at a terminal.
struct Terminal {
    child: Child,
    shown: Arc<Mutex<Vec<u8>>>,
    /// How much of it was looked at.
    seen: usize,
}

impl Terminal {
    fn open(folder: &Path, home: &Path, arguments: &str) -> Self {
        let command = format!("'{}' init {arguments}", env!("CARGO_BIN_EXE_tcgen"));
        let mut child = Command::new("script")
            .args(["--quiet", "--return", "--command", &command, "/dev/null"])
            .envs([("LC_ALL", "C"), ("TERM", "xterm")])
            .env("HOME", home)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let shown = Arc::new(Mutex::new(Vec::new()));
        let (mut output, kept) = (child.stdout.take().unwrap(), Arc::clone(&shown));
        std::thread::spawn(move || {
            let mut bytes = [0; 1024];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                kept.lock().unwrap().extend(bytes.iter().take(count));
            }
        });
        Self { child, shown, seen: 0 }
    }

    /// Waits until a text is shown, and types behind it.
    fn answer(&mut self, question: &str, keys: &str) {
        let began = Instant::now();
        loop {
            let shown = String::from_utf8_lossy(&self.shown.lock().unwrap()).into_owned();
            let new = shown.get(self.seen..).unwrap_or_default();
            if let Some(at) = new.find(question) {
                self.seen += at + question.len();
                break;
            }
            let is_late = began.elapsed() > Duration::from_secs(30);
            assert!(!is_late, "no {question:?} in {new:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
        self.child.stdin.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    fn end(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

const LEFT: &str = "\u{1b}[D";
const BACKSPACE: &str = "\u{7f}";

#[test]
fn a_wrong_answer_is_asked_again_at_once_and_the_right_ones_are_kept() {
    if !is_installed("script") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(package(), home.path().join("wheels")).unwrap();
    let mut terminal = Terminal::open(folder.path(), home.path(), "project");
    terminal.answer("Official metadata", "~/wheelz\r");
    terminal.answer("wheelz is not there; get it with `pip download", "");
    // What was typed is there to be put right.
    terminal.answer("Official metadata", &format!("{BACKSPACE}s\r"));
    terminal.answer("Products", "?\r");
    terminal.answer("`?` is not a short name", "");
    terminal.answer("Products", &format!("{BACKSPACE}demmo\r"));
    terminal.answer("did you mean `demo`?", "");
    terminal.answer("Products", &format!("{LEFT}{BACKSPACE}\r"));
    terminal.answer("Actions of demo", "Doo\r");
    terminal.answer("Actions of demo", &format!("{BACKSPACE}\r"));
    terminal.answer("Package name", "\r");
    terminal.answer("A GitHub workflow", "n");
    terminal.answer("wrote project/spec/tcgen.toml", "");
    assert_eq!(terminal.end(), Some(0));
    let config = std::fs::read_to_string(folder.path().join("project/spec/tcgen.toml")).unwrap();
    assert!(config.contains("[products.demo]\n"), "{config}");
    assert!(config.contains("actions = [\"Do\"]\n"), "{config}");
}

#[test]
fn who_leaves_the_questions_has_written_nothing() {
    if !is_installed("script") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::open(folder.path(), folder.path(), "project");
    terminal.answer("Official metadata", "\u{3}");
    assert_ne!(terminal.end(), Some(0));
    assert!(!folder.path().join("project").exists());
}
