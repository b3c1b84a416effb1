//! The whole official metadata. `TCGEN_METADATA` names a folder of wheels:
//! `pip download --no-deps tccli==3.1.189.1` and `pip download --no-deps tccli-intl-en==3.1.193.1`.
//! Without the variable there is nothing to do; with it, a wheel that is missing is a failure.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::Code;
use tencentcloud_codegen::spec::Docs;
use tencentcloud_codegen::spec::{self, Presence, Signature, Spec, Status};
use tencentcloud_codegen::workflow::import::{
    ImportCounts, ImportOptions, ImportTarget, Imported, import,
};

fn wheel(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("TCGEN_METADATA")?;
    let path = Path::new(&folder).join(name);
    assert!(path.is_file(), "no {}", path.display());
    Some(path)
}

fn imported(path: PathBuf) -> Imported {
    let target = ImportTarget::Spec(PathBuf::from("nowhere"));
    let options = ImportOptions { products: None, docs: Docs::Full, target };
    import(&[path], &options, &|_, _| ())
}

fn specs(imported: &Imported) -> Vec<Spec> {
    imported.files.iter().map(|(_, text)| spec::read(text).unwrap()).collect()
}

#[test]
fn every_product_version_of_the_chinese_release_is_read_whole() {
    let Some(path) = wheel("tccli-3.1.189.1-py2.py3-none-any.whl") else { return };
    let imported = imported(path);
    assert!(imported.diagnostics.is_empty(), "{:?}", imported.diagnostics);
    let expected = ImportCounts {
        versions: 300,
        actions: 16_204,
        structures: 15_636,
        members: 217_211,
        examples: 18_263,
        error_codes: 0,
    };
    assert_eq!(imported.counts, expected);
    let specs = specs(&imported);
    let actions = || specs.iter().flat_map(|spec| spec.actions.values());
    let status = |status| actions().filter(|action| action.status == status).count();
    assert_eq!(status(Some(Status::Online)), 15_844);
    assert_eq!(status(Some(Status::Deprecated)), 188);
    assert_eq!(status(Some(Status::Offline)), 26);
    assert_eq!(status(None), 146);
    assert_eq!(actions().filter(|action| action.streaming).count(), 27);
    assert_eq!(actions().filter(|action| action.signature == Some(Signature::Skip)).count(), 2);
    let structures = || specs.iter().flat_map(|spec| spec.structures.values());
    let members = || {
        let of_actions = actions().flat_map(|action| action.input.iter().chain(&action.output));
        of_actions.chain(structures().flat_map(|structure| &structure.members))
    };
    assert_eq!(members().filter(|member| member.disabled).count(), 892);
    assert_eq!(members().filter(|member| member.member_type.to_string() == "binary").count(), 2);
    let nullable = |member: &&spec::Member| member.presence == Some(Presence::Nullable);
    // 24,043 have the flag, and the others say so in words only.
    assert_eq!(members().filter(nullable).count(), 24_108);
    // What cannot be a JSON body stays text: multipart, protobuf, unquoted quotes.
    let texts = actions()
        .flat_map(|action| &action.examples)
        .filter(|example| example.request.as_ref().is_some_and(serde_json::Value::is_string));
    assert!(texts.count() <= 25);
}

#[test]
fn writing_what_was_read_gives_the_same_bytes() {
    let Some(path) = wheel("tccli-3.1.189.1-py2.py3-none-any.whl") else { return };
    for (path, text) in imported(path).files.iter() {
        assert_eq!(spec::write(&spec::read(text).unwrap()), text, "{path}");
    }
}

#[test]
fn every_product_version_of_the_english_release_is_read_whole() {
    let Some(path) = wheel("tccli_intl_en-3.1.193.1-py2.py3-none-any.whl") else { return };
    let imported = imported(path);
    assert!(imported.diagnostics.is_empty(), "{:?}", imported.diagnostics);
    let ImportCounts { versions, actions, members, .. } = imported.counts;
    assert_eq!((versions, actions, members), (160, 9_678, 125_759));
}

#[test]
fn an_older_release_is_read_too_and_the_newer_replaces_it() {
    let Some(old) = wheel("tccli-3.1.160.1-py2.py3-none-any.whl") else { return };
    let Some(new) = wheel("tccli-3.1.189.1-py2.py3-none-any.whl") else { return };
    let products = Some(vec!["teo".to_owned(), "trtc".to_owned()]);
    let read = |path: PathBuf, folder: &Path| {
        let target = ImportTarget::Spec(folder.to_owned());
        let options = ImportOptions { products: products.clone(), docs: Docs::Full, target };
        import(&[path], &options, &|_, _| ())
    };
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in read(old, folder.path()).files.iter() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let over = read(new.clone(), folder.path());
    let fresh = read(new, Path::new("nowhere"));
    assert_eq!(over.files, fresh.files);
    assert!(fresh.diagnostics.iter().all(|diagnostic| diagnostic.code != Code::DescribedTwice));
}
