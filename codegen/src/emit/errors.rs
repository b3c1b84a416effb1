//! Error codes: an open enum an action, or an alias of the common codes.

use std::fmt::Write as _;

use proc_macro2::Ident;
use quote::{format_ident, quote};

use super::doc;
use super::shape::{Place, Printer};
use crate::rust::{Enum, ErrorType, Variant};

/// Appends the error-code type of an action.
pub(super) fn emit_error_type(printer: &mut Printer, out: &mut String, item: &ErrorType) {
    match item {
        ErrorType::Alias { name, doc } => {
            doc::comment(out, doc, "");
            printer.print(
                out,
                ("alias", 0),
                Place::File,
                [name],
                |[name]| quote!(pub type #name = crate::CommonErrorCode;),
            );
        }
        ErrorType::Enum(item) => {
            emit_enum(printer, out, item);
            out.push('\n');
            emit_codes(printer, out, item);
            out.push('\n');
            printer.print(out, ("display", 0), Place::File, [&item.name], |[name]| {
                quote! {
                    impl ::std::fmt::Display for #name {
                        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                            f.write_str(crate::ErrorCode::as_str(self))
                        }
                    }
                }
            });
        }
    }
}

fn emit_enum(printer: &mut Printer, out: &mut String, item: &Enum) {
    doc::comment(out, &item.doc, "");
    out.push_str("#[derive(Clone, Debug, PartialEq, Eq, Hash)]\n#[non_exhaustive]\n");
    let _ = writeln!(out, "pub enum {} {{", item.name);
    for variant in &item.variants {
        doc::comment(out, &variant.doc, "    ");
        printer.print(
            out,
            ("variant", 0),
            Place::Variant,
            [&variant.name.rust],
            |[name]| quote!(#name,),
        );
    }
    out.push_str("    /// A code that the documentation does not list, as the service sent it.\n");
    out.push_str("    Other(::std::string::String),\n}\n");
}

/// Appends the way from a code to a variant and back.
fn emit_codes(printer: &mut Printer, out: &mut String, item: &Enum) {
    printer.open(
        out,
        ("impl_code", 0),
        &item.name,
        |[name]| quote!(impl crate::ErrorCode for #name {}),
    );
    out.push_str("    #[inline]\n    fn from_code(code: &str) -> Self {\n        match code {\n");
    for variant in &item.variants {
        emit_arm(printer, out, ("from_code", variant), |code, name| quote!(#code => Self::#name,));
    }
    out.push_str("            other => Self::Other(::std::convert::Into::into(other)),\n");
    out.push_str("        }\n    }\n\n");
    out.push_str("    #[inline]\n    fn as_str(&self) -> &str {\n        match self {\n");
    for variant in &item.variants {
        emit_arm(printer, out, ("as_str", variant), |code, name| quote!(Self::#name => #code,));
    }
    out.push_str("            Self::Other(code) => code,\n        }\n    }\n}\n");
}

fn emit_arm(
    printer: &mut Printer,
    out: &mut String,
    (template, variant): (&'static str, &Variant),
    build: impl FnOnce(&str, &Ident) -> proc_macro2::TokenStream,
) {
    let name = &variant.name;
    if name.wire.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c)) {
        let names = [name.wire.as_str(), &name.rust];
        printer.print(out, (template, 0), Place::Arm, names, |[code, name]| {
            build(&code.to_string(), &name)
        });
    } else {
        // A code that needs escapes is printed as it is; there are few.
        Printer::print_once(out, Place::Arm, &build(&name.wire, &format_ident!("{}", name.rust)));
    }
}
