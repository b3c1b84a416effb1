//! Requests, responses and structures: the type, how it is made, how the wire sees it.

use std::fmt::Write as _;
use std::sync::LazyLock;

use syn::parse_quote;

use super::doc;
use super::template::Template;
use super::text::Words;
use crate::rust::api::{Field, Name, Struct, Wrap};

const INDENT: &str = "    ";

static TYPE: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        #[derive(__derives)]
        #[non_exhaustive]
        pub struct __Name {
            pub __each_field: __each_type,
        }
    };
    Template::new("type", &item, &["__Name", "__derives", "__each_field", "__each_type"])
});

static EMPTY_TYPE: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        #[derive(__derives)]
        #[non_exhaustive]
        pub struct __Name {}
    };
    Template::new("type without members", &item, &["__Name", "__derives"])
});

static NEW: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        impl __Name {
            /// With the required members.
            #[inline]
            pub fn new(
                __each_argument_that_becomes_a_member: __each_type_that_becomes_that_of_the_member,
            ) -> Self {
                Self {
                    __each_member_of_the_new_value: __each_value_to_begin_with,
                }
            }
        }
    };
    let holes = &[
        "__Name",
        "__each_argument_that_becomes_a_member",
        "__each_type_that_becomes_that_of_the_member",
        "__each_member_of_the_new_value",
        "__each_value_to_begin_with",
    ];
    Template::new("new", &item, holes)
});

static NEW_EMPTY: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        impl __Name {
            /// With nothing set.
            #[inline]
            pub fn new() -> Self {
                Self::default()
            }
        }
    };
    Template::new("new without arguments", &item, &["__Name"])
});

static SETTERS: LazyLock<Template> = LazyLock::new(|| {
    let item = parse_quote! {
        impl __Name {
            #[inline]
            pub fn __each_setter(mut self, __each_field: __each_taken) -> Self {
                self.__each_field = __each_stored;
                self
            }
        }
    };
    let holes = &["__Name", "__each_setter", "__each_field", "__each_taken", "__each_stored"];
    Template::new("setters", &item, holes)
});

#[cfg(test)]
pub(super) fn templates() -> [&'static Template; 5] {
    [&TYPE, &EMPTY_TYPE, &NEW, &NEW_EMPTY, &SETTERS]
}

/// Appends everything of one type.
pub(super) fn emit_struct(words: &Words<'_>, out: &mut String, item: &Struct) {
    emit_type(words, out, item);
    if item.sent {
        out.push('\n');
        emit_new(words, out, item);
        emit_setters(words, out, item);
    }
    out.push('\n');
    emit_members(out, item);
}

/// Whether there is no value without the required members.
fn is_strict(item: &Struct) -> bool {
    let required = |field: &Field| {
        field.argument.is_some() && matches!(field.field_type.wrap, Wrap::Plain | Wrap::List)
    };
    !item.read && item.fields.iter().any(required)
}

fn emit_type(words: &Words<'_>, out: &mut String, item: &Struct) {
    doc::comment(out, &item.doc, "");
    let name = item.name.rust.as_str();
    let derives = if is_strict(item) { "Clone" } else { "Clone, Default" };
    if item.fields.is_empty() {
        EMPTY_TYPE.write(out, 0, &[name, derives]);
        return;
    }
    TYPE.write(out, 0, &[name, derives]);
    for field in &item.fields {
        doc::comment(out, &field.doc, INDENT);
        deprecated(out, field.deprecated, INDENT);
        TYPE.write(out, 1, &["", "", &field.name.rust, &words.field(&field.field_type)]);
    }
    TYPE.write(out, 2, &[]);
}

/// Appends why nobody should use an item any more.
pub(super) fn deprecated(out: &mut String, reason: Option<&'static str>, indent: &str) {
    if let Some(reason) = reason {
        let _ = writeln!(out, "{indent}#[deprecated(note = \"{reason}\")]");
    }
}

fn emit_new(words: &Words<'_>, out: &mut String, item: &Struct) {
    let name = item.name.rust.as_str();
    let arguments = item.arguments();
    if arguments.is_empty() {
        NEW_EMPTY.write(out, 0, &[name]);
        return;
    }
    NEW.write(out, 0, &[name]);
    for field in &arguments {
        NEW.write(out, 1, &["", &field.name.rust, &words.taken(&field.field_type)]);
    }
    NEW.write(out, 2, &[]);
    let strict = is_strict(item);
    for field in item.fields.iter().filter(|field| strict || field.argument.is_some()) {
        let name = field.name.rust.as_str();
        let value = match (field.argument, field.field_type.wrap) {
            (Some(_), _) => words.stored(&field.field_type, name),
            // A structure that tcgen.lock holds as it was when it was only read.
            (None, Wrap::List) => [words.prelude("Vec"), "::new()"].concat(),
            (None, _) => "None".to_owned(),
        };
        // `name: name` is what nobody would write.
        if value == name {
            let _ = writeln!(out, "            {name},");
        } else {
            NEW.write(out, 3, &["", "", "", name, &value]);
        }
    }
    if !strict {
        out.push_str("            ..Self::default()\n");
    }
    NEW.write(out, 4, &[]);
}

/// Appends the setters to the `impl` that ends here.
fn emit_setters(words: &Words<'_>, out: &mut String, item: &Struct) {
    if item.fields.is_empty() {
        return;
    }
    out.truncate(out.strip_suffix("}\n").map_or(out.len(), str::len));
    for field in &item.fields {
        let (name, field_type) = (field.name.rust.as_str(), &field.field_type);
        let anchor = name.trim_start_matches("r#");
        out.extend(["\n    /// See [`", anchor, "`](#structfield.", anchor, ").\n"]);
        deprecated(out, field.deprecated, INDENT);
        let stored = words.stored(field_type, name);
        let filled = ["", field.setter.as_str(), name, &words.taken(field_type), &stored];
        SETTERS.write(out, 1, &filled);
    }
    out.push_str("}\n");
}

/// Appends the table of the members.
fn emit_members(out: &mut String, item: &Struct) {
    let way = match (item.read, is_strict(item)) {
        (true, _) => "read",
        (false, false) => "sent",
        (false, true) => "strict",
    };
    let _ = writeln!(out, "crate::members! {{\n    {way} {} {{", item.name.rust);
    for field in &item.fields {
        let method = if field.secret { "secret" } else { "member" };
        let Name { rust, wire } = &field.name;
        // A name of the service needs no escape: it is letters, digits and underscores.
        out.extend(["        ", rust, ": ", method, " \"", wire, "\",\n"]);
    }
    out.push_str("    }\n");
    let required: Vec<&Field> = item.required_of_answers().collect();
    if !required.is_empty() {
        out.push_str("    required {\n");
        for field in required {
            let _ = writeln!(out, "        {:?},", field.name.wire);
        }
        out.push_str("    }\n");
    }
    out.push_str("}\n");
}
