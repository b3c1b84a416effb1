//! The file of a page, made from its address alone.
//!
//! Invariant: the name is safe on every file system, and never comes from the text of a page.
//! Two addresses of one page (scheme, fragment, slash at the end) have one file; two pages have
//! two, also where file names do not know case.

use sha2::{Digest as _, Sha256};
use url::Url;

use crate::text::devices::DEVICES;

/// The longest file or folder name that is left as it is, in bytes.
const NAME_LIMIT: usize = 80;
/// How the file of a page ends; names are made by us, in small letters.
const PAGE_END: &str = ".html";

/// The longest path, and the most folders of one, that is left as it stands.
const PATH_LIMIT: usize = 180;
const DEPTH_LIMIT: usize = 10;

/// The path below the pages folder, with `/`: `cloud.tencent.com/document/api/213/15699.html`.
pub(super) fn file_of(url: &Url) -> String {
    let host = match url.port() {
        Some(port) => format!("{}_{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    let host = plain(&host).0;
    let path = url.path();
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    let (mut names, mut exact) = (Vec::new(), url.query().is_none());
    for segment in path.split('/') {
        let (name, unchanged) = plain(segment);
        exact &= unchanged;
        names.push(name);
    }
    let last = names.pop().unwrap_or_default();
    // A folder never has the name of a file, nor an ordinary file one that is told apart.
    for name in names.iter_mut().filter(|name| name.ends_with(PAGE_END)) {
        name.push('_');
        exact = false;
    }
    exact &= !ends_with_digest(&last) && path != INDEX;
    let last = if path.is_empty() { INDEX } else { &last };
    names.push(if exact || path.is_empty() && url.query().is_none() {
        format!("{last}.html")
    } else {
        format!("{last}-{}.html", digest(url))
    });
    let file = names.join("/");
    if file.len() > PATH_LIMIT || names.len() > DEPTH_LIMIT {
        return format!("{host}/{}.html", digest(url));
    }
    format!("{host}/{file}")
}

/// The name of the page at the root of a site.
const INDEX: &str = "index";

/// Whether a name ends as one does that [`digest`] tells apart.
fn ends_with_digest(name: &str) -> bool {
    name.rsplit_once('-').map_or(name, |(_, end)| end).len() == 8
        && name.bytes().rev().take(8).all(|byte| byte.is_ascii_hexdigit())
}

/// A name of harmless characters, and whether it is still the one given.
fn plain(segment: &str) -> (String, bool) {
    let harmless = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
    let mut name: String = segment
        .chars()
        .map(|c| c.to_ascii_lowercase())
        .map(|c| if harmless(c) { c } else { '_' })
        .take(NAME_LIMIT)
        .collect();
    // Hidden files, `..`, and the names that Windows keeps for devices.
    let stem = name.split('.').next().unwrap_or_default();
    if DEVICES.contains(&stem) || stem.is_empty() {
        name.insert(0, '_');
    }
    if name.ends_with('.') {
        name.push('_');
    }
    let unchanged = name == segment;
    (name, unchanged)
}

/// Tells addresses apart whose names had to be changed. The scheme is left out: a page is the
/// same over http and https.
fn digest(url: &Url) -> String {
    let (scheme, rest) = (url.scheme().len(), url.as_str().split('#').next().unwrap_or_default());
    Sha256::digest(rest.get(scheme..).unwrap_or_default().trim_end_matches('/'))
        .iter()
        .take(4)
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str) -> String {
        file_of(&Url::parse(url).unwrap())
    }

    #[test]
    fn an_ordinary_address_is_mirrored() {
        let expected = "cloud.tencent.com/document/api/213/15699.html";
        assert_eq!(file("https://cloud.tencent.com/document/api/213/15699"), expected);
        assert_eq!(file("http://cloud.tencent.com/document/api/213/15699/#Filter"), expected);
        assert_eq!(file("http://127.0.0.1:8080/"), "127.0.0.1_8080/index.html");
        assert_eq!(file("https://qian.tencent.com/a/b.html"), "qian.tencent.com/a/b.html.html");
    }

    #[test]
    fn different_addresses_have_different_files() {
        let addresses = [
            "",
            "a",
            "A",
            "a?x=1",
            "a?x=2",
            "a%2fb",
            "a_2fb",
            "a/b",
            "a//b",
            "/a",
            "a//",
            "%e6%96%87",
            "%e6%97%a5",
            "a.html",
            "a.html.html",
            "a.html/b",
            "a.html_/b",
            "index",
            "index.html",
            "?x=1",
            "x/index",
        ];
        let mut files: Vec<_> =
            addresses.iter().map(|end| file(&format!("https://host/{end}"))).collect();
        files.sort();
        files.dedup();
        assert_eq!(files.len(), addresses.len(), "{files:?}");
        // No file is where another one needs a folder.
        for file in &files {
            let folder = format!("{file}/");
            assert!(!files.iter().any(|other| other.starts_with(&folder)), "{file}");
        }
    }

    #[test]
    fn no_address_is_given_the_file_of_one_that_is_told_apart() {
        let odd = file("https://host/A");
        let end = odd.strip_prefix("host/").and_then(|end| end.strip_suffix(".html")).unwrap();
        assert_ne!(file(&format!("https://host/{end}")), odd);
        assert_eq!(file("https://host/A/"), odd);
    }

    #[test]
    fn no_address_climbs_hides_or_names_a_device() {
        let long = format!("https://host/{}", "a/".repeat(400));
        let wide = format!("https://host/{}", "x".repeat(4000));
        for url in [
            "https://host/../../etc/passwd",
            "https://host/%2e%2e/%2e%2e/x",
            "https://host/..%2f..%2fx",
            "https://host/.git/config",
            "https://host/con",
            "https://host/COM1.txt",
            "https://host/a:b|c*d%00%0a",
            "https://host/x.",
            "https://[::1]:8080/x",
            &long,
            &wide,
        ] {
            let file = file(url);
            assert!(file.len() < 300, "{file}");
            assert_eq!(file.rsplit('.').next(), Some("html"), "{file}");
            for name in file.split('/') {
                assert!(!name.is_empty() && !name.starts_with('.'), "{file}");
                assert!(!["con", "con.html", "com1.txt.html"].contains(&name), "{file}");
                assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)));
            }
        }
    }
}
