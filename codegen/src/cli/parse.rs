//! `tcgen parse`.

use std::path::PathBuf;

use super::language::language;
use super::{Outcome, progress, report};
use crate::output;
use crate::workflow::parse::{ParseOptions, Parsed, parse};

/// Read pages of the documentation into the spec
///
/// A page is HTML, Markdown or text; its form, kind and language are recognised from its
/// content. In a folder, files that describe no action, structure or error code are skipped, with
/// the reason; a file that is named has to be a page. What the spec has from other pages and from
/// metadata stays.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen parse spec/pages                                 every page below a folder, into ./spec
  tcgen parse CreateUser.html --stdout                   one page, printed instead of written
  tcgen parse types.md --product ess --version 2020-11-11
                              a page that names neither, such as data structures alone

Exit status: 0 done, 2 bad usage or bad input; then nothing is written.")]
pub(super) struct ParseArguments {
    /// Pages, or folders of pages
    #[arg(value_name = "PAGE-OR-DIR", required = true, value_hint = clap::ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// The folder of the spec
    #[arg(long, value_name = "DIR", default_value = "spec", value_hint = clap::ValueHint::DirPath)]
    spec: PathBuf,
    /// The product of pages that name none
    #[arg(long, value_name = "PRODUCT")]
    product: Option<String>,
    /// The version of pages that name none
    #[arg(long = "version", id = "product-version", value_name = "VERSION")]
    version: Option<String>,
    /// Print the spec instead of writing it
    #[arg(long)]
    stdout: bool,
}

pub(super) fn run(arguments: &ParseArguments) -> Outcome {
    let options = ParseOptions {
        spec: arguments.spec.clone(),
        product: arguments.product.clone(),
        version: arguments.version.clone(),
    };
    let bar = progress::bar("files");
    let parsed = parse(&arguments.paths, &options, &|done, all| bar.set(done, all));
    bar.finish();
    report::diagnostics(&parsed.diagnostics);
    let counted = counts(&parsed);
    if parsed.diagnostics.has_errors() {
        report::note(&counted);
        return Outcome::Failed;
    }
    if arguments.stdout {
        report::note(&counted);
        for (_, text) in parsed.files.iter() {
            report::result(text);
        }
        return Outcome::Done;
    }
    match output::write(&arguments.spec, &parsed.files) {
        Ok(changes) => {
            let written = report::written(&arguments.spec, &changes);
            report::result(&format!("{counted}\n{written}\n"));
            Outcome::Done
        }
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}

fn counts(parsed: &Parsed) -> String {
    let counts = &parsed.counts;
    let text = format!(
        "{}, {} ({} skipped), {}\n{} in = {} + {} + {} + {} repeated + {} blank + {} refused",
        report::count(counts.files, "file"),
        report::count(counts.pages, "page"),
        counts.skipped,
        report::count(counts.tables, "table"),
        report::count(counts.rows, "row"),
        report::count(counts.members, "member"),
        report::count(counts.public_parameters, "public parameter"),
        report::count(counts.error_codes, "error code"),
        counts.repeated,
        counts.blank,
        counts.refused
    );
    language().say_lines(&text)
}
