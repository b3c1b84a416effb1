//! `tcgen mock`.

use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::spec_folder::default_spec_folder;
use super::{Outcome, progress, report};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::mock::{Mock, Script};
use crate::output;
use crate::project::specs::Origin;
use crate::source::read_utf8;

/// Run a mock of the service, of any number of products
///
/// One server on loopback that answers as the documentation says. It routes by action and version,
/// checks signature, required members, types and unknown parameters with the codes and messages of
/// the service, and answers with the official example nearest to the request, else with values
/// made from types, examples and documented values. Pages turn over a list that it repeats;
/// streaming actions answer with event streams. The address is printed to stdout, one line per
/// request to stderr, unless --quiet is given.
///
/// An SDK of another language is pointed at it by its endpoint and the protocol http. Where a
/// message of the service is not known, the mock uses words of its own and the log says so.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen mock                                             every product in ./spec, on a free port
  tcgen mock --products ess,cvm --listen 127.0.0.1:8080
  tcgen mock --metadata tccli-3.1.189.1-py2.py3-none-any.whl   the whole cloud
  tcgen mock --no-auth --answers answers.json
  tcgen mock --tls mock.pem                              for callers that speak https alone:
    cat mock.pem >> \"$(python -m certifi)\"             what tccli and the Python SDK trust

  curl http://127.0.0.1:8080/_tcgen/requests             what was asked; DELETE forgets it
  curl http://127.0.0.1:8080/_tcgen/expectations -d '
    {\"action\": \"ess:CreateFlow\", \"request\": {\"FlowName\": \"x\"}, \"response\": {\"FlowId\": \"f\"}, \"times\": 1}'
  curl http://127.0.0.1:8080/_tcgen/faults -d '{\"action\": \"cvm:*\", \"fault\": \"throttle\", \"times\": 2}'
  curl -X POST http://127.0.0.1:8080/_tcgen/reset        as it was at the start

Actions are named as CreateFlow, ess:CreateFlow, ess:Describe* or *. An answer is one of \"response\" (what is inside Response), \"error\" ({\"code\", \"message\"}) and
\"events\". Faults: latency (milliseconds), throttle, error (code, message), status (status), cut,
numbers_as_strings, clock (seconds). A file for --answers holds {\"expectations\": [], \"faults\": [],
\"messages\": {CODE: TEXT}}.

Exit status: 0 ended by Ctrl-C or SIGTERM, 2 bad usage or bad input.")]
pub(super) struct MockArguments {
    /// The products, by their short names [default: all]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    products: Option<Vec<String>>,
    /// The spec folder [default: ./spec, or the folder of the nearest tcgen.toml]
    #[arg(long, value_name = "DIR", conflicts_with = "metadata", value_hint = clap::ValueHint::AnyPath)]
    spec: Option<PathBuf>,
    /// Wheels, folders or files of the official metadata and error lists, instead of a spec
    #[arg(long, value_name = "WHEEL", num_args = 1.., value_hint = clap::ValueHint::AnyPath)]
    metadata: Vec<PathBuf>,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The SecretId that is taken
    #[arg(long, value_name = "ID", default_value = "mock-id")]
    secret_id: String,
    /// The SecretKey that signatures are checked with
    #[arg(long, value_name = "KEY", default_value = "mock-key")]
    secret_key: String,
    /// The token that belongs to the key; without it, a call with a token is refused
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,
    /// Check neither keys nor signatures; version and time may then be left out too
    #[arg(long, conflicts_with_all = ["secret_id", "secret_key", "token"])]
    no_auth: bool,
    /// Answers, faults and messages of your own
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    answers: Option<PathBuf>,
    /// How many items a list has that is paged through
    #[arg(long, value_name = "N", default_value_t = 50)]
    #[arg(value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(..=100_000))]
    items: usize,
    /// Speak https, and write the certificate that callers have to trust to this file
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    tls: Option<PathBuf>,
}

pub(super) fn run(arguments: &MockArguments) -> Outcome {
    match try_run(arguments) {
        Ok(()) => Outcome::Done,
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}

fn try_run(arguments: &MockArguments) -> Result<(), Diagnostics> {
    let origin = if arguments.metadata.is_empty() {
        Origin::Spec(vec![arguments.spec.clone().unwrap_or_else(default_spec_folder)])
    } else {
        Origin::Metadata(arguments.metadata.clone())
    };
    let mut mock = Mock::new(origin).listen(arguments.listen).items(arguments.items);
    if let Some(path) = &arguments.answers {
        mock = mock.script(script(path)?);
    }
    if let Some(products) = &arguments.products {
        mock = mock.products(products);
    }
    if !arguments.no_auth {
        mock = mock.credential(&arguments.secret_id, &arguments.secret_key);
    }
    if let Some(token) = &arguments.token {
        mock = mock.token(token);
    }
    if arguments.tls.is_some() {
        mock = mock.tls();
    }
    mock = mock.log(report::note);
    let bar = progress::bar("product versions");
    let server = mock.start_with(&|done, all| bar.set(done, all));
    bar.finish();
    let server = server?;
    if let (Some(path), Some(authority)) = (&arguments.tls, server.authority()) {
        output::replace(path, authority)?;
    }
    let url = server.url();
    let (products, versions, actions) = server.counts();
    let ready = || {
        report::note(&format!(
            "{}, {}, {}; Ctrl-C ends",
            report::count(products, "product"),
            report::count(versions, "product version"),
            report::count(actions, "action")
        ));
        // Last: who reads the address may call at once, and each call is logged.
        report::result(&format!("{url}\n"));
        // Nobody can call what has no address.
        if report::is_whole() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    server.run_until_signal(ready).map_err(|error| {
        Diagnostic::new(Code::CannotListen, format!("cannot wait for a signal: {error}")).into()
    })
}

fn script(path: &Path) -> Result<Script, Diagnostics> {
    let file = read_utf8(path)?;
    Script::read(&file.text).map_err(|(message, line, column)| {
        Diagnostic::new(Code::InvalidAnswers, message)
            .at(Location::new(file.path.clone(), line, column))
            .help("`tcgen mock --help` shows what the file holds")
            .into()
    })
}
