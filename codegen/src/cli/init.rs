//! `tcgen init`.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use super::{Outcome, progress, report, wizard};
use crate::workflow::init::{Product, Project, Started, TcgenSource, init};

/// Start a project, or add products to one
///
/// Writes tcgen.toml, folders, spec and crate. Asks on a terminal for what the options do not say. With --metadata the spec and the crate are
/// made at once; without, fetch pages next. Of packages that lie outside the project, what they
/// say of the products is written to spec/metadata, so that a clone of the project is whole.
///
/// In a project that is there, new products are added to its tcgen.toml; every other file that is
/// there stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen init                                             asks
  tcgen init --product ess --metadata tccli-3.1.189.1-py2.py3-none-any.whl \\
      --errors tencentcloud_sdk_python-3.1.195-py2.py3-none-any.whl
  tcgen init my-client --product ess --actions CreateFlow,DescribeFlowInfo
  tcgen init clients --product ess=https://cloud.tencent.com/document/api/1323/70358 --workflow
  tcgen init --product ess,cvm --actions ess:CreateFlow --actions 'cvm:Describe*' --yes
  tcgen init --product vpc --metadata tccli-*.whl tencentcloud_sdk_python-*.whl
                                                         with error codes; adds vpc the second time

Exit status: 0 done, 2 bad usage or bad input.")]
pub(super) struct Arguments {
    /// The folder of the project
    #[arg(value_name = "DIR", default_value = ".", value_hint = clap::ValueHint::DirPath)]
    folder: PathBuf,
    /// Products by short name, each with the address of its API overview if you have it
    #[arg(long = "product", value_name = "NAME[=URL]", value_delimiter = ',')]
    products: Vec<String>,
    /// Single actions, by name or glob; of the only product, if none is named [default: all]
    #[arg(long, value_name = "[PRODUCT:]ACTION,ACTION")]
    actions: Vec<String>,
    /// The package name of the crate [default: tencentcloud-api]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Official metadata and error lists: wheels, folders or files; of several releases the newest
    #[arg(long, value_name = "WHEEL-OR-DIR-OR-FILE", num_args = 1.., value_hint = clap::ValueHint::AnyPath)]
    metadata: Vec<PathBuf>,
    /// Official error lists: wheels of tencentcloud-sdk-python, folders or files
    #[arg(long, value_name = "WHEEL-OR-DIR-OR-FILE", value_hint = clap::ValueHint::AnyPath)]
    errors: Vec<PathBuf>,
    /// Write a GitHub workflow that checks the crate and proposes updates
    #[arg(long)]
    workflow: bool,
    /// Where the workflow takes tcgen from: a release, a git repository with #REVISION, or a folder
    /// of the project's repository [default: this release, from crates.io]
    #[arg(long, value_name = "VERSION-OR-URL-OR-DIR", requires = "workflow")]
    tcgen: Option<TcgenSource>,
    /// Write a pre-commit hook that checks the crate
    #[arg(long)]
    pre_commit: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut project = match project(arguments) {
        Ok(project) => project,
        Err(wrong) => {
            report::error(&format!("error: {wrong}"));
            return Outcome::Failed;
        }
    };
    let may_ask = !arguments.yes && std::io::stdin().is_terminal();
    let mut asks = may_ask;
    loop {
        if asks && !wizard::ask(&mut project, arguments.workflow) {
            return Outcome::Failed;
        }
        let bar = progress::bar("product versions");
        let started = init(&arguments.folder, &project, &|done, all| bar.set(done, all));
        bar.finish();
        match started {
            Ok(started) => {
                tell(&project, &started);
                return Outcome::Done;
            }
            Err(diagnostics) => report::diagnostics(&diagnostics),
        }
        if !may_ask {
            return Outcome::Failed;
        }
        // The answers are kept; what is wrong is said above, and nothing was written.
        report::note("nothing was written; change what is wrong, or leave with Esc");
        asks = true;
    }
}

/// What was done, and what comes next.
fn tell(project: &Project, started: &Started) {
    report::diagnostics(&started.diagnostics);
    report::told(&describe(started));
    report::note(&next_step(project, started));
    for step in &started.advice {
        report::note(step);
    }
    if !project.has_error_lists() && !started.present.contains(&started.config) {
        report::note(&error_codes(started));
    }
    if project.pre_commit {
        let copy = "install -m 755 spec/pre-commit-hook.sh .git/hooks/pre-commit";
        report::note(&format!("and to have commits checked: `{copy}`"));
    }
}

/// What the options say.
fn project(arguments: &Arguments) -> Result<Project, String> {
    let mut project = Project {
        metadata: arguments.metadata.clone(),
        errors: arguments.errors.clone(),
        workflow: arguments.workflow,
        pre_commit: arguments.pre_commit,
        name: arguments.name.clone(),
        tcgen: arguments.tcgen.clone().unwrap_or_default(),
        ..Project::default()
    };
    add_products(&mut project, arguments.products.iter().map(String::as_str));
    let only = match project.products.keys().collect::<Vec<_>>().as_slice() {
        [name] => Some((*name).clone()),
        _ => None,
    };
    for choice in &arguments.actions {
        let (product, actions) = choice
            .split_once(':')
            .or_else(|| Some((only.as_deref()?, choice)))
            .ok_or_else(|| format!("--actions `{choice}` names no product, as `ess:CreateFlow`"))?;
        let actions = actions.split(',').map(|action| action.trim().to_owned());
        let product = project.products.entry(product.to_owned()).or_default();
        product.actions.extend(actions.filter(|action| !action.is_empty()));
    }
    Ok(project)
}

/// Adds products given as `ess` or `ess=https://…`.
pub(super) fn add_products<'a>(project: &mut Project, products: impl Iterator<Item = &'a str>) {
    for product in products.map(str::trim).filter(|product| !product.is_empty()) {
        let (name, pages) = match product.split_once('=') {
            Some((name, url)) => (name, Some(url.to_owned())),
            None => (product, None),
        };
        project.products.entry(name.to_owned()).or_default().pages = pages;
    }
}

fn describe(started: &Started) -> String {
    let mut text = String::new();
    for path in &started.written {
        let _ = writeln!(text, "wrote {}", shown(path));
    }
    for product in &started.added {
        let _ = writeln!(text, "added [products.{product}] to {}", shown(&started.config));
    }
    for path in &started.present {
        let _ = writeln!(text, "left {} as it is", shown(path));
    }
    if let Some((spec, krate)) = &started.generated {
        for path in &spec.added {
            let _ = writeln!(text, "wrote {}", shown(path));
        }
        let files = krate.added.len() + krate.changed.len() + krate.unchanged;
        let _ = writeln!(text, "wrote the crate, {files} files, in {}", shown(&started.krate));
    }
    text
}

/// A path without the parts that lead nowhere: `spec/../generated` is `generated`.
fn shown(path: &Path) -> String {
    let mut short = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if short.file_name().is_some() => {
                short.pop();
            }
            part => short.push(part),
        }
    }
    short.display().to_string()
}

/// How the error codes come in, of a project that has none.
fn error_codes(started: &Started) -> String {
    let download = "pip download --no-deps tencentcloud-sdk-python";
    let config = shown(&started.config);
    if started.generated.is_none() {
        return format!("and for error codes: `{download}`, listed as `errors` in {config}");
    }
    let facts = shown(&started.config.with_file_name("metadata"));
    format!(
        "and for error codes: `{download}`, `tcgen import tencentcloud_sdk_python-*.whl --chosen \
         --facts {facts}`, then `tcgen regenerate`"
    )
}

fn next_step(project: &Project, started: &Started) -> String {
    let config = shown(&started.config);
    if started.generated.is_none() && started.present.contains(&started.config) {
        return format!("next: say in {config} what you want, then `tcgen regenerate`");
    }
    if started.generated.is_some() {
        return format!(
            "next: look at {config}, then `tcgen regenerate` whenever a source changes"
        );
    }
    match project.products.iter().next() {
        None => format!("next: choose products in {config}"),
        Some((name, Product { pages: Some(_), .. })) => {
            format!("next: `tcgen fetch {name}`, then `tcgen regenerate`")
        }
        Some((name, _)) => format!(
            "next: `tcgen fetch {name}=URL` with the address of the product's API overview, \
             then `tcgen regenerate`"
        ),
    }
}
