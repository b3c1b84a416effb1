//! Actions: the functions that call, and what ties a request to its response.

use std::fmt::Write as _;
use std::sync::LazyLock;

use syn::parse_quote;

use super::structs::deprecated;
use super::template::Template;
use super::text::Words;
use super::{doc, fence};
use crate::rust::api::{
    Field, Function, Module, PagedFunction, Pagination, RegionRule, Stream, Struct, Wrap,
};

static CALL: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        #[inline]
        pub fn __function(
            client: &crate::Client,
            request: &__RequestOfTheAction,
        ) -> crate::Call<__RequestOfTheAction> {
            client.send(request)
        }
    };
    Template::new("call", &item, &["__function", "__RequestOfTheAction"])
});

static PAGES: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        #[inline]
        pub fn __function(
            client: &crate::Client,
            request: &__RequestOfTheAction,
        ) -> crate::Pages<__RequestOfTheAction> {
            client.pages(request)
        }
    };
    Template::new("pages", &item, &["__function", "__RequestOfTheAction"])
});

static STREAM: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        #[inline]
        pub fn __function(
            client: &crate::Client,
            request: &__Request,
        ) -> impl __Future<Output = __Result<crate::EventStream<__Event>, crate::Error>> + __Send + use<>
        {
            client.stream(request)
        }
    };
    let holes = &["__function", "__Request", "__Event", "__Future", "__Result", "__Send"];
    Template::new("stream", &item, holes)
});

static REQUEST: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        impl crate::Request for __Request {
            type Response = __Response;
            const ACTION: &'static crate::Action<'static> = &__action;
        }
    };
    Template::new("request", &item, &["__Request", "__Response", "__action"])
});

static RESPONSE: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        impl crate::Response for __Response {
            fn request_id(&self) -> &str {
                __id
            }
        }
    };
    Template::new("response", &item, &["__Response", "__id"])
});

static STREAMED: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        impl crate::Streamed for __Request {
            type Event = __Event;
        }
    };
    Template::new("streamed", &item, &["__Request", "__Event"])
});

static PAGED: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        impl crate::Paged for __Request {
            const PAGINATION: crate::Pagination = crate::Pagination {
                kind: crate::PaginationKind::__Kind,
                is_text: __is_text,
                total: __total,
                lists: &[__lists],
                end: __end,
            };
        }
    };
    let holes = &["__Request", "__Kind", "__is_text", "__total", "__lists", "__end"];
    Template::new("paged", &item, holes)
});

static LISTED: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        impl crate::Listed for __Request {
            type Item = __Item;

            fn items(page: __Response) -> __Vec<__Item> {
                __items
            }
        }
    };
    let holes = &["__Request", "__Response", "__Vec", "__Item", "__items"];
    Template::new("listed", &item, holes)
});

#[cfg(test)]
pub(super) fn templates() -> [&'static Template; 8] {
    [&CALL, &PAGES, &STREAM, &REQUEST, &RESPONSE, &STREAMED, &PAGED, &LISTED]
}

/// Appends what ties a request to its response and to the action.
pub(super) fn emit_traits(
    words: &Words<'_>,
    out: &mut String,
    module: &Module,
    item: &Function,
    response: &Struct,
) {
    let Function { request, response: answer, .. } = item;
    REQUEST.write(out, 0, &[request, answer, &action(module, item)]);
    out.push('\n');
    let id = response.fields.iter().find(|field| field.name.wire == "RequestId");
    let id = id.filter(|field| field.field_type.wrap == Wrap::Plain);
    // A page may leave out what every answer has.
    let id = id.map_or("\"\"".to_owned(), |field| format!("&self.{}", field.name.rust));
    RESPONSE.write(out, 0, &[answer, &id]);
    if let Some(stream) = &item.stream {
        out.push('\n');
        STREAMED.write(out, 0, &[request, event(stream, answer)]);
    }
    if let Some(pages) = &item.pages {
        out.push('\n');
        emit_paged(out, item, pages);
        emit_listed(words, out, item, pages);
    }
}

/// The type of an event.
fn event<'a>(stream: &Stream, response: &'a str) -> &'a str {
    if stream.is_described { response } else { "crate::JsonObject" }
}

/// The expression that describes the action, a line per fact.
fn action(module: &Module, item: &Function) -> String {
    let Module { service, version, .. } = module;
    let Function { action, endpoint, .. } = item;
    let mut text = "crate::Action::new(\n".to_owned();
    for name in [service, version, action, endpoint] {
        let _ = writeln!(text, "        {name:?},");
    }
    text.push_str("    )");
    let facts = [
        (item.region == RegionRule::Required, "with_region"),
        (item.region == RegionRule::Unused, "without_region"),
        (item.skip_sign, "without_signature"),
        (item.multipart, "with_multipart"),
        (item.client_token, "with_client_token"),
        (item.has_error_member, "with_error_member"),
    ];
    for (_, fact) in facts.iter().filter(|(is_so, _)| *is_so) {
        let _ = write!(text, "\n    .{fact}()");
    }
    if let Some(rate) = item.rate {
        let _ = write!(text, "\n    .with_rate({rate})");
    }
    if !item.errors.is_empty() {
        text.push_str("\n    .with_errors(&[\n");
        for code in &item.errors {
            let _ = writeln!(text, "        {:?},", code.wire);
        }
        text.push_str("    ])");
    }
    text
}

fn emit_paged(out: &mut String, item: &Function, pages: &PagedFunction) {
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
        None => "None".to_owned(),
        Some(total) => format!("Some({total:?})"),
    };
    let end = match &pages.end {
        None => "None".to_owned(),
        Some((output, is)) => {
            format!("Some(crate::EndFlag {{ output: {output:?}, is: {is} }})")
        }
    };
    let lists: Vec<String> = pages.lists.iter().map(|list| format!("{list:?}")).collect();
    let is_text = pages.is_text.to_string();
    let filled = [item.request.as_str(), &kind, &is_text, &total, &lists.join(", "), &end];
    PAGED.write(out, 0, &filled);
}

fn emit_listed(words: &Words<'_>, out: &mut String, item: &Function, pages: &PagedFunction) {
    let path = pages.items.as_deref().unwrap_or_default();
    let Some((list, outer)) = path.split_last() else { return };
    out.push('\n');
    let value = words.value(&list.field_type.value);
    let (request, response) = (&item.request, &item.response);
    let filled = [request, response, words.prelude("Vec"), value, &items(outer, list)];
    LISTED.write(out, 0, &filled);
}

/// The expression that takes the items out of `page`.
fn items(outer: &[Field], list: &Field) -> String {
    let name = &list.name.rust;
    let is_option = list.field_type.wrap.is_option();
    let Some((first, inner)) = outer.split_first() else {
        let end = if is_option { ".unwrap_or_default()" } else { "" };
        return format!("page.{name}{end}");
    };
    let mut text = format!("page.{}", first.name.rust);
    for field in inner {
        text.push_str(&step(field));
    }
    text + &step(list) + ".unwrap_or_default()"
}

/// From a structure that may be missing to one of its fields.
fn step(field: &Field) -> String {
    let method = if field.field_type.wrap.is_option() { "and_then" } else { "map" };
    format!(".{method}(|inner| inner.{})", field.name.rust)
}

/// Appends every function of an action.
pub(super) fn emit_functions(
    words: &Words<'_>,
    out: &mut String,
    (module, library): (&Module, &str),
    item: &Function,
) {
    let Function { request, response, .. } = item;
    doc::comment(out, &item.doc, "");
    emit_errors(out, item);
    if let Some(request) = &item.example {
        emit_example(out, (module, library), &item.name, request);
    }
    deprecated(out, item.deprecated, "");
    CALL.write(out, 0, &[&item.name, request]);
    let name = item.name.trim_start_matches("r#");
    if let Some(pages) = &item.pages {
        let _ = writeln!(out, "\n/// Walks over all pages of [`{name}()`].");
        deprecated(out, item.deprecated, "");
        PAGES.write(out, 0, &[&pages.name, request]);
    }
    if let Some(stream) = &item.stream {
        let _ = writeln!(
            out,
            "\n/// Calls [`{name}()`] and reads the answer as events, whether it comes as one or as many."
        );
        if !stream.is_described {
            out.push_str("///\n/// The documentation does not say what an event holds, so each is a JSON object.\n");
        }
        deprecated(out, item.deprecated, "");
        let [future, result, send] = ["Future", "Result", "Send"].map(|name| words.prelude(name));
        STREAM.write(
            out,
            0,
            &[&stream.name, request, event(stream, response), future, result, send],
        );
    }
}

/// Appends the codes that the action documents, each with a link to its variant.
fn emit_errors(out: &mut String, item: &Function) {
    if item.errors.is_empty() {
        return;
    }
    out.push_str("///\n/// # Errors\n/// Besides those that any action may answer:\n///\n");
    for code in &item.errors {
        let plain = code.wire.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b));
        let text = if plain { &code.wire } else { &code.rust };
        let _ = writeln!(out, "/// - [`{text}`](super::{}::{})", item.error_code, code.rust);
    }
}

/// Appends the action's own example as a call that compiles.
fn emit_example(out: &mut String, (module, library): (&Module, &str), name: &str, request: &str) {
    let product = module.path.split("::").next().unwrap_or_default();
    // Values of the service are string literals, and may hold backticks.
    let marks = "`".repeat(fence::longest_run(request, '`').max(2) + 1);
    let lines = [
        format!("\n# Examples\n\n{marks}no_run\n# #[cfg(feature = \"async\")]"),
        format!(
            "# async fn example(client: &{library}::Client) -> Result<(), {library}::Error> {{"
        ),
        format!("use {library}::{} as {product};\n\n", module.path),
        request.to_owned(),
        format!("let response = {product}::{name}(client, &request).await?;"),
        format!("# Ok(())\n# }}\n{marks}"),
    ];
    for line in lines.iter().flat_map(|lines| lines.lines()) {
        out.push_str(if line.is_empty() { "///" } else { "/// " });
        out.push_str(line);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::api::{Doc, FieldType, Name, Value, Wrap};

    fn field(name: &str, wrap: Wrap) -> Field {
        Field {
            name: Name { wire: name.to_owned(), rust: name.to_owned() },
            setter: name.to_owned(),
            field_type: FieldType { wrap, boxed: false, value: Value::String },
            argument: None,
            doc: Doc { parts: Vec::new() },
            deprecated: None,
            secret: false,
        }
    }

    /// A structure that was sent first has fields without `Option` (tcgen.lock holds them).
    #[test]
    fn the_way_to_the_items_goes_through_held_fields() {
        let outer = [field("data", Wrap::Option), field("inner", Wrap::Plain)];
        assert_eq!(
            items(&outer, &field("list", Wrap::List)),
            "page.data.map(|inner| inner.inner).map(|inner| inner.list).unwrap_or_default()"
        );
        assert_eq!(
            items(&outer[..1], &field("list", Wrap::OptionList)),
            "page.data.and_then(|inner| inner.list).unwrap_or_default()"
        );
        assert_eq!(items(&[], &field("list", Wrap::List)), "page.list");
    }
}
