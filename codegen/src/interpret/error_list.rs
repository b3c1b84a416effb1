//! A list of error codes to a spec that holds nothing else.

use std::collections::BTreeMap;

use super::Prose;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::error_list::ListedCode;
use crate::spec::{Source, Spec, is_error_code, is_product};

/// What the list of one product version says. `label` names its file.
pub(super) fn interpret_error_list(
    codes: &[ListedCode<'_>],
    label: &str,
    (product, version): (&str, &str),
    source: Source,
    prose: Prose,
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
            let doc = prose.doc(Some(listed.text)).unwrap_or_default();
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
