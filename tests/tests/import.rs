//! `tcgen import` on wheels, folders and files, whole and damaged. The package is
//! `tests/cases/metadata/package`, made up by hand; the wheels are made of it here.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::{Color, Diagnostics, Renderer};
use tencentcloud_codegen::spec::Docs;
use tencentcloud_codegen::workflow::import::{ImportOptions, ImportTarget, Imported, import};

fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/metadata/package")
}

/// Every file of the package by its path inside.
fn package_files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![package()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(package()).unwrap().to_str().unwrap().to_owned();
                files.push((inside, std::fs::read(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A file with these bytes in a folder of its own.
fn on_disk(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn options(docs: Docs) -> ImportOptions {
    ImportOptions { products: None, docs, target: ImportTarget::Spec(PathBuf::from("nowhere")) }
}

fn imported(path: &Path) -> Imported {
    import(&[path.to_owned()], &options(Docs::Full), &|_, _| ())
}

/// The findings as printed, without the folder that the test made up.
fn rendered(diagnostics: &Diagnostics, folder: &Path) -> String {
    let text: String = diagnostics
        .iter()
        .map(|diagnostic| Renderer::new(Color::None).render(diagnostic))
        .collect();
    text.replace(folder.to_str().unwrap(), "")
}

fn refused(name: &str, bytes: &[u8]) -> String {
    let (folder, path) = on_disk(name, bytes);
    let imported = imported(&path);
    assert!(imported.diagnostics.has_errors() && imported.files.is_empty());
    rendered(&imported.diagnostics, folder.path())
}

#[test]
fn a_package_becomes_specs() {
    let imported = imported(&package());
    assert_eq!(rendered(&imported.diagnostics, &package()), "");
    let releases: Vec<_> = imported.releases.iter().map(String::as_str).collect();
    assert_eq!(releases, ["3.1.7.1"]);
    let mut all = String::new();
    for (path, text) in imported.files.iter() {
        let _ = write!(all, "# {path}\n{text}");
    }
    insta::assert_snapshot!("package", all);
}

#[test]
fn wheel_folder_and_file_say_the_same() {
    let folder = imported(&package());
    let (_kept, path) = on_disk("tccli-3.1.7.1-py3-none-any.whl", &zipped(&package_files()));
    let wheel = imported(&path);
    let file = imported(&package().join("tccli/services/demo/v20200101/api.json"));
    assert_eq!(wheel.counts, folder.counts);
    let plain = |text: &str| {
        text.lines().filter(|line| !line.contains("\"path\"")).collect::<Vec<_>>().join("\n")
    };
    for (path, text) in folder.files.iter() {
        assert_eq!(plain(wheel.files.get(path).unwrap()), plain(text), "{path}");
    }
    let path = "demo/2020-01-01.json";
    assert_eq!(plain(file.files.get(path).unwrap()), plain(folder.files.get(path).unwrap()));
    assert_eq!(file.files.len(), 1);
}

#[test]
fn products_are_chosen_by_their_short_names() {
    let choose = |product: &str| {
        let options =
            ImportOptions { products: Some(vec![product.to_owned()]), ..options(Docs::Full) };
        import(&[package()], &options, &|_, _| ())
    };
    let paths = |imported: &Imported| {
        imported.files.iter().map(|(path, _)| path.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(paths(&choose("as")), ["as/2018-04-19.json"]);
    let help = |imported: &Imported| {
        let diagnostic = imported.diagnostics.iter().next().expect("a finding");
        diagnostic.help.clone().unwrap_or_default()
    };
    assert_eq!(help(&choose("autoscaling")), "the folder `autoscaling` holds the product `as`");
    assert_eq!(help(&choose("demmo")), "did you mean `demo`?");
}

#[test]
fn facts_hold_no_prose_and_read_back_as_metadata() {
    let options = ImportOptions {
        target: ImportTarget::Facts(PathBuf::from("nowhere")),
        ..options(Docs::None)
    };
    let facts = import(&[package()], &options, &|_, _| ());
    let paths: Vec<_> = facts.files.iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["as-2018-04-19.json", "demo-2020-01-01.json"]);
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in facts.files.iter() {
        for prose in ["Grow it", "How much", "Narrows", "By query", "Demo\""] {
            assert!(!text.contains(prose), "{prose}");
        }
        std::fs::write(folder.path().join(path), text).unwrap();
    }
    let again = import(&[folder.path().to_owned()], &options, &|_, _| ());
    assert_eq!(again.files, facts.files);
}

#[test]
fn a_wheel_that_climbs_out_of_its_folder_is_refused() {
    for name in ["../../evil/api.json", "/etc/api.json", "a\\..\\api.json", "C:/api.json"] {
        let mut files = package_files();
        files.push((name.to_owned(), b"{}".to_vec()));
        let text = refused("x.whl", &zipped(&files));
        assert!(text.contains("error[E0105]") && text.contains(name), "{text}");
    }
}

#[test]
fn a_damaged_wheel_is_refused_wherever_the_damage_is() {
    let wheel = zipped(&package_files());
    for cut in [4, 30, wheel.len() / 2, wheel.len() - 1] {
        let text = refused("x.whl", wheel.get(..cut).unwrap());
        assert!(text.contains("error[E0105]"), "{cut}: {text}");
    }
    let at = wheel.windows(8).position(|window| window == b"api.json").unwrap() + 60;
    let mut flipped = wheel.clone();
    flipped.iter_mut().skip(at).take(8).for_each(|byte| *byte ^= 0xff);
    let text = refused("x.whl", &flipped);
    assert!(text.contains("error[E0105]") && text.contains("!/"), "{text}");
}

#[test]
fn a_zip_bomb_is_refused_without_unpacking_it() {
    let mut files = package_files();
    files.push(("tccli/services/x/v20200101/api.json".to_owned(), vec![b' '; 65 << 20]));
    let text = refused("x.whl", &zipped(&files));
    assert!(text.contains("error[E0104]") && text.contains("larger than 64 MB"), "{text}");
}

#[test]
fn what_is_no_metadata_is_refused_with_the_reason() {
    for (name, bytes, reason) in [
        ("x.whl", &zipped(&[("readme".to_owned(), b"x".to_vec())])[..], "holds no `api.json`"),
        ("x.tar.gz", b"\x1f\x8b\x08\x00", "this is a gzip archive"),
        ("api.json", b"{\"actions\": {}}", "names no product and version"),
        ("api.json", b"", "EOF while parsing"),
        ("api.json", b"[]", "expected"),
        ("api.json", b"{\"metadata\": {\"serviceShortName\": \"de\n", "control character"),
        ("api.json", b"{\"metadata\": \xff", "not UTF-8"),
        ("page.md", b"# A page", "expected value"),
    ] {
        let text = refused(name, bytes);
        assert!(text.contains(reason), "{name}: {text}");
        assert!(text.contains(&format!("--> /{name}")), "{text}");
    }
}

#[test]
fn a_file_that_is_cut_off_names_the_line() {
    let whole = std::fs::read(package().join("tccli/services/demo/v20200101/api.json")).unwrap();
    let text = refused("api.json", whole.get(..whole.len() / 2).unwrap());
    assert!(text.contains("the file is cut off"), "{text}");
    assert!(text.contains("--> /api.json:19:1"), "{text}");
}
