//! Real pages, served on loopback: where TCGEN_SHARED names the folder that holds them.

use std::path::PathBuf;

use crate::server::{Answer, Server};
use crate::support::{fetch, files};

#[test]
#[ignore = "needs TCGEN_SHARED; .ci/run runs it"]
fn real_pages_are_stored_as_their_articles() {
    let shared = PathBuf::from(std::env::var_os("TCGEN_SHARED").expect("TCGEN_SHARED is not set"));
    let folder = shared.join("corpus/html/cloud.tencent.com-2022-06");
    let (server, out) = (Server::start(), tempfile::tempdir().unwrap());
    let (mut urls, mut size, mut articles) = (Vec::new(), 0, 0);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().replace('_', "/");
        let bytes = std::fs::read(&path).unwrap();
        // The directory of the product leads to pages that the corpus does not hold.
        if name == "api/213" {
            continue;
        }
        size += bytes.len();
        articles += 1;
        server.answer(&format!("/document/{name}"), Answer::html(bytes));
        urls.push(server.url(&format!("/document/{name}")));
    }
    let urls: Vec<_> = urls.iter().map(String::as_str).collect();
    let (summary, diagnostics) = fetch(out.path(), &urls);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(summary.added.len(), articles);
    let stored = files(out.path());
    for (name, bytes) in stored.iter().filter(|(name, _)| name.ends_with(".html")) {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(text.contains("最近更新时间：20"), "{name} has no date");
        assert!(!text.contains("<script"), "{name}");
    }
    let stored: usize = stored.values().map(Vec::len).sum();
    println!("{articles} pages, {size} bytes served, {stored} stored");
    assert!(stored * 20 < size, "{stored} of {size} bytes were kept");
    let (summary, _) = fetch(out.path(), &urls);
    assert_eq!(summary.unchanged, articles);
}
