//! What the tests share: pages in our own words, a clock that does not wait, a run.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use tencentcloud_codegen::diagnostics::{Code, Diagnostics};
use tencentcloud_codegen::fetch::{self, Clock, FetchRequest, Options, Rate, Summary};

/// A page as the site serves it: an article with much around it.
pub(crate) fn page(title: &str, article: &str) -> String {
    let navigation = "<li><a href=\"/document/api/9/9\">Elsewhere</a></li>\n".repeat(50);
    format!(
        "<!DOCTYPE html><html><head><title>{title} - Kettles</title></head><body>\
         <ul class=\"menu\">{navigation}</ul><h1 class=\"rno-title-module-title\">{title}</h1>\
         <p class=\"rno-title-module-date\">最近更新时间：2025-01-02 03:04:05</p>\
         <div id=\"docArticleContent\">{article}</div><footer>The end</footer></body></html>"
    )
}

/// An action page that links to a structure and to the error codes.
pub(crate) fn action_page(title: &str) -> String {
    let article = format!(
        "<h2>1. 接口描述</h2><p>接口请求域名： kettle.tencentcloudapi.com 。</p><p>{title}</p>\
         <p><a href=\"/document/api/7/90#Lid\">Lid</a> <a href=\"/document/api/7/91#codes\">Codes</a> \
         <a href=\"/document/api/8/1#Other\">Other product</a></p>"
    );
    page(title, &article)
}

/// Lets time pass at once, and remembers how long it was to wait.
pub(crate) struct QuickClock {
    elapsed: Cell<Duration>,
    pub(crate) sleeps: RefCell<Vec<Duration>>,
}

/// The moment at which every test starts: 2025-06-01T00:00:00Z.
pub(crate) const START: i64 = 1_748_736_000;

impl QuickClock {
    pub(crate) fn new() -> Self {
        Self { elapsed: Cell::new(Duration::from_secs(100)), sleeps: RefCell::default() }
    }
}

impl Clock for QuickClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(START).unwrap()
    }

    fn elapsed(&self) -> Duration {
        self.elapsed.get()
    }

    fn sleep(&self, time: Duration) {
        self.elapsed.set(self.elapsed.get() + time);
        self.sleeps.borrow_mut().push(time);
    }
}

/// Options that keep a test short.
pub(crate) fn options() -> Options {
    Options {
        rate: Rate { interval: Duration::from_millis(1) },
        timeout: Duration::from_secs(5),
        ..Options::default()
    }
}

pub(crate) fn fetch_with(
    folder: &Path,
    wanted: &[&str],
    options: &Options,
    clock: &QuickClock,
) -> (Summary, Diagnostics) {
    let request = FetchRequest {
        wanted: wanted.iter().map(|text| (*text).to_owned()).collect(),
        products: BTreeMap::new(),
    };
    fetch::run(folder, &request, options, clock, &mut |_| {})
}

pub(crate) fn fetch(folder: &Path, wanted: &[&str]) -> (Summary, Diagnostics) {
    fetch_with(folder, wanted, &options(), &QuickClock::new())
}

pub(crate) fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Every file of a folder with its bytes, hidden ones too; what a run at work takes away meanwhile
/// is left out.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let Some(entries) = there(std::fs::read_dir(&next)) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(bytes) = there(std::fs::read(&path)) {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, bytes);
            }
        }
    }
    found
}

fn there<T>(result: std::io::Result<T>) -> Option<T> {
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        result => Some(result.unwrap()),
    }
}

/// The one page of a folder, as text.
pub(crate) fn only_page(folder: &Path) -> String {
    let mut pages: Vec<_> =
        files(folder).into_iter().filter(|(name, _)| name.ends_with(".html")).collect();
    assert_eq!(pages.len(), 1, "{:?}", pages.iter().map(|(name, _)| name).collect::<Vec<_>>());
    String::from_utf8(pages.remove(0).1).unwrap()
}
