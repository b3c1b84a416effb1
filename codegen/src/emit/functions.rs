//! Actions: the constant that describes one, and the functions that call it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::doc;
use super::shape::{Place, Printer};
use super::structs::deprecated;
use crate::rust::{Function, Module, Pages, Pagination, RegionRule};

/// Appends the constant that describes an action to the runtime.
pub(super) fn emit_constant(
    printer: &mut Printer,
    out: &mut String,
    module: &Module,
    item: &Function,
) {
    let [first, second, total, end, one, two, three, four] =
        item.pages.as_ref().map_or([""; 8], pagination_names);
    let names = [
        &*item.constant,
        &*module.service,
        &*module.version,
        &*item.action,
        &*item.endpoint,
        first,
        second,
        total,
        end,
        one,
        two,
        three,
        four,
    ];
    let variant = special_variant(item);
    printer.print(out, ("constant", variant), Place::File, names, |names| {
        let [name, service, version, action, endpoint, pagination @ ..] = names;
        let [service, version, action, endpoint] =
            [service, version, action, endpoint].map(|name| name.to_string());
        let plain = quote!(crate::Action::new(#service, #version, #action, #endpoint));
        let special = special_fields(item, pagination.map(|name| name.to_string()));
        let value =
            if special.is_empty() { plain } else { quote!(crate::Action { #special ..#plain }) };
        quote!(pub(super) const #name: crate::Action = #value;)
    });
}

/// As many lists as one page can have.
const LISTS: usize = 4;

/// The wire names in a pagination: the two inputs, or input and output; the total; the flag of
/// the end; the lists.
fn pagination_names(pages: &Pages) -> [&str; 4 + LISTS] {
    let (first, second) = match &pages.pagination {
        Pagination::Offset { offset, limit } => (offset, limit),
        Pagination::Page { number, size, .. } => (number, size),
        Pagination::Token { input, output } => (input, output),
    };
    let list = |at: usize| pages.lists.get(at).map_or("", String::as_str);
    let total = pages.total.as_deref().unwrap_or_default();
    let end = pages.end.as_ref().map_or("", |(output, _)| output);
    [first, second, total, end, list(0), list(1), list(2), list(3)]
}

/// A number for all that decides the tokens of the constant but for names.
fn special_variant(item: &Function) -> u32 {
    let flags = [
        item.skip_sign,
        item.multipart,
        item.stream.is_some(),
        item.client_token,
        item.has_error_member,
    ];
    let flags = flags.iter().fold(0, |bits, flag| (bits << 1) | u32::from(*flag));
    let pages = item.pages.as_ref().map_or(0, |pages| {
        let kind = match pages.pagination {
            Pagination::Offset { .. } => 1,
            Pagination::Page { first: 0, .. } => 2,
            Pagination::Page { .. } => 3,
            Pagination::Token { .. } => 4,
        };
        let end = pages.end.as_ref().map_or(0, |(_, is)| 1 + u32::from(*is));
        let flags = (u32::from(pages.is_text) << 1) | u32::from(pages.total.is_some());
        let lists = u32::try_from(pages.lists.len().min(LISTS)).unwrap_or_default();
        (((((kind << 2) | end) << 2) | flags) << 3) | lists
    });
    (((flags << 10) | pages) << 2) | item.region as u32
}

/// The fields that differ from those of an action of which nothing special is documented.
fn special_fields(item: &Function, names: [String; 4 + LISTS]) -> TokenStream {
    let region = match item.region {
        RegionRule::Optional => quote!(),
        RegionRule::Required => quote!(region: crate::runtime::RegionRule::Required,),
        RegionRule::Unused => quote!(region: crate::runtime::RegionRule::Unused,),
    };
    let flag = |set: bool, field: TokenStream| if set { quote!(#field: true,) } else { quote!() };
    let flags = [
        flag(item.skip_sign, quote!(skip_sign)),
        flag(item.multipart, quote!(multipart)),
        flag(item.stream.is_some(), quote!(streaming)),
        flag(item.client_token, quote!(client_token)),
        flag(item.has_error_member, quote!(has_error_member)),
    ];
    let pagination = item.pages.as_ref().map(|pages| pagination_field(pages, names));
    quote!(#region #(#flags)* #pagination)
}

fn pagination_field(pages: &Pages, names: [String; 4 + LISTS]) -> TokenStream {
    let [first, second, total, end, lists @ ..] = names;
    let kind = match &pages.pagination {
        Pagination::Offset { .. } => quote!(Offset { offset: #first, limit: #second }),
        Pagination::Page { first: from, .. } => {
            let from = Literal::u8_unsuffixed(*from);
            quote!(Page { number: #first, first: #from, size: #second })
        }
        Pagination::Token { .. } => quote!(Token { token_in: #first, token_out: #second }),
    };
    let total = if pages.total.is_some() {
        quote!(::std::option::Option::Some(#total))
    } else {
        quote!(::std::option::Option::None)
    };
    let end = if let Some((_, is)) = &pages.end {
        quote! {
            ::std::option::Option::Some(crate::runtime::EndFlag { output: #end, is: #is })
        }
    } else {
        quote!(::std::option::Option::None)
    };
    let (is_text, lists) = (pages.is_text, lists.iter().take(pages.lists.len()));
    quote! {
        pagination: ::std::option::Option::Some(crate::runtime::Pagination {
            kind: crate::runtime::PaginationKind::#kind,
            is_text: #is_text,
            total: #total,
            lists: &[#(#lists),*],
            end: #end,
        }),
    }
}

/// Which client the functions take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calling {
    /// The asynchronous one.
    Async,
    /// The blocking one.
    Blocking,
}

impl Calling {
    fn client(self) -> TokenStream {
        match self {
            Self::Async => quote!(crate::Client),
            Self::Blocking => quote!(crate::blocking::Client),
        }
    }

    fn path(self) -> TokenStream {
        match self {
            Self::Async => quote!(crate),
            Self::Blocking => quote!(crate::blocking),
        }
    }

    /// What a call returns. No `async fn`: rustc compiles the body of a public one whether it is
    /// called or not, `#[inline]` or not, and with it the types of all actions.
    fn returned(self, result: &TokenStream) -> TokenStream {
        match self {
            Self::Async => quote!(impl ::std::future::Future<Output = #result>),
            Self::Blocking => quote!(#result),
        }
    }
}

/// Appends every function of an action.
pub(super) fn emit_functions(
    printer: &mut Printer,
    out: &mut String,
    item: &Function,
    calling: Calling,
) {
    doc::comment(out, &item.doc, "");
    emit_call(printer, out, item, calling);
    if let Some(pages) = &item.pages {
        out.push_str("\n/// Walks over all pages of [`");
        out.push_str(item.name.trim_start_matches("r#"));
        out.push_str("`].\n");
        emit_pages(printer, out, item, pages, calling);
    }
    if let Some(stream) = &item.stream {
        out.push_str("\n/// Calls [`");
        out.push_str(item.name.trim_start_matches("r#"));
        out.push_str("`] and reads the answer as events, whether it comes as one or as many.\n");
        emit_stream(printer, out, item, stream, calling);
    }
}

fn emit_call(printer: &mut Printer, out: &mut String, item: &Function, calling: Calling) {
    deprecated(out, item.deprecated, "");
    let names = [&*item.name, &item.request, &item.response, item.errors.name(), &item.constant];
    printer.print(out, ("call", calling as u32), Place::File, names, |names| {
        let [name, request, response, errors, constant] = names;
        let client = calling.client();
        let returned =
            calling.returned(&quote!(::std::result::Result<#response, crate::Error<#errors>>));
        quote! {
            #[inline]
            pub fn #name(client: &#client, request: &#request) -> #returned {
                client.execute(&#constant, request)
            }
        }
    });
}

fn emit_pages(
    printer: &mut Printer,
    out: &mut String,
    item: &Function,
    pages: &Pages,
    calling: Calling,
) {
    deprecated(out, item.deprecated, "");
    let names = [&*pages.name, &item.request, &item.response, item.errors.name(), &item.constant];
    printer.print(out, ("pages", calling as u32), Place::File, names, |names| {
        let [name, request, response, errors, constant] = names;
        let (client, path) = (calling.client(), calling.path());
        quote! {
            #[inline]
            pub fn #name<'a>(
                client: &'a #client,
                request: &#request,
            ) -> #path::Pages<'a, #request, #response, #errors> {
                client.pages(&#constant, request)
            }
        }
    });
}

fn emit_stream(
    printer: &mut Printer,
    out: &mut String,
    item: &Function,
    stream: &str,
    calling: Calling,
) {
    deprecated(out, item.deprecated, "");
    let names = [stream, &item.request, &item.response, item.errors.name(), &item.constant];
    printer.print(out, ("stream", calling as u32), Place::File, names, |names| {
        let [name, request, response, errors, constant] = names;
        let (client, path) = (calling.client(), calling.path());
        let returned = calling.returned(
            &quote!(::std::result::Result<#path::EventStream<#response, #errors>, crate::Error<#errors>>),
        );
        quote! {
            #[inline]
            pub fn #name(client: &#client, request: &#request) -> #returned {
                client.stream(&#constant, request)
            }
        }
    });
}
