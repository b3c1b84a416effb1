//! Every product version on its own: read, lowered, emitted, forgotten; several at a time.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::examples::{self, Examples};
use super::sample::{self, Candidate};
use super::{CrateCounts, GenerateOptions, SpecInput};
use crate::diagnostics::Diagnostics;
use crate::project::spec_files::SpecFile;
use crate::rust::api;
use crate::rust::emit;
use crate::rust::lock::Decisions;
use crate::rust::lower::{self, Selection, SpecText};
use crate::spec::Docs;

/// What is kept of a product version.
pub(super) struct Version {
    pub(super) product: String,
    pub(super) date: String,
    /// The file it was read from.
    pub(super) path: String,
    pub(super) doc: api::Doc,
    /// Every action of the spec, chosen or not.
    pub(super) all_actions: BTreeSet<String>,
    pub(super) counts: CrateCounts,
    pub(super) files: Vec<emit::File>,
    pub(super) sample: Option<Candidate>,
    pub(super) examples: Option<Examples>,
}

/// Generates all product versions, in the order of the specs.
pub(super) fn generate_all(
    options: &GenerateOptions,
    specs: Vec<SpecInput>,
) -> (Vec<Version>, Diagnostics) {
    let results = specs.into_par_iter().map(|input| generate_input(options, input));
    let results: Vec<_> = results.collect();
    let (mut versions, mut diagnostics) = (Vec::new(), Diagnostics::new());
    for result in results {
        match result {
            Ok(version) => versions.push(version),
            Err(found) => diagnostics.append(found),
        }
    }
    (versions, diagnostics)
}

fn generate_input(options: &GenerateOptions, input: SpecInput) -> Result<Version, Diagnostics> {
    match input {
        SpecInput::Path(path) => generate_version(options, &SpecFile::read(&path)?),
        SpecInput::File(file) => generate_version(options, &file),
    }
}

fn generate_version(options: &GenerateOptions, file: &SpecFile) -> Result<Version, Diagnostics> {
    let spec = &file.spec;
    let mut version = Version {
        product: spec.product.clone(),
        date: spec.version.clone(),
        path: file.path.to_string(),
        doc: api::Doc::default(),
        all_actions: spec.actions.keys().cloned().collect(),
        counts: CrateCounts::default(),
        files: Vec::new(),
        sample: None,
        examples: None,
    };
    let Some(product) = options.choice.of(&spec.product) else { return Ok(version) };
    if !product.has_version(&spec.version) {
        return Ok(version);
    }
    let actions = product.matching(&version.all_actions);
    if actions.is_empty() {
        return Ok(version);
    }
    let text = SpecText::new(&file.path, &file.text);
    let plain = Decisions::default();
    let decisions = options.lock.decisions(&spec.product, &spec.version).unwrap_or(&plain);
    let wanted = Selection { spec, text: &text, actions: &actions, docs: product.docs, decisions };
    let mut module = lower::lower(&wanted)?;
    version.doc = module.doc.clone();
    version.sample = sample::candidate(&module, spec);
    if product.docs == Docs::Full {
        version.examples = examples::examples(&module, spec);
        sample::add_examples(&mut module, spec);
    }
    version.files = emit::emit_module(
        &module,
        &options.layout.package_of(&options.package.name, &spec.product),
    );
    version.counts = count(&module, &version.files);
    Ok(version)
}

/// Every file ends with a line end.
fn lines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

fn count(module: &api::Module, files: &[emit::File]) -> CrateCounts {
    CrateCounts {
        versions: 1,
        actions: module.functions.len(),
        types: module.requests.len() + module.responses.len() + module.structures.len(),
        lines: files.iter().map(|(_, text)| lines(text)).sum(),
    }
}
