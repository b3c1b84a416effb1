//! The real pages of the documentation, where they are at hand: `TCGEN_SHARED` names the folder
//! that holds `corpus/`. Without the variable there is nothing to hold against; with it, missing
//! data is a failure.
//!
//! What is held against is another, much simpler reading: a line at a time, cells by position of
//! their headings, no cell over several lines, no HTML; and pages against each other, and the
//! error codes of the official SDK for Go.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::Severity;
use tencentcloud_codegen::documentation::interpret::{PageOptions, ParsedPages, parse_pages};
use tencentcloud_codegen::spec::{Action, Member};

fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("TCGEN_SHARED")?).join("corpus");
    assert!(folder.is_dir(), "TCGEN_SHARED is set, but {} is not a folder", folder.display());
    Some(folder)
}

fn pages(folder: &Path) -> ParsedPages {
    let options = PageOptions { base: Some(folder.to_owned()), ..PageOptions::default() };
    parse_pages(&[folder.to_owned()], &options, &|_, _| {})
}

/// A row of members: its name, its type in the words of the spec, whether it is required.
type Row = (String, String, bool);

/// The rows that a simple reader sees.
#[derive(Default)]
struct Simple {
    input: Vec<Row>,
    output: Vec<Row>,
    errors: BTreeSet<String>,
    /// How many tables they are in.
    tables: usize,
}

const NAMES: &[&str] = &[
    "参数名称",
    "参数名",
    "名称",
    "parameter name",
    "parameter",
    "name",
    "错误码",
    "error code",
    "パラメータ名",
    "パラメータ名称",
    "エラーコード",
    "매개변수 이름",
    "매개변수 명칭",
    "오류 코드",
];
const REQUIRED: &[&str] = &[
    "必选",
    "是否必选",
    "是否必须",
    "required",
    "必須項目",
    "必須",
    "必須かどうか",
    "選択必須",
    "필수 항목 여부",
    "필수 여부",
    "필수 선택",
];
const TYPE: &[&str] = &["类型", "type", "タイプ", "유형"];
const OTHERS: &[&str] = &[
    "类型",
    "type",
    "描述",
    "错误描述",
    "description",
    "error description",
    "タイプ",
    "説明",
    "유형",
    "설명",
];
const CODES: &[&str] = &["错误码", "error", "エラー", "오류"];
const YES: &[&str] = &["是", "Yes", "はい", "예"];

fn simple(text: &str) -> Simple {
    let mut rows = Simple::default();
    let mut header: Vec<String> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.starts_with("##") && !line.starts_with("###") {
            header.clear();
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let is_rule = |line: &&str| line.contains("--") && line.chars().all(|c| "|-: ".contains(c));
        if !line.starts_with('|') || is_rule(&line) {
            continue;
        }
        let words: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
        let is_word = |words: &[&str], word: Option<&String>| {
            word.is_some_and(|word| words.contains(&word.as_str()))
        };
        if is_word(NAMES, words.first()) && words.iter().any(|word| is_word(OTHERS, Some(word))) {
            rows.tables += 1;
            header = words;
            continue;
        }
        // Over a rule is the header of a table, here of one that is none of ours.
        if lines.peek().is_some_and(is_rule) {
            header.clear();
        }
        rows.row(&header, &cells);
    }
    rows
}

impl Simple {
    fn row(&mut self, header: &[String], cells: &[&str]) {
        let name = cells.first().copied().unwrap_or_default().replace(['\\', '`'], "");
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let Some(first) = header.first() else { return };
        // The number of an older API may be before the code, which is last then.
        let is_code = CODES.iter().any(|word| first.contains(word));
        let is_number = name.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let name = match cells.last().filter(|_| is_code && is_number && cells.len() > 2) {
            Some(code) => (*code).to_owned(),
            None => name,
        };
        if name.is_empty() || !name.chars().all(plain) {
            return;
        }
        if is_code {
            self.errors.insert(name);
            return;
        }
        let cell = |words: &[&str]| {
            let at = header.iter().position(|heading| words.contains(&heading.as_str()))?;
            Some(cells.get(at).copied().unwrap_or_default())
        };
        let name = name.trim_end_matches(".N").trim_end_matches('.').to_owned();
        let member_type = simple_type(cell(TYPE).unwrap_or_default());
        let actions = ["参数", "parameter", "パラメータ", "매개변수"];
        let action = actions.iter().any(|word| first.contains(word));
        match cell(REQUIRED) {
            Some(_) if action && ["Action", "Version", "Region"].contains(&name.as_str()) => {}
            Some(flag) => {
                let required = YES.contains(&flag.replace('*', "").as_str());
                self.input.push((name, member_type, required));
            }
            None => self.output.push((name, member_type, false)),
        }
    }
}

/// `Array of [X](…)` as `list<X>`, words of scalars as the spec has them.
fn simple_type(cell: &str) -> String {
    let mut text = cell.replace(['\\', '`', '['], "").replace('\u{a0}', " ");
    while let Some(at) = text.find("](") {
        let end =
            text.get(at..).and_then(|rest| rest.find(')')).map_or(text.len(), |end| at + end + 1);
        text.replace_range(at..end, "");
    }
    let text = text.replace(']', "");
    let (list, word) = match text.trim().strip_prefix("Array of ") {
        Some(word) => (true, word.trim()),
        None => (false, text.trim()),
    };
    let scalar = match word.to_lowercase().as_str() {
        "string" | "strings" | "json" | "any" | "object" => "string",
        "integer" | "int" | "int32" | "int64" | "long" => "int64",
        "uint64" => "uint64",
        "boolean" | "bool" => "bool",
        "float" | "float32" | "int64 or float64" => "float",
        "timestamp" | "datetime" => "datetime",
        "timestamp iso8601" => "datetime_iso",
        "date" => "date",
        _ => word,
    };
    if list { format!("list<{scalar}>") } else { scalar.to_owned() }
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

fn rows(members: &[Member]) -> Vec<Row> {
    let row =
        |member: &Member| (member.name.clone(), member.member_type.to_string(), member.required);
    members.iter().map(row).collect()
}

/// The agreement of two actions, input and output.
fn of_actions(one: &Action, other: &Action) -> (usize, usize) {
    let input = agreement(&rows(&one.input), &rows(&other.input));
    let output = agreement(&rows(&one.output), &rows(&other.output));
    (input.0 + output.0, input.1 + output.1)
}

/// The actions of the corpus by the file that they are in.
fn actions_by_path(pages: &ParsedPages) -> BTreeMap<&str, Vec<(&str, &str, &Action)>> {
    let mut actions: BTreeMap<&str, Vec<(&str, &str, &Action)>> = BTreeMap::new();
    for fragment in &pages.fragments {
        for (name, action) in &fragment.spec.actions {
            let path = action.sources.first().map_or("", |source| source.path.as_str());
            actions.entry(path).or_default().push((fragment.spec.product.as_str(), name, action));
        }
    }
    actions
}

#[test]
fn rows_types_and_error_codes_are_those_of_a_simple_reading() {
    let Some(corpus) = corpus() else { return };
    let wild = corpus.with_file_name("wild").join("intl-md");
    assert!(wild.is_dir(), "TCGEN_SHARED is set, but {} is not a folder", wild.display());
    let (mut same, mut all) = (0, 0);
    for (folder, enough) in [(&corpus, 900), (&wild, 225)] {
        let (mut wrong_errors, mut compared) = (Vec::new(), 0);
        let pages = pages(folder);
        let found = actions_by_path(&pages);
        let single = found.iter().filter(|(path, _)| folder == &wild || is_markdown(path));
        for (path, found) in single {
            let [(_, _, action)] = found.as_slice() else { continue };
            let text = std::fs::read_to_string(folder.join(path)).unwrap();
            let simple = simple(&text);
            // A file that holds more than one page, or other tables besides, is beyond it.
            if simple.tables > 3 {
                continue;
            }
            compared += 1;
            for (part, whole) in [
                agreement(&rows(&action.input), &simple.input),
                agreement(&rows(&action.output), &simple.output),
            ] {
                same += part;
                all += whole;
                if part < whole {
                    println!("{path}: {part} of {whole}");
                }
            }
            if !action.errors.keys().eq(simple.errors.iter()) {
                wrong_errors.push((*path).to_owned());
            }
        }
        println!(
            "{compared} pages, {same} of {all} rows the same; errors differ on {wrong_errors:?}"
        );
        assert!(compared > enough, "only {compared} pages were compared");
        assert!(wrong_errors.len() * 200 <= compared, "{wrong_errors:?}");
    }
    assert!(same * 1000 >= all * 999, "{same} of {all} rows");
}

/// Whether a page of the corpus is in Markdown.
fn is_markdown(path: &str) -> bool {
    ["qcloud-md", "english", "turndown-md/tcb"].iter().any(|start| path.starts_with(start))
}

#[test]
fn members_of_structures_are_those_of_a_simple_reading() {
    let Some(folder) = corpus() else { return };
    let pages = pages(&folder);
    let mut structures: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for structure in pages.fragments.iter().flat_map(|fragment| fragment.spec.structures.values()) {
        let path = structure.sources.first().unwrap().path.as_str();
        structures.entry(path).or_default().extend(rows(&structure.members));
    }
    let (mut same, mut all, mut compared) = (0, 0, 0);
    for (path, found) in structures.iter().filter(|(path, _)| path.contains("_types/")) {
        let simple = simple(&std::fs::read_to_string(folder.join(path)).unwrap());
        let (part, whole) = agreement(found, &[simple.input, simple.output].concat());
        (same, all, compared) = (same + part, all + whole, compared + 1);
        if part < whole {
            println!("{path}: {part} of {whole}");
        }
    }
    println!("{compared} pages, {same} of {all} members the same");
    assert!(compared > 30, "only {compared} pages were compared");
    assert!(same * 1000 >= all * 995, "{same} of {all} members");
}

#[test]
fn english_and_chinese_pages_of_an_action_give_the_same_members() {
    let Some(folder) = corpus() else { return };
    let pages = pages(&folder);
    let mut by_language: [BTreeMap<_, Vec<(&str, &Action)>>; 2] = Default::default();
    for (path, found) in actions_by_path(&pages) {
        for (product, name, action) in found {
            let [chinese, english] = &mut by_language;
            let language = if path.starts_with("english") { english } else { chinese };
            language.entry((product, name)).or_default().push((path, action));
        }
    }
    let [chinese, english] = by_language;
    // What the pages themselves say differently is no fault of the reader.
    let read = |path: &str| {
        let simple = simple(&std::fs::read_to_string(folder.join(path)).unwrap());
        [simple.input, simple.output].concat()
    };
    let (mut pairs, mut same, mut all) = (0, 0, 0);
    for (key, english) in &english {
        let Some(chinese) = chinese.get(key) else { continue };
        // Of several versions of a page, those that are nearest.
        let each = english.iter().flat_map(|one| chinese.iter().map(move |other| (one, other)));
        let nearest = each.min_by_key(|(one, other)| {
            let (part, whole) = of_actions(one.1, other.1);
            whole - part
        });
        let Some((one, other)) = nearest else { continue };
        let (part, whole) = of_actions(one.1, other.1);
        let faults = if part == whole {
            0
        } else {
            let (told, of_all) = agreement(&read(one.0), &read(other.0));
            println!("{key:?}: {part} of {whole}; on the pages {told} of {of_all}");
            (whole - part).saturating_sub(of_all - told)
        };
        (pairs, same, all) = (pairs + 1, same + whole - faults, all + whole);
    }
    println!("{pairs} pairs of pages, {same} of {all} members the same or different on the page");
    assert!(pairs > 200, "only {pairs} actions in both languages");
    assert!(same * 1000 >= all * 995, "{same} of {all} members");
}

#[test]
fn error_codes_of_recent_pages_are_those_of_the_official_sdk() {
    let Some(folder) = corpus() else { return };
    let path = folder.with_file_name("truth").join("go-action-errors.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let truth: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> =
        serde_json::from_str(&text).unwrap();
    let (mut both, mut all, mut compared) = (0, 0, 0);
    for fragment in &pages(&folder.join("turndown-md/tcb")).fragments {
        let key = format!("{}/{}", fragment.spec.product, fragment.spec.version);
        let Some(version) = truth.get(&key) else { continue };
        for (name, action) in &fragment.spec.actions {
            let Some(codes) = version.get(name) else { continue };
            compared += 1;
            both += action.errors.keys().filter(|code| codes.contains(*code)).count();
            all += action.errors.len();
        }
    }
    println!("{compared} actions, {both} of {all} codes known to the SDK");
    assert!(compared > 50, "only {compared} actions were compared");
    assert!(both * 1000 >= all * 995, "{both} of {all} codes");
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
            let pages = tencentcloud_codegen::documentation::interpret::parse_page(
                &text,
                &PageOptions::default(),
            );
            assert!(pages.counts.add_up(), "{} cut at {cut}: {:?}", file.display(), pages.counts);
        }
    }
}
