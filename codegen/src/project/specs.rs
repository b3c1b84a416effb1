//! Product versions one by one, from spec files or straight from official metadata: where the
//! sources of `tcgen export` and `tcgen mock` meet.
//!
//! In: paths, and the products that are wanted. Out: what the caller makes of each spec, in the
//! order of products and versions. Each spec is gone when the caller is done with it, so that
//! memory holds what is made of them and little more.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::documentation::interpret::{find_packages, merge};
use crate::project::spec_files::{SpecFile, find_spec_files};
use crate::spec::Docs;
use crate::spec::{Spec, VersionKey};
use crate::text::suggest::did_you_mean;

/// Where specs come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Spec files, or folders of them.
    Spec(Vec<PathBuf>),
    /// Wheels, folders or files of the official metadata.
    Metadata(Vec<PathBuf>),
}

/// Hands every product version to `take`, several at a time, and gives what came back, sorted by
/// product and version. `progress` is told product versions done and in all.
///
/// # Errors
/// Every fault of every file; a product that was asked for and is not there; a product version
/// that is there twice.
pub fn read_each<T: Send>(
    origin: &Origin,
    products: Option<&[String]>,
    progress: &(dyn Fn(usize, usize) + Sync),
    take: impl Fn(Spec) -> T + Sync,
) -> Result<Vec<T>, Diagnostics> {
    let take = |spec: Spec| {
        let key = spec.key();
        (key, take(spec))
    };
    let mut taken = match origin {
        Origin::Spec(paths) => from_files(paths, products, progress, take)?,
        Origin::Metadata(paths) => from_metadata(paths, products, progress, take)?,
    };
    taken.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut twice = Diagnostics::new();
    for pair in taken.windows(2) {
        if let [((product, version), _), (second, _)] = pair
            && (product, version) == (&second.0, &second.1)
        {
            let message = format!("version {version} of `{product}` is there twice");
            twice.push(Diagnostic::new(Code::InvalidSpec, message));
        }
    }
    if twice.has_errors() {
        return Err(twice);
    }
    Ok(taken.into_iter().map(|(_, item)| item).collect())
}

type Keyed<T> = (VersionKey, T);

fn from_files<T: Send>(
    paths: &[PathBuf],
    products: Option<&[String]>,
    progress: &(dyn Fn(usize, usize) + Sync),
    take: impl Fn(Spec) -> Keyed<T> + Sync,
) -> Result<Vec<Keyed<T>>, Diagnostics> {
    let files = narrow(find_spec_files(paths)?, products);
    let (done, all) = (AtomicUsize::new(0), files.len());
    let read = files.par_iter().map(|path| {
        let item = SpecFile::read(path).map(|file| {
            let product = file.spec.product.clone();
            (product, is_wanted(&file.spec.product, products).then(|| take(file.spec)))
        });
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, all);
        item
    });
    let read: Vec<_> = read.collect();
    let (mut items, mut faults, mut known) = (Vec::new(), Diagnostics::new(), BTreeSet::new());
    for item in read {
        match item {
            Ok((product, item)) => {
                known.insert(product);
                items.extend(item);
            }
            Err(fault) => faults.push(fault),
        }
    }
    faults.append(unknown(products, &known));
    if faults.has_errors() { Err(faults) } else { Ok(items) }
}

/// The files in folders of the wanted products. All files where a product has no folder: a file
/// may be called anything, and an error has to say which products there are.
fn narrow(files: Vec<PathBuf>, products: Option<&[String]>) -> Vec<PathBuf> {
    let Some(products) = products else { return files };
    let folder = |path: &PathBuf| Some(path.parent()?.file_name()?.to_str()?.to_owned());
    let folders: BTreeSet<String> = files.iter().filter_map(folder).collect();
    if !products.iter().all(|product| folders.contains(product)) {
        return files;
    }
    files.into_iter().filter(|path| folder(path).is_some_and(|f| products.contains(&f))).collect()
}

fn from_metadata<T: Send>(
    paths: &[PathBuf],
    products: Option<&[String]>,
    progress: &(dyn Fn(usize, usize) + Sync),
    take: impl Fn(Spec) -> Keyed<T> + Sync,
) -> Result<Vec<Keyed<T>>, Diagnostics> {
    let found = find_packages(paths, &|product, _| is_wanted(product, products))?;
    let known: BTreeSet<String> = found.products().map(str::to_owned).collect();
    let missing = unknown(products, &known);
    if missing.has_errors() {
        return Err(missing);
    }
    let finish = |key: &(String, String), specs: Vec<Spec>, mut faults: Diagnostics| {
        let (spec, findings) = merge(&key.0, &key.1, Vec::new(), specs, None);
        faults.append(findings);
        // Doubts that are not errors are the import's to say.
        if faults.has_errors() { Err(faults) } else { Ok(take(spec)) }
    };
    let (mut items, mut faults) = (Vec::new(), Diagnostics::new());
    for item in found.interpret(Docs::Full, finish, progress) {
        match item {
            Ok(item) => items.push(item),
            Err(fault) => faults.append(fault),
        }
    }
    if faults.has_errors() { Err(faults) } else { Ok(items) }
}

fn is_wanted(product: &str, products: Option<&[String]>) -> bool {
    products.is_none_or(|products| products.iter().any(|wanted| wanted == product))
}

fn unknown(products: Option<&[String]>, known: &BTreeSet<String>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for product in products.unwrap_or_default() {
        if known.contains(product) {
            continue;
        }
        let message = format!("there is no product `{product}`");
        let diagnostic = Diagnostic::new(Code::UnknownProduct, message);
        found.push(match did_you_mean(product, known.iter().map(String::as_str)) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, product) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let text =
                format!(r#"{{"format": 1, "product": "{product}", "version": "2020-01-01"}}"#);
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    fn products(origin: &Origin, wanted: Option<&[&str]>) -> Result<Vec<String>, Diagnostics> {
        let wanted: Option<Vec<String>> =
            wanted.map(|wanted| wanted.iter().map(|name| (*name).to_owned()).collect());
        read_each(origin, wanted.as_deref(), &|_, _| {}, |spec| spec.product)
    }

    #[test]
    fn products_are_chosen_sorted_and_an_unknown_one_is_answered_with_the_nearest() {
        let folder = folder(&[("b/2020-01-01.json", "b"), ("alpha/2020-01-01.json", "alpha")]);
        let origin = Origin::Spec(vec![folder.path().to_owned()]);
        assert_eq!(products(&origin, None).unwrap(), ["alpha", "b"]);
        assert_eq!(products(&origin, Some(&["b"])).unwrap(), ["b"]);
        let faults = products(&origin, Some(&["alpah"])).unwrap_err();
        let fault = faults.iter().next().unwrap();
        assert_eq!(fault.help.as_deref(), Some("did you mean `alpha`?"));
    }

    #[test]
    fn a_version_in_two_files_is_refused() {
        let folder = folder(&[("a/2020-01-01.json", "same"), ("b/2020-01-01.json", "same")]);
        assert!(products(&Origin::Spec(vec![folder.path().to_owned()]), None).is_err());
    }

    #[test]
    fn metadata_is_read_where_it_lies() {
        let package = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../tests/cases/metadata/package");
        let origin = Origin::Metadata(vec![package]);
        assert_eq!(products(&origin, None).unwrap(), ["as", "demo"]);
        assert!(products(&origin, Some(&["autoscaling"])).is_err());
    }
}
