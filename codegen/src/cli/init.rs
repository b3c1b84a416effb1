//! `tcgen init`.

use std::fmt::Write as _;
use std::io::{BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::{Outcome, progress, report};
use crate::init::{Product, Project, Started, init};

/// Start a project: its tcgen.toml, folders, first spec and crate
///
/// Asks on a terminal for what the options do not say. With --metadata the first spec and crate
/// are made at once; without, fetch pages next. A file that is there is never touched, so running
/// it again is harmless.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen init                                             asks
  tcgen init --product ess --metadata tccli-3.1.189.1-py2.py3-none-any.whl \\
      --errors tencentcloud_sdk_python-3.1.195-py2.py3-none-any.whl
  tcgen init my-client --product ess --actions CreateFlow,DescribeFlowInfo
  tcgen init clients --product ess=https://cloud.tencent.com/document/api/1323/70358 --workflow
  tcgen init --product ess,cvm --actions ess:CreateFlow --actions 'cvm:Describe*' --yes

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
    /// Official metadata: wheels, folders or files
    #[arg(long, value_name = "WHEEL-OR-DIR-OR-FILE", value_hint = clap::ValueHint::AnyPath)]
    metadata: Vec<PathBuf>,
    /// Official error lists: wheels of tencentcloud-sdk-python, folders or files
    #[arg(long, value_name = "WHEEL-OR-DIR-OR-FILE", value_hint = clap::ValueHint::AnyPath)]
    errors: Vec<PathBuf>,
    /// Write a GitHub workflow that checks the crate and proposes updates
    #[arg(long)]
    workflow: bool,
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
            report::note(&format!("error: {wrong}"));
            return Outcome::Failed;
        }
    };
    let mut may_ask = !arguments.yes && std::io::stdin().is_terminal();
    if may_ask {
        ask_for_the_rest(arguments, &mut project);
    }
    loop {
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
        // A name may have been mistyped: the diagnostics say what was perhaps meant.
        may_ask = may_ask && ask_again(&mut project);
        if !may_ask {
            return Outcome::Failed;
        }
    }
}

/// What was done, and what comes next.
fn tell(project: &Project, started: &Started) {
    report::diagnostics(&started.diagnostics);
    report::result(&describe(started));
    report::note(&next_step(project, started));
    if project.errors.is_empty() && !started.present.contains(&started.config) {
        let download = "pip download --no-deps tencentcloud-sdk-python";
        let config = shown(&started.config);
        report::note(&format!("and for error codes: `{download}`, listed as `errors` in {config}"));
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
        ..Project::default()
    };
    if let Some(name) = &arguments.name {
        project.name.clone_from(name);
    }
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
fn add_products<'a>(project: &mut Project, products: impl Iterator<Item = &'a str>) {
    for product in products.map(str::trim).filter(|product| !product.is_empty()) {
        let (name, pages) = match product.split_once('=') {
            Some((name, url)) => (name, Some(url.to_owned())),
            None => (product, None),
        };
        project.products.entry(name.to_owned()).or_default().pages = pages;
    }
}

/// Asks for what the options leave open.
fn ask_for_the_rest(arguments: &Arguments, project: &mut Project) {
    if project.products.is_empty() {
        let products = ask("Products, by short name, as ess,cvm (empty: choose later)", "");
        add_products(project, products.split(','));
    }
    if arguments.actions.is_empty() {
        ask_for_actions(project);
    }
    if arguments.name.is_none() {
        project.name = ask("Package name of the crate", &project.name);
    }
    if project.metadata.is_empty() {
        let path = ask("Official metadata, a tccli wheel (empty: none)", "");
        project.metadata.extend((!path.is_empty()).then(|| PathBuf::from(path)));
    }
    if project.errors.is_empty() {
        let path = ask("Official error lists, a tencentcloud-sdk-python wheel (empty: none)", "");
        project.errors.extend((!path.is_empty()).then(|| PathBuf::from(path)));
    }
    if !arguments.workflow {
        let answer = ask("A GitHub workflow that checks the crate and proposes updates", "n");
        project.workflow = answer.to_ascii_lowercase().starts_with('y');
    }
}

fn ask_for_actions(project: &mut Project) {
    for (name, product) in &mut project.products {
        let actions = ask(&format!("Actions of {name}, names or globs"), "*");
        product.actions = actions.split(',').map(|action| action.trim().to_owned()).collect();
    }
}

/// Asks once more for products and actions; an empty answer ends it.
fn ask_again(project: &mut Project) -> bool {
    let products = ask("Products again (empty: stop)", "");
    if products.is_empty() {
        return false;
    }
    project.products.clear();
    add_products(project, products.split(','));
    ask_for_actions(project);
    true
}

/// The answer of the person at the terminal, or what stands in brackets.
fn ask(question: &str, otherwise: &str) -> String {
    let brackets = if otherwise.is_empty() { String::new() } else { format!(" [{otherwise}]") };
    report::ask(&format!("{question}{brackets}: "));
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    let answer = answer.trim();
    if answer.is_empty() { otherwise.to_owned() } else { answer.to_owned() }
}

fn describe(started: &Started) -> String {
    let mut text = String::new();
    for path in &started.written {
        let _ = writeln!(text, "wrote {}", shown(path));
    }
    for path in &started.present {
        let _ = writeln!(text, "left {} as it is", shown(path));
    }
    if let Some((spec, krate)) = &started.generated {
        for path in &spec.added {
            let _ = writeln!(text, "wrote {}", shown(path));
        }
        let folder = krate.added.iter().find(|path| path.ends_with("Cargo.toml"));
        let folder = folder.and_then(|path| path.parent()).unwrap_or(Path::new(""));
        let _ =
            writeln!(text, "wrote the crate, {} files, in {}", krate.added.len(), shown(folder));
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

fn next_step(project: &Project, started: &Started) -> String {
    let config = shown(&started.config);
    if started.present.contains(&started.config) {
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
