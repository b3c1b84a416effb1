//! The official catalogue of error codes: one JSON array of flat objects, for all products.

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic, Location};

/// What the catalogue says of one code of one product version.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CatalogEntry {
    /// The product's short name; `PLATFORM` for the codes that all have in common.
    #[serde(rename = "productName")]
    pub product: String,
    /// The version date; empty for the common codes.
    #[serde(rename = "productVersion", default)]
    pub version: String,
    /// The code.
    pub code: String,
    /// What to do about it; of 14,921 only 1,889 say something.
    #[serde(default)]
    pub solution: String,
}

/// Whether a text may be the catalogue: a JSON array whose first object names a product.
pub fn is_catalog(text: &str) -> bool {
    let head = text.trim_start().strip_prefix('[').map(str::trim_start);
    let head = head.and_then(|head| head.strip_prefix('{'));
    head.and_then(|head| head.split('}').next())
        .is_some_and(|head| head.contains("\"productName\""))
}

/// Reads the catalogue. `label` names the file in an error.
pub fn parse_catalog(label: &str, text: &str) -> Result<Vec<CatalogEntry>, Diagnostic> {
    serde_json::from_str(text).map_err(|error| {
        let place = |number: usize| u32::try_from(number).unwrap_or(0);
        Diagnostic::new(Code::InvalidErrorList, error.to_string())
            .at(Location::new(label, place(error.line()), place(error.column())))
            .help("the catalogue is an array of objects with `productName`, `productVersion`, `code` and `solution`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_known_by_its_first_object() {
        let text = r#" [ {"code": "A", "productName": "kettle", "productVersion": "2021-02-03"} ]"#;
        assert!(is_catalog(text));
        assert_eq!(parse_catalog("c.json", text).unwrap()[0].product, "kettle");
        assert!(!is_catalog("[]") && !is_catalog(r#"{"productName": 1}"#) && !is_catalog("[{}]"));
        let error = parse_catalog("c.json", "[{\"productName\": \"kettle\"},\n 1]").unwrap_err();
        assert_eq!(error.location.unwrap().line, 1);
    }
}
