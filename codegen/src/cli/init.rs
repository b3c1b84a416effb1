//! `tcgen init`.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use super::{Outcome, progress, report, wizard};
use crate::output::{real, relative, slashes};
use crate::project::config::find;
use crate::text::shell::{quoted, quoted_path};
use crate::workflow::init::{CargoStep, Product, Project, Started, TcgenSource, init};

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
pub(super) struct InitArguments {
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
    #[arg(long, value_name = "WHEEL-OR-DIR-OR-FILE", num_args = 1.., value_hint = clap::ValueHint::AnyPath)]
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

pub(super) fn run(arguments: &InitArguments) -> Outcome {
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
                tell(&project, &arguments.folder, &started);
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

/// What was done, and what comes next. Every path and command is said as it works in the folder
/// that tcgen was called in.
fn tell(project: &Project, folder: &Path, started: &Started) {
    let told = Told { project, started, is_relative: folder.is_relative() };
    report::diagnostics(&started.diagnostics);
    report::told(&told.files());
    report::note(&told.next_step());
    for step in &started.cargo {
        report::note(&told.cargo_step(step));
    }
    if !project.has_error_lists() && !started.present.contains(&started.config) {
        report::note(&told.error_codes());
    }
    if let Some(hook) = &started.hook {
        let copy = told.word(&started.repository.join(".git/hooks/pre-commit"));
        let hook = told.word(hook);
        report::note(&format!("and to have commits checked: `install -m 755 {hook} {copy}`"));
    }
}

/// What the options say.
fn project(arguments: &InitArguments) -> Result<Project, String> {
    let mut project = Project {
        metadata: arguments.metadata.clone(),
        errors: arguments.errors.clone(),
        workflow: arguments.workflow,
        pre_commit: arguments.pre_commit,
        name: arguments.name.clone(),
        tcgen: arguments.tcgen.clone().unwrap_or_default(),
        ..Project::default()
    };
    project.add_products(arguments.products.iter().map(String::as_str));
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

/// What is told of a project that was started.
struct Told<'a> {
    project: &'a Project,
    started: &'a Started,
    /// Whether paths are said from here, as the folder of the project was.
    is_relative: bool,
}

impl Told<'_> {
    /// A path without the parts that lead nowhere: `spec/../generated` is `generated`.
    fn path(&self, path: &Path) -> String {
        if self.is_relative { relative(path, Path::new(".")) } else { slashes(&real(path)) }
    }

    /// The same in a command.
    fn word(&self, path: &Path) -> String {
        quoted_path(&self.path(path))
    }

    /// A command of tcgen, with the config where it would not find that by itself.
    fn command(&self, command: &str) -> String {
        let config = &self.started.config;
        let is_found = find(Path::new(".")).is_some_and(|found| real(&found) == real(config));
        let option =
            if is_found { String::new() } else { format!(" --config {}", self.word(config)) };
        format!("{command}{option}")
    }

    fn files(&self) -> String {
        let mut text = String::new();
        let started = self.started;
        for path in &started.written {
            let _ = writeln!(text, "wrote {}", self.path(path));
        }
        for product in &started.added {
            let config = self.path(&started.config);
            let _ = writeln!(text, "added [products.{product}] to {config}");
        }
        for path in &started.present {
            let _ = writeln!(text, "left {} as it is", self.path(path));
        }
        if let Some((spec, krate)) = &started.generated {
            for path in &spec.added {
                let _ = writeln!(text, "wrote {}", self.path(path));
            }
            let files = krate.added.len() + krate.changed.len() + krate.unchanged;
            let krate = self.path(&started.krate);
            let _ = writeln!(text, "wrote the crate, {files} files, in {krate}");
        }
        text
    }

    fn next_step(&self) -> String {
        let config = self.path(&self.started.config);
        let regenerate = self.command("tcgen regenerate");
        if self.started.generated.is_some() {
            return format!(
                "next: look at {config}, then `{regenerate}` whenever a source changes"
            );
        }
        if self.started.present.contains(&self.started.config) {
            return format!("next: say in {config} what you want, then `{regenerate}`");
        }
        match self.project.products.iter().next() {
            None => format!("next: choose products in {config}"),
            Some((name, Product { pages: Some(_), .. })) => {
                let fetch = self.command(&format!("tcgen fetch {}", quoted(name)));
                format!("next: `{fetch}`, then `{regenerate}`")
            }
            Some((name, _)) => {
                let fetch = self.command(&format!("tcgen fetch {}=URL", quoted(name)));
                format!(
                    "next: `{fetch}` with the address of the product's API overview, then \
                     `{regenerate}`"
                )
            }
        }
    }

    fn cargo_step(&self, step: &CargoStep) -> String {
        let krate = self.word(&self.started.krate);
        match step {
            CargoStep::AddElsewhere => {
                format!("in the program that calls it: `cargo add --path {krate}`")
            }
            CargoStep::AddHere => format!("to call it: `cargo add --path {krate}`"),
            CargoStep::AddToMember => {
                format!("to call it: `cargo add --package YOUR-PROGRAM --path {krate}`")
            }
            CargoStep::Exclude { folders, manifest } => {
                let list: Vec<_> = folders
                    .iter()
                    .map(|folder| toml::Value::from(folder.as_str()).to_string())
                    .collect();
                format!(
                    "until a member depends on it: `exclude = [{}]` under [workspace] in {}",
                    list.join(", "),
                    self.path(manifest)
                )
            }
        }
    }

    /// How the error codes come in, of a project that has none.
    fn error_codes(&self) -> String {
        let download = "pip download --no-deps tencentcloud-sdk-python";
        let config = self.path(&self.started.config);
        if self.started.generated.is_none() {
            return format!("and for error codes: `{download}`, listed as `errors` in {config}");
        }
        let facts = self.word(&self.started.config.with_file_name("metadata"));
        let wheels = "tencentcloud_sdk_python-*.whl";
        let import = format!("tcgen import {wheels} --chosen --facts {facts}");
        let import = self.command(&import);
        let regenerate = self.command("tcgen regenerate");
        format!("and for error codes: `{download}`, `{import}`, then `{regenerate}`")
    }
}
