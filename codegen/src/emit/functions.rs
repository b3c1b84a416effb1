//! Actions: what ties a request to its response, and the functions that call.

use std::fmt::Write as _;

use quote::quote;

use super::doc;
use super::shape::{Place, Printer};
use super::structs::deprecated;
use crate::rust::{Function, Module, Pages, Pagination, RegionRule, Struct, Value};

/// Appends what ties a request to its response and to the action.
pub(super) fn emit_traits(out: &mut String, module: &Module, item: &Function, response: &Struct) {
    let Function { request, response: answer, .. } = item;
    let _ = write!(
        out,
        "\
impl crate::Request for {request} {{
    type Response = {answer};
    const ACTION: &'static crate::Action<'static> = &crate::Action::new(
        {:?},
        {:?},
        {:?},
        {:?},
    )",
        module.service, module.version, item.action, item.endpoint
    );
    match item.region {
        RegionRule::Optional => {}
        RegionRule::Required => out.push_str("\n    .with_region()"),
        RegionRule::Unused => out.push_str("\n    .without_region()"),
    }
    let facts = [
        (item.skip_sign, "without_signature"),
        (item.multipart, "with_multipart"),
        (item.client_token, "with_client_token"),
        (item.has_error_member, "with_error_member"),
    ];
    for (_, fact) in facts.iter().filter(|(is_so, _)| *is_so) {
        let _ = write!(out, "\n    .{fact}()");
    }
    if !item.errors.is_empty() {
        out.push_str("\n    .with_errors(&[\n");
        for code in &item.errors {
            let _ = writeln!(out, "        {:?},", code.wire);
        }
        out.push_str("    ])");
    }
    out.push_str(";\n}\n");
    let id = response.fields.iter().find(|field| field.name.wire == "RequestId");
    let id = id.filter(|field| field.field_type.wrap == crate::rust::Wrap::Plain);
    let id = id.map_or("\"\"".to_owned(), |field| format!("&self.{}", field.name.rust));
    let _ = write!(
        out,
        "
impl crate::Response for {answer} {{
    fn request_id(&self) -> &str {{
        {id}
    }}
}}
"
    );
    if item.stream.is_some() {
        let _ = writeln!(out, "\nimpl crate::Streamed for {request} {{}}");
    }
    if let Some(pages) = &item.pages {
        emit_paged(out, item, pages);
    }
}

fn emit_paged(out: &mut String, item: &Function, pages: &Pages) {
    let kind = match &pages.pagination {
        Pagination::Offset { offset, limit } => {
            format!("Offset {{ offset: {offset:?}, limit: {limit:?} }}")
        }
        Pagination::Page { number, first, size } => {
            format!("Page {{ number: {number:?}, first: {first}, size: {size:?} }}")
        }
        Pagination::Token { input, output } => {
            format!("Token {{ token_in: {input:?}, token_out: {output:?} }}")
        }
    };
    let total = match &pages.total {
        None => "::std::option::Option::None".to_owned(),
        Some(total) => format!("::std::option::Option::Some({total:?})"),
    };
    let end = match &pages.end {
        None => "::std::option::Option::None".to_owned(),
        Some((output, is)) => format!(
            "::std::option::Option::Some(crate::EndFlag {{ output: {output:?}, is: {is} }})"
        ),
    };
    let _ = write!(
        out,
        "
impl crate::Paged for {} {{
    const PAGINATION: crate::Pagination = crate::Pagination {{
        kind: crate::PaginationKind::{kind},
        is_text: {},
        total: {total},
        lists: &{:?},
        end: {end},
    }};
}}
",
        item.request, pages.is_text, pages.lists
    );
    emit_listed(out, item, pages);
}

fn emit_listed(out: &mut String, item: &Function, pages: &Pages) {
    let Some((list, inner)) = pages.items.as_ref().and_then(|path| path.split_last()) else {
        return;
    };
    let value = match &list.field_type.value {
        Value::String => "::std::string::String",
        Value::I64 => "i64",
        Value::U64 => "u64",
        Value::F64 => "f64",
        Value::Bool => "bool",
        Value::Binary => "crate::Binary",
        Value::Struct(name) => name,
    };
    let mut items = "page".to_owned();
    for (at, field) in inner.iter().enumerate() {
        let name = &field.name.rust;
        let step =
            if at == 0 { format!(".{name}") } else { format!(".and_then(|inner| inner.{name})") };
        items.push_str(&step);
    }
    let name = &list.name.rust;
    let step = match (inner.is_empty(), list.field_type.wrap.is_option()) {
        (true, false) => format!(".{name}"),
        (true, true) => format!(".{name}.unwrap_or_default()"),
        (false, false) => format!(".map(|inner| inner.{name}).unwrap_or_default()"),
        (false, true) => format!(".and_then(|inner| inner.{name}).unwrap_or_default()"),
    };
    items.push_str(&step);
    let Function { request, response, .. } = item;
    let _ = write!(
        out,
        "
impl crate::Listed for {request} {{
    type Item = {value};
    fn items(page: {response}) -> ::std::vec::Vec<{value}> {{
        {items}
    }}
}}
"
    );
}

/// Appends every function of an action.
pub(super) fn emit_functions(printer: &mut Printer, out: &mut String, item: &Function) {
    doc::comment(out, &item.doc, "");
    emit_call(printer, out, item);
    if let Some(pages) = &item.pages {
        out.push_str("\n/// Walks over all pages of [`");
        out.push_str(item.name.trim_start_matches("r#"));
        out.push_str("()`].\n");
        emit_pages(printer, out, item, pages);
    }
    if let Some(stream) = &item.stream {
        out.push_str("\n/// Calls [`");
        out.push_str(item.name.trim_start_matches("r#"));
        out.push_str("()`] and reads the answer as events, whether it comes as one or as many.\n");
        emit_stream(printer, out, item, stream);
    }
}

fn emit_call(printer: &mut Printer, out: &mut String, item: &Function) {
    deprecated(out, item.deprecated, "");
    let names = [&*item.name, &item.request];
    printer.print(out, ("call", 0), Place::File, names, |names| {
        let [name, request] = names;
        quote! {
            #[inline]
            pub fn #name(client: &crate::Client, request: &#request) -> crate::Call<#request> {
                client.send(request)
            }
        }
    });
}

fn emit_pages(printer: &mut Printer, out: &mut String, item: &Function, pages: &Pages) {
    deprecated(out, item.deprecated, "");
    let names = [&*pages.name, &item.request];
    printer.print(out, ("pages", 0), Place::File, names, |names| {
        let [name, request] = names;
        quote! {
            #[inline]
            pub fn #name(client: &crate::Client, request: &#request) -> crate::Pages<#request> {
                client.pages(request)
            }
        }
    });
}

fn emit_stream(printer: &mut Printer, out: &mut String, item: &Function, stream: &str) {
    deprecated(out, item.deprecated, "");
    let names = [stream, &item.request, &item.response];
    printer.print(out, ("stream", 0), Place::File, names, |names| {
        let [name, request, response] = names;
        quote! {
            #[inline]
            pub fn #name(
                client: &crate::Client,
                request: &#request,
            ) -> impl ::std::future::Future<
                Output = ::std::result::Result<crate::EventStream<#response>, crate::Error>,
            > + Send + use<> {
                client.stream(request)
            }
        }
    });
}
