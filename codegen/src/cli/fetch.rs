//! `tcgen fetch`.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Outcome, report};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::fetch::{self, FetchEvent, FetchRequest, Options, Rate, Summary, SystemClock};
use crate::project::config::{self, ConfigFile};

/// Fetch pages of the documentation site, politely and cached
///
/// A page is stored as its article alone, at `<pages folder>/<host>/<path>.html`; index.json beside
/// them holds each page's address, date and hash. A page that has not changed leaves its file as
/// it was; one that vanished, moved or turned into a login is reported and its file stays. A run
/// that was interrupted goes on where it was. Proxies are taken from HTTPS_PROXY, HTTP_PROXY,
/// ALL_PROXY and NO_PROXY.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen fetch https://cloud.tencent.com/document/api/213/15699       one page
  tcgen fetch ess=https://cloud.tencent.com/document/api/1323/70358  a product, from its API overview
  tcgen fetch ess                                                    the same again, by its name
  tcgen fetch                                                        all that is known: what changed?

Exit status: 0 done, 1 done but for pages that were met on the way, or --check found a change, 2 a
page that was asked for cannot be fetched, or bad usage.")]
pub(super) struct FetchArguments {
    /// Addresses of pages; of a product's API overview, for all its pages (ess=https://… remembers
    /// it); or names of products whose overview is known. Nothing: all that is known
    #[arg(value_name = "URL-OR-PRODUCT")]
    wanted: Vec<String>,
    /// The config, for its pages folder and overviews [default: tcgen.toml or spec/tcgen.toml,
    /// here or above]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// The pages folder [default: the first one of the config, else pages]
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    out: Option<PathBuf>,
    #[command(flatten)]
    bounds: Bounds,
    /// Another site to which a redirect may lead: host or host:port
    #[arg(long = "allow-host", value_name = "HOST")]
    allow_hosts: Vec<String>,
    /// Write nothing; fail if a page changed
    #[arg(long)]
    check: bool,
    /// What to call ourselves towards the site
    #[arg(long, value_name = "TEXT")]
    user_agent: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Bounds {
    /// How often a site is asked: 1/s, 30/m
    #[arg(long, value_name = "N/UNIT", default_value = "1/s")]
    rate: Rate,
    /// The most pages to ask for
    #[arg(long, value_name = "N", default_value_t = Options::default().max_pages)]
    max_pages: usize,
    /// The most bytes of one page
    #[arg(long, value_name = "BYTES", default_value_t = Options::default().max_bytes)]
    max_bytes: u64,
    /// The seconds that one request may take
    #[arg(long, value_name = "SECONDS", default_value_t = Options::default().timeout.as_secs(),
        value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// How often a page is asked for before it is given up
    #[arg(long, value_name = "N", default_value_t = Options::default().tries,
        value_parser = clap::value_parser!(u32).range(1..=20))]
    tries: u32,
}

pub(super) fn run(arguments: &FetchArguments) -> Outcome {
    let (folder, request) = match prepare(arguments) {
        Ok(prepared) => prepared,
        Err(diagnostic) => {
            report::diagnostics(&Diagnostics::from(diagnostic));
            return Outcome::Failed;
        }
    };
    let mut progress = Progress::new();
    let (options, clock) = (options(arguments), SystemClock::new());
    let (summary, diagnostics) =
        fetch::run(&folder, &request, &options, &clock, &mut |event| progress.show(event));
    progress.end();
    report::diagnostics(&diagnostics);
    report::told(&describe(&summary));
    if diagnostics.has_errors() {
        Outcome::Failed
    } else if diagnostics.count(Severity::Warning) > 0
        || (arguments.check && !summary.is_unchanged())
    {
        Outcome::Findings
    } else {
        Outcome::Done
    }
}

/// Fetches again all that a config knows of, as `tcgen fetch` without arguments does.
pub(super) fn refresh(file: &ConfigFile, check: bool) -> (Summary, Diagnostics) {
    let mut progress = Progress::new();
    let (options, clock) = (Options { check, ..Options::default() }, SystemClock::new());
    let done = fetch::refresh(file, &options, &clock, &mut |event| progress.show(event));
    progress.end();
    done
}

/// The pages folder and what to fetch into it.
fn prepare(arguments: &FetchArguments) -> Result<(PathBuf, FetchRequest), Diagnostic> {
    let mut request = FetchRequest { wanted: arguments.wanted.clone(), ..FetchRequest::default() };
    let mut folder = PathBuf::from("pages");
    // Without a config, addresses and a folder are all that it takes.
    if let Some(path) = arguments.config.clone().or_else(|| config::find(Path::new("."))) {
        let file = ConfigFile::read(&path)?;
        request.products = fetch::overviews(&file.config);
        folder = file.resolve(fetch::pages_folder(&file.config));
    }
    Ok((arguments.out.clone().unwrap_or(folder), request))
}

fn options(arguments: &FetchArguments) -> Options {
    let defaults = Options::default();
    Options {
        rate: arguments.bounds.rate,
        max_pages: arguments.bounds.max_pages,
        max_bytes: arguments.bounds.max_bytes,
        timeout: Duration::from_secs(arguments.bounds.timeout),
        tries: arguments.bounds.tries,
        allow_hosts: arguments.allow_hosts.clone(),
        check: arguments.check,
        user_agent: arguments.user_agent.clone().unwrap_or(defaults.user_agent),
        ..defaults
    }
}

/// The summary as one line, and the paths of what changed.
fn describe(summary: &Summary) -> String {
    let mut text = String::new();
    for (word, paths) in [("added", &summary.added), ("changed", &summary.changed)] {
        for path in paths {
            let _ = writeln!(text, "{word} {path}");
        }
    }
    let _ = writeln!(text, "{summary}");
    text
}

/// A bar on a terminal, one line per page elsewhere.
struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}");
            let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr());
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar }
    }

    fn show(&mut self, event: FetchEvent<'_>) {
        match (&self.bar, event) {
            (Some(bar), FetchEvent::Page { url, outcome, done, known }) => {
                bar.set_length(known as u64);
                bar.set_position(done as u64);
                bar.set_message(format!("{outcome} {url}"));
            }
            (Some(bar), FetchEvent::Waiting { url, wait }) => {
                bar.set_message(format!("waiting {:.1} s for {url}", wait.as_secs_f64()));
            }
            (None, FetchEvent::Page { url, outcome, done, known }) => {
                report::note(&format!("[{done}/{known}] {outcome} {url}"));
            }
            (None, FetchEvent::Waiting { url, wait }) => {
                report::note(&format!("waiting {:.1} s for {url}", wait.as_secs_f64()));
            }
        }
    }

    fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
