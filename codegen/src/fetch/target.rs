//! What the user asks for: addresses, and products whose overview is known.

use std::collections::BTreeMap;

use url::Url;

use super::index::Index;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::is_product;
use crate::text::shell::quoted;
use crate::text::suggest::did_you_mean;

/// One thing to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FetchTarget {
    /// One page; if it is an overview, all pages of its product.
    Address(Url),
    /// A product by name, from the address of its overview.
    Product(String, Url),
}

/// Reads what was asked for: `https://…`, `ess=https://…`, or `ess`. Nothing means every product
/// whose overview is known.
pub(super) fn read_targets(
    wanted: &[String],
    configured: &BTreeMap<String, String>,
    index: &Index,
) -> Result<Vec<FetchTarget>, Diagnostics> {
    let mut known = index.products.clone();
    known.extend(configured.clone());
    let (mut targets, mut diagnostics) = (Vec::new(), Diagnostics::new());
    for text in wanted {
        match read_target(text, &known) {
            Ok(target) => targets.push(target),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    if wanted.is_empty() {
        for (name, url) in &known {
            match address(url) {
                Ok(url) => targets.push(FetchTarget::Product(name.clone(), url)),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }
    if diagnostics.is_empty() { Ok(targets) } else { Err(diagnostics) }
}

fn read_target(text: &str, known: &BTreeMap<String, String>) -> Result<FetchTarget, Diagnostic> {
    if let Some((name, url)) = text.split_once('=').filter(|(name, _)| is_product(name)) {
        return Ok(FetchTarget::Product(name.to_owned(), address(url)?));
    }
    if text.contains(':') || text.contains('/') {
        return Ok(FetchTarget::Address(address(text)?));
    }
    match known.get(text) {
        Some(url) => Ok(FetchTarget::Product(text.to_owned(), address(url)?)),
        None => Err(unknown_product(text, known)),
    }
}

/// An address that may be asked: http or https, a host, no password.
fn address(text: &str) -> Result<Url, Diagnostic> {
    let fail = |why: &str| {
        Diagnostic::new(Code::FetchUsage, format!("`{text}` is not an address to fetch: {why}"))
            .help("give the address as the browser shows it, with https://")
    };
    let mut url = Url::parse(text).map_err(|error| fail(&error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(fail("only http and https are fetched"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(fail("it holds a name or password, which would go into the index"));
    }
    url.set_fragment(None);
    Ok(url)
}

fn unknown_product(name: &str, known: &BTreeMap<String, String>) -> Diagnostic {
    let message = format!("no overview of product `{name}` is known");
    let help = did_you_mean(name, known.keys().map(String::as_str)).unwrap_or_else(|| {
        format!(
            "open the product's page \"API 概览\" (\"API Category\") in a browser and give its \
             address once: `tcgen fetch {}=https://…`, or as `pages` of [products.{name}] in \
             tcgen.toml",
            quoted(name)
        )
    });
    Diagnostic::new(Code::FetchUsage, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(wanted: &[&str]) -> Result<Vec<FetchTarget>, Diagnostics> {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::read(folder.path()).unwrap();
        let configured = BTreeMap::from([("ess".to_owned(), "https://host/api/1/2".to_owned())]);
        let wanted: Vec<_> = wanted.iter().map(|text| (*text).to_owned()).collect();
        read_targets(&wanted, &configured, &index)
    }

    #[test]
    fn addresses_and_products_are_told_apart() {
        let url = Url::parse("https://host/api/1/2").unwrap();
        assert_eq!(read(&["https://host/api/1/2#x"]).unwrap(), [FetchTarget::Address(url.clone())]);
        let product = FetchTarget::Product("ess".into(), url.clone());
        assert_eq!(read(&["ess"]), read(&[]));
        assert_eq!(read(&["ess"]).unwrap(), [product]);
        let named = FetchTarget::Product("cvm".into(), url.clone());
        assert_eq!(read(&["cvm=https://host/api/1/2"]).unwrap(), [named]);
        let query = Url::parse("https://host/api?a=b").unwrap();
        assert_eq!(read(&["https://host/api?a=b"]).unwrap(), [FetchTarget::Address(query)]);
    }

    #[test]
    fn what_cannot_be_fetched_is_said_with_help() {
        for (wrong, help) in [
            ("es", "did you mean `ess`?"),
            ("lighthouse", "tcgen fetch lighthouse=https://"),
            ("ftp://host/x", "https://"),
            ("file:///etc/passwd", "https://"),
            ("https://user:secret@host/x", "https://"),
            ("cloud.tencent.com/document/api/1/2", "https://"),
            ("cvm=nowhere", "https://"),
        ] {
            let diagnostics = read(&[wrong]).unwrap_err();
            let found = diagnostics.iter().next().and_then(|found| found.help.clone()).unwrap();
            assert!(found.contains(help), "{wrong}: {found}");
        }
    }
}
