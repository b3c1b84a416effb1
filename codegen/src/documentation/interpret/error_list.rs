//! Lists of error codes to specs that hold nothing else.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::documentation::error_list::{CatalogEntry, GoClient, ListedCode};
use crate::spec::Docs;
use crate::spec::{Action, Source, Spec, is_error_code, is_name, is_product, is_version};

/// What a client of the Go SDK says: the codes of each action, without description.
pub(super) fn interpret_go(
    client: &GoClient<'_>,
    label: &str,
    (product, version): (&str, &str),
    source: Source,
) -> (Spec, Diagnostics) {
    let mut spec = Spec::new(product, version);
    let mut diagnostics = Diagnostics::new();
    for (name, codes) in &client.actions {
        let mut action = Action::default();
        for (code, line) in codes {
            if is_error_code(code) && is_name(name) {
                action.errors.insert((*code).to_owned(), String::new());
            } else {
                let message = format!("`{code}` of `{name}` is not an error code");
                let at = Location::new(label, *line, 1);
                diagnostics.push(Diagnostic::new(Code::InvalidErrorList, message).at(at));
            }
        }
        spec.actions.insert((*name).to_owned(), action);
    }
    spec.sources.push(source);
    (spec, diagnostics)
}

/// What the catalogue says of each product version: solutions, where they are real.
pub(super) fn interpret_catalog(
    entries: &[CatalogEntry],
    source: &Source,
    docs: Docs,
) -> BTreeMap<(String, String), Spec> {
    let mut specs: BTreeMap<(String, String), Spec> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| docs == Docs::Full && says(&entry.solution)) {
        let (product, version) = (entry.product.to_lowercase(), entry.version.clone());
        if !is_product(&product) || !is_version(&version) || !is_error_code(&entry.code) {
            continue;
        }
        let Some(solution) = docs.doc(Some(&entry.solution)) else { continue };
        let spec = specs.entry((product, version)).or_insert_with_key(|(product, version)| {
            let mut spec = Spec::new(product, version);
            spec.sources.push(source.clone());
            spec
        });
        spec.solutions.entry(entry.code.clone()).or_insert(solution);
    }
    specs
}

/// Whether a solution is one: most only say that there will be one.
fn says(solution: &str) -> bool {
    const NOTHING: &[&str] = &["", "无", "暂无", "None", "none", "占位符", "-"];
    let solution = solution.trim();
    !NOTHING.contains(&solution) && !solution.starts_with("业务正在更新中")
}

/// What the list of one product version says. `label` names its file.
pub(super) fn interpret_error_list(
    codes: &[ListedCode<'_>],
    label: &str,
    (product, version): (&str, &str),
    source: Source,
    docs: Docs,
) -> (Spec, Diagnostics) {
    let mut spec = Spec::new(product, version);
    let mut diagnostics = Diagnostics::new();
    let mut lines: BTreeMap<&str, u32> = BTreeMap::new();
    for listed in codes {
        let mut refuse = |message: String| {
            let at = Location::new(label, listed.line, 1);
            diagnostics.push(Diagnostic::new(Code::InvalidErrorList, message).at(at));
        };
        if !is_error_code(listed.code) {
            refuse(format!("`{}` is not an error code", listed.code));
        } else if let Some(first) = lines.insert(listed.code, listed.line) {
            refuse(format!("error code `{}` is in line {first} too", listed.code));
        } else {
            let doc = docs.doc(Some(listed.text)).unwrap_or_default();
            spec.errors.insert(listed.code.to_owned(), doc);
        }
    }
    spec.sources.push(source);
    (spec, diagnostics)
}

/// The product version that a list is of. The folder of a product is named as the product but
/// for one (`autoscaling` holds `as`), so the client beside the list, which signs with the
/// product's name, goes first.
pub(super) fn product_version(
    (folder, version_folder): (&str, &str),
    client: Option<&[u8]>,
) -> Option<(String, String)> {
    let date = version_folder
        .strip_prefix('v')
        .filter(|date| date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (year, rest) = date.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    let product = client.and_then(service).unwrap_or_else(|| folder.to_owned());
    is_product(&product).then(|| (product, format!("{year}-{month}-{day}")))
}

/// `as` of the line `    _service = 'as'` of a client.
fn service(client: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(client);
    let line = text.lines().find_map(|line| line.trim_start().strip_prefix("_service = '"))?;
    Some(line.strip_suffix('\'')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::SourceKind;

    fn source() -> Source {
        Source {
            kind: SourceKind::ErrorCatalog,
            path: "c.json".into(),
            release: None,
            url: None,
            sha256: None,
            updated: None,
        }
    }

    #[test]
    fn a_solution_is_kept_where_it_is_one() {
        let entry = |code: &str, product: &str, solution: &str| CatalogEntry {
            product: product.into(),
            version: "2021-02-03".into(),
            code: code.into(),
            solution: solution.into(),
        };
        let entries = [
            entry("A.Dry", "kettle", "加水。"),
            entry("A.Hot", "kettle", "业务正在更新中，请您耐心等待。"),
            entry("A.None", "kettle", "无"),
            entry("A.Bad Code", "kettle", "加水。"),
            entry("A.Dry", "PLATFORM/..", "加水。"),
        ];
        let specs = interpret_catalog(&entries, &source(), Docs::Full);
        assert_eq!(specs.len(), 1);
        let solutions = &specs.values().next().unwrap().solutions;
        assert_eq!(solutions.iter().collect::<Vec<_>>(), [(&"A.Dry".into(), &"加水。".into())]);
    }

    #[test]
    fn the_client_says_whose_list_it_is() {
        let place = ("growing", "v20180419");
        let found = product_version(place, Some(b"class C(B):\n    _service = 'as'\n"));
        assert_eq!(found, Some(("as".into(), "2018-04-19".into())));
        let found = product_version(place, None);
        assert_eq!(found, Some(("growing".into(), "2018-04-19".into())));
    }

    #[test]
    fn a_folder_of_another_form_is_no_product_version() {
        for version in ["", "20180419", "v2018041", "v2018-04-1", "v二〇一八"] {
            assert_eq!(product_version(("growing", version), None), None, "{version}");
        }
        assert_eq!(product_version(("..", "v20180419"), None), None);
        let client = b"    _service = '../x'\n";
        assert_eq!(product_version(("growing", "v20180419"), Some(client)), None);
    }
}
