//! An action page.

use super::description::{clean_blocks, interpret_description};
use super::errors::interpret_errors;
use super::examples::interpret_examples;
use super::member::{interpret_members, member_name};
use super::public::{self, VersionReading};
use super::report::{PageReport, StructureReading};
use super::structure::interpret_structure;
use crate::diagnostics::{Code, Diagnostic};
use crate::documentation::interpret::host;
use crate::documentation::interpret::{ItemPlaces, TableOf};
use crate::documentation::markdown::beginning;
use crate::documentation::page::{Block, Content, Place, flag_of};
use crate::documentation::tables::{Likeness, RawAction, RawExample, RawMember, RawSide};
use crate::spec::direction::Direction;
use crate::spec::{
    Action, Example, HostForm, Member, RegionRule, Status, host_form, is_name, is_product,
    is_version,
};

/// What an action page says.
pub(super) struct ActionReading {
    pub(super) name: String,
    pub(super) product: Option<String>,
    pub(super) version: Option<String>,
    /// The host of the product, where the page has it.
    pub(super) endpoint: Option<String>,
    pub(super) action: Action,
    /// Where its tables stand.
    pub(super) places: ItemPlaces,
    pub(super) structures: Vec<StructureReading>,
}

/// Interprets the parts of an action page; why not, if it names no action.
pub(super) fn interpret_action(
    raw: RawAction<'_>,
    title: Option<String>,
    at: Place,
    report: &mut PageReport<'_>,
) -> Result<ActionReading, String> {
    let hints = Hints::of(&raw);
    let ours = hints.host.is_some() || is_ours(&raw);
    let mut public = Public::default();
    let first = |rows: &[RawMember<'_>]| rows.first().map_or(at, |row| row.at);
    let (input_at, output_at) = (first(&raw.input), first(&raw.output));
    let errors_at = raw.errors.first().map_or(at, |row| row.code.at);
    let (mut input, mut public_rows) = (Vec::with_capacity(raw.input.len()), 0);
    for row in raw.input {
        if public.takes(&row, report) {
            public_rows += 1;
        } else {
            input.push(row);
        }
    }
    let Some(name) = public.action.take().or(hints.action).filter(|name| is_name(name)) else {
        let beside: usize = raw.structures.iter().map(|structure| structure.members.len()).sum();
        let rows = public_rows + input.len() + raw.output.len() + raw.errors.len() + beside;
        report.counts.refused += rows;
        let ours = ours || public.is_named();
        if ours {
            raw.missing.into_iter().for_each(|side| missing_table(side, report));
        }
        return Err(nameless(rows, ours, at, report));
    };
    for side in raw.missing {
        missing_table(side, report);
    }
    report.counts.public_parameters += public_rows;
    let mut description = interpret_description(raw.description);
    description.add(clean_blocks(raw.notes));
    let (input, input_places) = interpret_members(input, Direction::Sent, input_at, report);
    let (output, output_places) = interpret_members(raw.output, Direction::Read, output_at, report);
    let (errors, error_places) = interpret_errors(raw.errors, errors_at, report);
    let places = ItemPlaces::from([
        (TableOf::Input, input_places),
        (TableOf::Output, output_places),
        (TableOf::Errors, error_places),
    ]);
    let mut action = Action {
        title,
        doc: description.text,
        status: description.deprecated.then_some(Status::Deprecated),
        region: public.region,
        requests_per_second: description.requests_per_second,
        input,
        output,
        errors,
        ..Action::default()
    };
    action.streaming = action.output.iter().any(says_streaming);
    add_examples(&mut action, raw.examples, report);
    let structures = raw.structures.into_iter();
    let structures = structures.filter_map(|raw| interpret_structure(raw, report)).collect();
    let head = description.endpoint;
    let product = [&head, &hints.host].into_iter().flatten().find_map(|host| product_of(host));
    let product = product.or(hints.product);
    let endpoint = product.as_ref().and_then(|product| own_host(&mut action, head, product));
    drop_usual_hosts(&mut action.examples, product.as_deref());
    let version = public.version.or(hints.version).filter(|version| is_version(version));
    Ok(ActionReading { name, product, version, endpoint, action, places, structures })
}

/// Gives the action its examples; where they hold no code, they are prose.
fn add_examples(action: &mut Action, examples: Vec<RawExample<'_>>, report: &mut PageReport<'_>) {
    let (examples, left) = interpret_examples(examples, &action.input, report);
    action.examples = examples;
    if let Some((at, prose)) = left {
        let message = "the examples show no request and no answer; they are read as prose";
        report.at(Code::NoExamples, message.to_owned(), at, "put the code between fences: ```");
        let before = action.doc.take();
        action.doc = Some(before.into_iter().chain([prose]).collect::<Vec<_>>().join("\n\n"));
    }
}

/// What every action of a product has for its host is not worth a word in an example.
fn drop_usual_hosts(examples: &mut [Example], product: Option<&str>) {
    let usual = product.map(|product| format!("{product}.tencentcloudapi.com"));
    for example in examples {
        example.host = example.host.take().filter(|host| Some(host) != usual.as_ref());
    }
}

/// Gives the action its own host, where the head of its page or its prose does, and tells that
/// of the product where the head has it. An international page speaks for the other site, whose
/// hosts the client makes from these.
fn own_host(action: &mut Action, head: Option<String>, product: &str) -> Option<String> {
    let said = action.doc.as_deref().and_then(|doc| host::of_prose(doc, product));
    let own = head.as_deref().and_then(|host| host::of_page_head(host, product));
    let of_head = own.and_then(|evidence| Some((head.clone()?, evidence)));
    (action.endpoint, action.endpoint_evidence) = of_head.or(said).unzip();
    let usual = head?.replace(".intl.", ".");
    (host_form(&usual, product) == HostForm::Ordinary).then_some(usual)
}

/// Whether an action without a name is one of API 3.0: its answer has the id of the request, its
/// description names the host of a product, or it has our words.
fn is_ours(raw: &RawAction<'_>) -> bool {
    let names_host = |block: &Block<'_>| match &block.content {
        Content::Text(text) => text.source.contains(".tencentcloudapi.com"),
        _ => false,
    };
    raw.likeness == Likeness::Words
        || raw.description.iter().any(names_host)
        || raw.output.iter().any(|row| member_name(&row.name) == "RequestId")
}

/// Why a page without the name of an action is not read. If it is one of API 3.0, that is an
/// error: its name is lost.
fn nameless(rows: usize, ours: bool, at: Place, report: &mut PageReport<'_>) -> String {
    if ours {
        let message = format!("the page has {rows} rows of an action and does not name it");
        let help = "the input table of an action names it in the row `Action`; give the whole page";
        report.at(Code::NamelessAction, message, at, help);
    }
    "it names no action of API 3.0".to_owned()
}

/// Says that the table of an input or output is lost.
fn missing_table(side: RawSide, report: &mut PageReport<'_>) {
    let message = format!("the section `{}` has no table", side.words);
    let mut diagnostic = Diagnostic::new(Code::MissingTable, message)
        .at(report.location(side.at))
        .help("save the page as HTML, or copy it so that tabs or `|` stand between the cells");
    if let Some(text) = side.text {
        diagnostic = diagnostic.found(beginning(&text, 120));
    }
    report.diagnostics.push(diagnostic);
}

/// What the rows of the public parameters say.
#[derive(Default)]
struct Public {
    action: Option<String>,
    version: Option<String>,
    region: Option<RegionRule>,
}

impl Public {
    /// Whether the page has one of these rows, as only pages of API 3.0 do.
    fn is_named(&self) -> bool {
        self.version.is_some() || self.region.is_some()
    }

    /// Whether the row is a public parameter; what it says is kept.
    fn takes(&mut self, row: &RawMember<'_>, report: &mut PageReport<'_>) -> bool {
        let name = member_name(&row.name);
        let doc = row.doc.as_ref().map(|doc| doc.text.plain()).unwrap_or_default();
        if !public::is_public(&name, &doc) {
            return false;
        }
        let value = || public::value_of(&doc).map(str::to_owned);
        match name.as_str() {
            "Action" => self.action = self.action.take().or_else(value),
            "Version" if self.version.is_none() => match public::version_of(&doc) {
                Some(VersionReading::Known(version)) => self.version = Some(version),
                Some(VersionReading::Unclear) => {
                    let message = "the version is not a date that can be read".to_owned();
                    let cell = row.doc.as_ref().unwrap_or(&row.name);
                    let help = "write the version as 2020-11-11";
                    report.cell(Code::UnclearVersion, message, cell, help);
                }
                None => {}
            },
            "Region" => {
                let required = row.required.as_ref().map(|cell| cell.text.plain());
                let required = required.and_then(|text| flag_of(&text));
                self.region = Some(public::region_rule(required, &doc));
            }
            _ => {}
        }
        true
    }
}

/// The mark that the documentation puts on the RequestId of an action that answers in a stream.
fn says_streaming(member: &Member) -> bool {
    let marks = ["流式响应接口", "streaming response API", "SSE response API"];
    member.name == "RequestId"
        && member.doc.as_deref().is_some_and(|doc| marks.iter().any(|mark| doc.contains(mark)))
}

fn product_of(host: &str) -> Option<String> {
    let label = host.strip_suffix(".tencentcloudapi.com")?.split('.').next()?;
    is_product(label).then(|| label.to_owned())
}

/// What examples and links say of the action: of use where its own rows are missing.
#[derive(Default)]
struct Hints {
    host: Option<String>,
    product: Option<String>,
    version: Option<String>,
    action: Option<String>,
}

impl Hints {
    fn of(raw: &RawAction<'_>) -> Self {
        let mut hints = Self::default();
        for block in &raw.description {
            hints.explorer(block);
        }
        for example in &raw.examples {
            let Some(request) = example.request.as_ref() else { continue };
            let head = beginning(&request.text, 2048);
            hints.action = hints
                .action
                .take()
                .or_else(|| after(head, "X-TC-Action:").or_else(|| after(head, "Action=")));
            hints.version = hints.version.take().or_else(|| after(head, "X-TC-Version:"));
            hints.host = hints
                .host
                .take()
                .or_else(|| after(head, "Host:").or_else(|| after(head, "https://")));
        }
        hints
    }

    /// The link to the site's explorer: `api/explorer?Product=cvm&Version=2017-03-12&Action=X`.
    fn explorer(&mut self, block: &Block<'_>) {
        let Content::Text(text) = &block.content else { return };
        let Some((_, query)) = text.source.split_once("api/explorer?") else { return };
        let query = beginning(query, 512);
        self.product = after(query, "Product=").filter(|product| is_product(product));
        self.version = after(query, "Version=");
        self.action = after(query, "Action=");
    }
}

/// The word that follows `words`.
fn after(text: &str, words: &str) -> Option<String> {
    let (_, rest) = text.split_once(words)?;
    let rest = rest.trim_start_matches(' ');
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
    let word = rest.get(..end.unwrap_or(rest.len()))?;
    (!word.is_empty()).then(|| word.to_owned())
}
