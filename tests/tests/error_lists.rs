//! `tcgen import` on lists of error codes: the official Python SDK, whole or of one product. The
//! lists are made up here; `TCGEN_METADATA` names a folder with the real wheels
//! (`pip download --no-deps tencentcloud-sdk-python==3.1.195` and
//! `pip download --no-deps tencentcloud-sdk-python-intl-en==3.1.193`).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::{Color, Renderer};
use tencentcloud_codegen::spec::Docs;
use tencentcloud_codegen::spec::{self, SourceKind, Spec};
use tencentcloud_codegen::workflow::import::{ImportOptions, ImportTarget, Imported, import};

const HEAD: &str = "# -*- coding: utf8 -*-\n# A licence.\n\n\n";

/// A wheel of the SDK: each list by the folder that it is in.
fn wheel(name: &str, lists: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |path: String, text: &str| {
        zip.start_file(path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    add(format!("{name}-3.1.7.dist-info/METADATA"), "Name: x\nVersion: 3.1.7\n\n");
    for (folder, codes) in lists {
        add(format!("tencentcloud/{folder}/errorcodes.py"), &format!("{HEAD}{codes}"));
    }
    add(
        "tencentcloud/growing/v20180419/growing_client.py".into(),
        "import json\n\n\nclass GrowingClient(AbstractClient):\n    _service = 'grow'\n",
    );
    zip.finish().unwrap().into_inner()
}

fn on_disk(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn imported(paths: &[PathBuf], docs: Docs, spec: &Path) -> Imported {
    let target = ImportTarget::Spec(spec.to_owned());
    import(paths, &ImportOptions { products: None, docs, target }, &|_, _| ())
}

fn specs(imported: &Imported) -> BTreeMap<String, Spec> {
    let read = |(path, text): (&str, &str)| (path.to_owned(), spec::read(text).unwrap());
    imported.files.iter().map(read).collect()
}

fn findings(imported: &Imported) -> String {
    let renderer = Renderer::new(Color::None);
    imported.diagnostics.iter().map(|diagnostic| renderer.render(diagnostic)).collect()
}

const CHINESE: &str = "# 水壶是空的。\nA_EMPTY = 'A.Empty'\n\n# A.Hot\nA_HOT = 'A.Hot'\n\n# 太冷。\nA_COLD = 'A.Cold'\n";
const ENGLISH: &str = "# The kettle is empty.\nA_EMPTY = 'A.Empty'\n\n# Too hot.\nA_HOT = 'A.Hot'\n\n#  \nA_LATE = 'A.Late'\n";

#[test]
fn a_list_becomes_the_codes_of_its_product_version() {
    let folder = tempfile::tempdir().unwrap();
    let lists =
        [("kettle/v20210203", CHINESE), ("growing/v20180419", ENGLISH), ("mug/v20210203", "")];
    let path = on_disk(folder.path(), "sdk.whl", &wheel("tencentcloud_sdk_python", &lists));
    let found = imported(&[path], Docs::Full, folder.path());
    assert_eq!(findings(&found), "");
    assert_eq!((found.counts.versions, found.counts.error_codes), (3, 6));
    let specs = specs(&found);
    let paths: Vec<_> = specs.keys().map(String::as_str).collect();
    assert_eq!(paths, ["grow/2018-04-19.json", "kettle/2021-02-03.json", "mug/2021-02-03.json"]);
    let kettle = &specs["kettle/2021-02-03.json"];
    assert_eq!(kettle.errors["A.Empty"], "水壶是空的。");
    assert_eq!(kettle.sources[0].kind, SourceKind::ErrorList);
    assert_eq!(kettle.sources[0].release.as_deref(), Some("3.1.7"));
    assert_eq!(kettle.sources[0].path, "sdk.whl!/tencentcloud/kettle/v20210203/errorcodes.py");
}

#[test]
fn an_unpacked_list_says_the_same_and_a_name_alone_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("sdk/kettle/v20210203");
    std::fs::create_dir_all(&place).unwrap();
    let file = on_disk(&place, "errorcodes.py", format!("{HEAD}{CHINESE}").as_bytes());
    for path in [folder.path().join("sdk"), file] {
        let found = imported(&[path], Docs::Full, folder.path());
        assert_eq!(found.counts.error_codes, 3, "{}", findings(&found));
    }
    let alone = on_disk(folder.path(), "errorcodes.py", HEAD.as_bytes());
    let found = imported(&[alone], Docs::Full, folder.path());
    assert!(findings(&found).contains("E0511"), "{}", findings(&found));
}

#[test]
fn the_language_of_the_documentation_goes_first_and_the_other_fills_in() {
    let folder = tempfile::tempdir().unwrap();
    let of = |name: &str, codes: &str| {
        let bytes = wheel("tencentcloud_sdk_python", &[("kettle/v20210203", codes)]);
        on_disk(folder.path(), name, &bytes)
    };
    let both = [of("cn.whl", CHINESE), of("en.whl", ENGLISH)];
    let spec_of = |title: &str| {
        let spec = folder.path().join(title);
        let text = format!(
            r#"{{"format": 1, "product": "kettle", "version": "2021-02-03", "title": "{title}"}}"#
        );
        std::fs::create_dir_all(spec.join("kettle")).unwrap();
        std::fs::write(spec.join("kettle/2021-02-03.json"), text).unwrap();
        let forwards = imported(&both, Docs::Full, &spec);
        let backwards = imported(&[both[1].clone(), both[0].clone()], Docs::Full, &spec);
        assert_eq!(forwards.files, backwards.files);
        specs(&forwards).remove("kettle/2021-02-03.json").unwrap().errors
    };
    let errors = spec_of("水壶");
    let texts: Vec<_> = errors.values().map(String::as_str).collect();
    // `A.Hot` is described by its own name in Chinese, `A.Late` by nothing.
    assert_eq!(texts, ["太冷。", "水壶是空的。", "Too hot.", ""]);
    let errors = spec_of("Kettle");
    let texts: Vec<_> = errors.values().map(String::as_str).collect();
    assert_eq!(texts, ["太冷。", "The kettle is empty.", "Too hot.", ""]);
}

#[test]
fn a_newer_list_replaces_the_old_and_leaves_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let import_list = |codes: &str| {
        let bytes = wheel("tencentcloud_sdk_python", &[("kettle/v20210203", codes)]);
        let path = on_disk(folder.path(), "sdk.whl", &bytes);
        let found = imported(&[path], Docs::None, folder.path());
        let spec = folder.path().join("kettle");
        std::fs::create_dir_all(&spec).unwrap();
        let text = found.files.get("kettle/2021-02-03.json").unwrap().to_owned();
        std::fs::write(spec.join("2021-02-03.json"), &text).unwrap();
        spec::read(&text).unwrap()
    };
    assert_eq!(import_list(CHINESE).errors.len(), 3);
    let codes: Vec<_> = import_list(ENGLISH).errors.into_iter().collect();
    let bare = |code: &str| (code.to_owned(), String::new());
    assert_eq!(codes, [bare("A.Empty"), bare("A.Hot"), bare("A.Late")]);
}

#[test]
fn foreign_text_is_refused_or_made_inert() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |codes: &str| {
        let bytes = wheel("tencentcloud_sdk_python", &[("kettle/v20210203", codes)]);
        let path = on_disk(folder.path(), "sdk.whl", &bytes);
        let found = imported(&[path], Docs::Full, folder.path());
        assert!(found.diagnostics.has_errors() && found.files.is_empty(), "{codes}");
        findings(&found).replace(folder.path().to_str().unwrap(), "")
    };
    let mut all = String::new();
    for codes in [
        "import os\n",
        "# One.\nA = 'A' + __import__('os')\n",
        "# One.\nA = '../../x'\n",
        "# One.\nA = 'A'\n\n# Two.\nA = 'A'\n",
    ] {
        all.push_str(&refused(codes));
    }
    insta::assert_snapshot!("error_lists_refused", all);

    let bytes = wheel(
        "tencentcloud_sdk_python",
        &[("kettle/v20210203", "# \u{8}Bell\u{7} <b>and</b>\u{1b}[31m red.\nA = 'A'\n")],
    );
    let path = on_disk(folder.path(), "sdk.whl", &bytes);
    let specs = specs(&imported(&[path], Docs::Full, folder.path()));
    let text = &specs["kettle/2021-02-03.json"].errors["A"];
    assert!(!text.contains(char::is_control), "{text:?}");
}

#[test]
fn product_versions_on_one_side_alone_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/metadata/package");
    let lists = [("demo/v20200101", CHINESE), ("mug/v20210203", ENGLISH)];
    let path = on_disk(folder.path(), "sdk.whl", &wheel("tencentcloud_sdk_python", &lists));
    let found = imported(&[package, path], Docs::Full, folder.path());
    insta::assert_snapshot!(findings(&found), @r"
    note[E0512]: no error list has these product versions: as 2018-04-19
    note[E0512]: only an error list has these product versions: mug 2021-02-03
    ");
}

/// A product version with one action, as metadata.
const METADATA: &str = r#"{"metadata": {"apiVersion": "2021-02-03", "serviceShortName": "kettle"},
    "actions": {"Boil": {"name": "烧水", "input": "BoilRequest", "output": "BoilResponse"}},
    "objects": {"BoilRequest": {"members": []}, "BoilResponse": {"members": [
        {"name": "RequestId", "type": "string", "member": "string", "document": "编号。"}]}}}"#;

#[test]
fn a_checkout_of_the_go_sdk_gives_codes_by_action() {
    let folder = tempfile::tempdir().unwrap();
    let at = |place: &str, name: &str, text: &str| {
        let place = folder.path().join(place);
        std::fs::create_dir_all(&place).unwrap();
        on_disk(&place, name, text.as_bytes());
    };
    at("kettle/v20210203", "api.json", METADATA);
    at("sdk/kettle/v20210203", "errorcodes.py", &format!("{HEAD}{CHINESE}"));
    let go = "    request.Init().WithApiInfo(\"kettle\", APIVersion, \"Boil\")\n\
        // error code that may be returned:\n//  A_COLD = \"A.Cold\"\n//  A_NEW = \"A.New\"\n\
        func (c *Client) Boil(request *BoilRequest) (response *BoilResponse, err error) {\n\
        // error code that may be returned:\n//  A_COLD = \"A.Cold\"\n\
        func (c *Client) Gone(request *GoneRequest) (response *GoneResponse, err error) {\n";
    at("go/kettle/v20210203", "client.go", go);
    let paths = ["kettle", "sdk", "go"].map(|name| folder.path().join(name));
    let found = imported(&paths, Docs::Full, &folder.path().join("spec"));
    assert_eq!(findings(&found), "");
    let spec = specs(&found).remove("kettle/2021-02-03.json").unwrap();
    assert_eq!(spec.actions.keys().collect::<Vec<_>>(), ["Boil"]);
    let codes: Vec<_> = spec.actions["Boil"].errors.iter().collect();
    let (cold, new) =
        (("A.Cold".to_owned(), "太冷。".to_owned()), ("A.New".to_owned(), String::new()));
    assert_eq!(codes, [(&cold.0, &cold.1), (&new.0, &new.1)]);
    at("go/kettle/v20210203", "client.go", &go.replace("\"A.New\"", "A.New"));
    let found = imported(&paths, Docs::Full, &folder.path().join("spec"));
    assert!(findings(&found).contains("client.go:4:1"), "{}", findings(&found));
}

#[test]
fn the_catalogue_gives_solutions_where_they_are_real() {
    let folder = tempfile::tempdir().unwrap();
    let lists = [("kettle/v20210203", CHINESE)];
    let list = on_disk(folder.path(), "sdk.whl", &wheel("tencentcloud_sdk_python", &lists));
    let entry = |code: &str, solution: &str| {
        format!(
            r#"{{"productName": "kettle", "productVersion": "2021-02-03", "code": "{code}",
                "description": "", "solution": "{solution}", "productCNName": "水壶"}}"#
        )
    };
    let entries =
        [entry("A.Empty", "加水后重试。"), entry("A.Cold", "业务正在更新中，请您耐心等待。")];
    let text = format!("[{}]", entries.join(","));
    let catalog = on_disk(folder.path(), "error-codes.json", text.as_bytes());
    let found = imported(&[list, catalog], Docs::Full, &folder.path().join("spec"));
    assert_eq!(findings(&found), "");
    let spec = specs(&found).remove("kettle/2021-02-03.json").unwrap();
    let solutions: Vec<_> = spec.solutions.values().map(String::as_str).collect();
    assert_eq!(solutions, ["加水后重试。"]);
    assert!(spec.sources.iter().any(|source| source.kind == SourceKind::ErrorCatalog));
}

fn real(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("TCGEN_METADATA")?;
    let path = Path::new(&folder).join(name);
    assert!(path.is_file(), "no {}", path.display());
    Some(path)
}

#[test]
fn every_official_list_is_read_whole() {
    let Some(chinese) = real("tencentcloud_sdk_python-3.1.195-py2.py3-none-any.whl") else {
        return;
    };
    let found = imported(&[chinese], Docs::Full, Path::new("nowhere"));
    assert_eq!(findings(&found), "");
    assert_eq!((found.counts.versions, found.counts.error_codes), (300, 17_600));
    compare_with_truth(&specs(&found));
    let english = real("tencentcloud_sdk_python_intl_en-3.1.193-py2.py3-none-any.whl").unwrap();
    let found = imported(&[english], Docs::Full, Path::new("nowhere"));
    assert_eq!(findings(&found), "");
    assert_eq!((found.counts.versions, found.counts.error_codes), (160, 11_167));
}

/// The sample that others took from the same release: codes are the same, descriptions too but
/// for what cleaning changes.
fn compare_with_truth(specs: &BTreeMap<String, Spec>) {
    let Some(shared) = std::env::var_os("TCGEN_SHARED") else { return };
    let text =
        std::fs::read_to_string(Path::new(&shared).join("truth/errors-sample.json")).unwrap();
    let truth: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(&text).unwrap();
    let (mut all, mut other) = (0, Vec::new());
    for (version, codes) in &truth {
        let found = &specs[&format!("{version}.json")].errors;
        assert!(found.keys().eq(codes.keys()), "{version}");
        for (code, text) in codes {
            all += 1;
            if found[code] != *text {
                other.push(format!("{version} {code}: {text:?} is {:?}", found[code]));
            }
        }
    }
    let shown = || format!("{all} descriptions, {} cleaned:\n{}", other.len(), other.join("\n"));
    assert!(all > 1000 && other.len() * 50 <= all, "{}", shown());
}
