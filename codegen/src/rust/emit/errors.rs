//! Error codes: an open enum per product version, as a table of the runtime's macro.

use std::fmt::Write as _;

use super::doc;
use crate::rust::api::Enum;

/// Appends the enum of a product version's error codes.
pub(super) fn emit_error_codes(out: &mut String, item: &Enum) {
    out.push_str("crate::error_codes! {\n");
    out.push_str("    /// The error codes that this product documents.\n");
    let _ = writeln!(out, "    pub enum {} {{", item.name);
    for variant in &item.variants {
        doc::comment(out, &variant.doc, "        ");
        let _ = writeln!(out, "        {} = {:?},", variant.name.rust, variant.name.wire);
    }
    out.push_str("    }\n}\n");
}
