//! Pages into spec files: everything that `tcgen parse` does.
//!
//! In: pages and folders of pages. Out: the text of the spec files, with what the pages say
//! taken in, and what was counted. Nothing is written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diagnostics::Diagnostics;
use crate::documentation::interpret::{
    Counts, Fragment, PageOptions, Places, Skipped, merge, parse_pages, undefined_structures,
};
use crate::output::Files;
use crate::spec;
use crate::workflow::import::read_base;

/// Where the spec is, and what the pages do not say themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParseOptions {
    /// The folder of the spec: what is there is merged with what the pages say, and paths in
    /// `sources` are relative to it.
    pub spec: PathBuf,
    /// The product of pages that name none.
    pub product: Option<String>,
    /// The version of pages that name none.
    pub version: Option<String>,
}

/// What came of the pages.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The spec files, relative to the folder of the spec; none if a finding is an error.
    pub files: Files,
    /// What was counted on the way.
    pub counts: Counts,
    /// Pages that describe no action, structure or error code.
    pub skipped: Vec<Skipped>,
    /// The findings, sorted by place.
    pub diagnostics: Diagnostics,
}

/// Parses the pages at the paths into spec files. `progress` is told files done and in all.
pub fn parse(
    paths: &[PathBuf],
    options: &ParseOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Parsed {
    let page_options = PageOptions {
        product: options.product.clone(),
        version: options.version.clone(),
        base: Some(options.spec.clone()),
    };
    let mut pages = parse_pages(paths, &page_options, progress);
    pages.require(paths);
    let mut diagnostics = pages.diagnostics;
    let mut versions: BTreeMap<(String, String), Vec<Fragment>> = BTreeMap::new();
    for fragment in pages.fragments {
        let key = fragment.spec.key();
        versions.entry(key).or_default().push(fragment);
    }
    let mut files = Files::new();
    for ((product, version), fragments) in versions {
        let path = format!("{product}/{version}.json");
        match read_base(&options.spec, &path) {
            Ok(base) => {
                let places: Vec<Places> = fragments.iter().map(|one| one.places.clone()).collect();
                let (merged, findings) = merge(&product, &version, fragments, Vec::new(), base);
                diagnostics.append(findings);
                diagnostics.append(undefined_structures(&merged, &places));
                files.insert(path, spec::write(&merged));
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    diagnostics.sort();
    if diagnostics.has_errors() {
        files = Files::new();
    }
    Parsed { files, counts: pages.counts, skipped: pages.skipped, diagnostics }
}
