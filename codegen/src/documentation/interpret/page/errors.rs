//! Rows of error codes.

use std::collections::BTreeMap;

use super::report::PageReport;
use crate::diagnostics::Code;
use crate::documentation::interpret::{RowPlace, TablePlaces};
use crate::documentation::page::Place;
use crate::documentation::tables::RawErrorCode;
use crate::spec::is_error_code;

/// Error codes with their description, and their places; a code that is twice keeps its
/// first.
pub(super) fn interpret_errors(
    rows: Vec<RawErrorCode<'_>>,
    begin: Place,
    report: &mut PageReport<'_>,
) -> (BTreeMap<String, String>, TablePlaces) {
    let mut errors: BTreeMap<String, String> = BTreeMap::new();
    let mut places = TablePlaces { begin: report.location(begin), rows: BTreeMap::new() };
    for row in rows {
        let found = row.code.text.plain();
        let code: String = found.split_whitespace().collect();
        if code != found && is_error_code(&code) {
            let message = format!("error code `{found}` is read as `{code}`: no code has a space");
            report.cell(Code::SpacedErrorCode, message, &row.code, "");
        }
        if !is_error_code(&code) {
            report.counts.refused += 1;
            let message = format!("`{found}` is not an error code");
            let help = "a code is words of letters and digits with dots between them";
            report.cell(Code::InvalidErrorCode, message, &row.code, help);
            continue;
        }
        let doc = row.doc.map(|doc| doc.text.clean()).unwrap_or_default();
        match errors.get(&code) {
            None => {
                report.counts.error_codes += 1;
                let place = RowPlace { at: row.code.at, found: found.into() };
                places.rows.insert(code.clone(), place);
                errors.insert(code, doc);
            }
            Some(first) => {
                report.counts.repeated += 1;
                if *first != doc {
                    let message = format!(
                        "error code `{code}` is there twice, with two descriptions; the first is kept"
                    );
                    report.cell(Code::DuplicateErrorCode, message, &row.code, "");
                }
            }
        }
    }
    (errors, places)
}
