//! 5,000 pages in one run, with bounded memory. Run with `--ignored`.

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::server::{Answer, Server};
use crate::support::{files, page};

const PAGES: usize = 5_000;
/// The most memory that the run may need at any time, in kilobytes.
const PEAK_LIMIT: u64 = 100 << 10;

#[test]
#[ignore = "takes a minute; .ci/run runs it"]
fn five_thousand_pages_need_bounded_memory() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let links: String =
        (1..=PAGES).map(|n| format!("<a href=\"/document/api/7/{n}\">Boil {n}</a>\n")).collect();
    server.answer("/document/api/7/0", Answer::html(page("API Category", &links)));
    let rows = "<tr><td>Lid</td><td>String</td><td>What keeps the steam in</td></tr>".repeat(400);
    for number in 1..=PAGES {
        let article = format!("<h2>Boil {number}</h2><table>{rows}</table>");
        let path = format!("/document/api/7/{number}");
        server.answer(&path, Answer::html(page(&format!("Boil {number}"), &article)));
    }
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcgen"))
        .env("LC_ALL", "C")
        .args(["fetch", &server.url("/document/api/7/0"), "--rate", "100000/s"])
        .args(["--max-pages", "6000", "--out"])
        .arg(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(peak_memory(child.id()).unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(child.wait().unwrap().success());
    println!("{PAGES} pages in {:?}, peak {peak} kB", start.elapsed());
    assert_eq!(files(folder.path()).len(), PAGES + 2);
    assert!(peak < PEAK_LIMIT, "peak {peak} kB");
}

/// The peak of a running process in kilobytes, where the system tells it.
fn peak_memory(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
