//! The real pages of the documentation, where they are at hand: `TCGEN_SHARED` names the folder
//! that holds `corpus/`. Without the variable there is nothing to hold against; with it, missing
//! data is a failure.
//!
//! What is held against is another, much simpler reading: a line at a time, cells by position of
//! their headings, no cell over several lines, no HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::Severity;
use tencentcloud_codegen::interpret::{PageOptions, Pages, parse_pages};
use tencentcloud_codegen::spec::{Action, Member};

fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("TCGEN_SHARED")?).join("corpus");
    assert!(folder.is_dir(), "TCGEN_SHARED is set, but {} is no folder", folder.display());
    Some(folder)
}

fn pages(folder: &Path) -> Pages {
    let options = PageOptions { base: Some(folder.to_owned()), ..PageOptions::default() };
    parse_pages(&[folder.to_owned()], &options, &|_, _| {})
}

/// Name, type as a page writes it, whether required, of the rows that a simple reader sees.
#[derive(Default)]
struct Simple {
    input: Vec<(String, bool)>,
    output: Vec<String>,
    errors: BTreeSet<String>,
    /// How many tables they stand in.
    tables: usize,
}

fn simple(text: &str) -> Simple {
    let mut rows = Simple::default();
    let mut header: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.starts_with("##") && !line.starts_with("###") {
            header.clear();
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if !line.starts_with('|') || line.starts_with("|-") || line.starts_with("| -") {
            continue;
        }
        let first = cells.first().copied().unwrap_or_default();
        let heading = first.to_lowercase();
        if ["参数名称", "参数名", "parameter name", "parameter", "错误码", "error code"]
            .contains(&heading.as_str())
        {
            rows.tables += 1;
            header = cells.iter().map(|cell| cell.to_lowercase()).collect();
            continue;
        }
        let name = first.replace(['\\', '`'], "");
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        if header.is_empty() || name.is_empty() || !name.chars().all(plain) {
            continue;
        }
        if header
            .first()
            .is_some_and(|heading| heading.contains("错误码") || heading.contains("error"))
        {
            rows.errors.insert(name);
            continue;
        }
        let name = name.trim_end_matches(".N").to_owned();
        let required = ["必选", "是否必选", "是否必须", "required"];
        match header.iter().position(|heading| required.contains(&heading.as_str())) {
            Some(_) if ["Action", "Version", "Region"].contains(&name.as_str()) => {}
            Some(at) => {
                let flag = cells.get(at).copied().unwrap_or_default().replace('*', "");
                rows.input.push((name, ["是", "Yes"].contains(&flag.as_str())));
            }
            None => rows.output.push(name),
        }
    }
    rows
}

/// How many of the rows of two readings are the same, and how many there are at the most.
fn agreement<T: Ord + Clone>(ours: &[T], theirs: &[T]) -> (usize, usize) {
    let count = |rows: &[T]| {
        let mut counts: BTreeMap<T, usize> = BTreeMap::new();
        for row in rows {
            *counts.entry(row.clone()).or_default() += 1;
        }
        counts
    };
    let (ours_by, theirs_by) = (count(ours), count(theirs));
    let same =
        ours_by.iter().map(|(row, n)| (*n).min(theirs_by.get(row).copied().unwrap_or(0))).sum();
    (same, ours.len().max(theirs.len()))
}

fn names(members: &[Member]) -> Vec<String> {
    members.iter().map(|member| member.name.clone()).collect()
}

#[test]
fn rows_and_error_codes_are_those_of_a_simple_reading() {
    let Some(folder) = corpus() else { return };
    let pages = pages(&folder);
    let mut actions: BTreeMap<&str, Vec<&Action>> = BTreeMap::new();
    for fragment in &pages.fragments {
        for action in fragment.spec.actions.values() {
            actions.entry(&action.sources.first().unwrap().path).or_default().push(action);
        }
    }
    let (mut same, mut all, mut wrong_errors, mut compared) = (0, 0, Vec::new(), 0);
    for (path, found) in &actions {
        let is_markdown = path.starts_with("qcloud-md")
            || path.starts_with("english")
            || path.starts_with("turndown-md/tcb");
        let [action] = found.as_slice() else { continue };
        if !is_markdown {
            continue;
        }
        let text = std::fs::read_to_string(folder.join(path)).unwrap();
        let simple = simple(&text);
        // A file that holds more than one page, or other tables besides, is beyond it.
        if simple.tables > 3 {
            continue;
        }
        compared += 1;
        let input: Vec<(String, bool)> =
            action.input.iter().map(|member| (member.name.clone(), member.required)).collect();
        for (part, whole) in
            [agreement(&input, &simple.input), agreement(&names(&action.output), &simple.output)]
        {
            same += part;
            all += whole;
            if part < whole {
                println!("{path}: {part} of {whole}");
            }
        }
        if !action.errors.keys().eq(simple.errors.iter()) {
            wrong_errors.push(*path);
        }
    }
    println!("{compared} pages, {same} of {all} rows the same; errors differ on {wrong_errors:?}");
    assert!(compared > 900, "only {compared} pages were compared");
    assert!(same * 1000 >= all * 995, "{same} of {all} rows");
    assert!(wrong_errors.len() * 200 <= compared, "{wrong_errors:?}");
}

#[test]
fn every_row_of_the_corpus_is_accounted_for_and_hardly_any_refused() {
    let Some(folder) = corpus() else { return };
    let pages = pages(&folder);
    println!("{:?}", pages.counts);
    assert!(pages.counts.add_up(), "{:?}", pages.counts);
    assert!(pages.counts.files > 1600);
    let errors = pages.diagnostics.count(Severity::Error);
    assert!(errors <= 60, "{errors} errors");
    let rows = pages.counts.rows;
    assert!(pages.counts.refused * 100 <= rows, "{} of {rows} rows refused", pages.counts.refused);
}

#[test]
fn damaged_pages_of_the_corpus_are_read_without_a_panic() {
    let Some(folder) = corpus() else { return };
    let mut diagnostics = tencentcloud_codegen::diagnostics::Diagnostics::new();
    let files = tencentcloud_codegen::source::list_files(&[folder], &mut diagnostics);
    for (number, file) in files.iter().enumerate().filter(|(number, _)| number % 7 == 0) {
        let bytes = std::fs::read(file).unwrap();
        if bytes.len() > 200_000 {
            continue;
        }
        let cut = bytes.len() * (number % 13 + 1) / 14;
        let damaged = bytes.get(..cut).unwrap().to_vec();
        if let Ok(text) = tencentcloud_codegen::source::text_of_bytes("page".into(), damaged) {
            let pages = tencentcloud_codegen::interpret::parse_page(&text, &PageOptions::default());
            assert!(pages.counts.add_up(), "{} cut at {cut}: {:?}", file.display(), pages.counts);
        }
    }
}
