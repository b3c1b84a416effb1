//! The official metadata, "as found": `api.json` and `examples.json` of one product version.
//!
//! In: the text of a file. Out: [`Api`] and [`Examples`], borrowed from the text, every value
//! still as it stands. What it means is decided in [`crate::documentation::interpret`].
//!
//! Invariant: nothing is assumed to be there, and nothing that is there gets lost: every key is
//! optional, and keys that this program does not know are kept by name in `unknown`.

mod flag;
mod named;
mod object;
mod text;

pub use flag::Flag;
pub use named::Named;
pub use text::Text;

use object::object;
use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic, json_location};

object! {
    /// A whole `api.json`.
    Api {
        /// Actions by name.
        actions: Named<'a, Action<'a>> = "actions",
        /// What the file is about.
        metadata: About<'a> = "metadata",
        /// The inputs, outputs and structures, by name.
        objects: Named<'a, Object<'a>> = "objects",
        /// The version of the file format, `1.0`.
        version: Text<'a> = "version",
    }
}

object! {
    /// What an `api.json` is about.
    About {
        /// The version date: `2020-11-11`.
        api_version: Text<'a> = "apiVersion",
        /// The short name that signs and is in the host. It is `as` in the folder `autoscaling`.
        short_name: Text<'a> = "serviceShortName",
        /// The name for people.
        title: Text<'a> = "serviceNameCN",
        /// What the product does.
        brief: Text<'a> = "api_brief",
    }
}

object! {
    /// An action.
    Action {
        /// The name for people.
        title: Text<'a> = "name",
        /// What it does, as HTML in Markdown.
        document: Text<'a> = "document",
        /// The name of the object that is sent.
        input: Text<'a> = "input",
        /// The name of the object that comes back.
        output: Text<'a> = "output",
        /// `online`, `deprecated` or `offline`.
        status: Text<'a> = "status",
        /// Whether the call goes unsigned.
        skip_sign: Flag = "skip_sign",
    }
}

object! {
    /// An input, an output or a structure.
    Object {
        /// What it means.
        document: Text<'a> = "document",
        /// Its members, in documented order.
        members: Vec<Member<'a>> = "members",
        /// `object` on inputs and outputs.
        kind: Text<'a> = "type",
        /// `in`, `out` or `both` on structures. Wrong on 2,770 of 15,636, so it is read and never
        /// believed: directions follow from the actions that reach a structure.
        usage: Text<'a> = "usage",
    }
}

object! {
    /// A member of an object.
    Member {
        /// The name on the wire.
        name: Text<'a> = "name",
        /// The kind of the value: `string`, `int`, `list`, `object`, …
        kind: Text<'a> = "type",
        /// What it is, or a list's items are, in detail: `uint64`, a structure's name, …
        member: Text<'a> = "member",
        /// What it means.
        document: Text<'a> = "document",
        /// An example value.
        example: Text<'a> = "example",
        /// Whether the service no longer uses it.
        disabled: Flag = "disabled",
        /// Whether it must be sent.
        required: Flag = "required",
        /// Whether it is always returned.
        output_required: Flag = "output_required",
        /// Whether it may be returned as null.
        value_allowed_null: Flag = "value_allowed_null",
    }
}

object! {
    /// A whole `examples.json`.
    Examples {
        /// Examples by action.
        actions: Named<'a, Vec<Example<'a>>> = "actions",
        /// The version of the file format, `1.0`.
        version: Text<'a> = "version",
    }
}

object! {
    /// An example of an action.
    Example {
        /// What it shows.
        title: Text<'a> = "title",
        /// More on what it shows.
        document: Text<'a> = "document",
        /// The request: HTTP, a URL, or a bare body.
        input: Text<'a> = "input",
        /// The answer's body.
        output: Text<'a> = "output",
    }
}

/// What a file is about, and nothing else of it.
#[derive(Debug, Deserialize)]
pub struct Peek<'a> {
    /// Product and version of an `api.json`.
    #[serde(borrow)]
    pub metadata: Option<About<'a>>,
    /// The format number of a spec file, which an earlier import wrote.
    pub format: Option<serde::de::IgnoredAny>,
    /// The product of a spec file.
    #[serde(borrow)]
    pub product: Option<Text<'a>>,
    /// The version of a spec file; of an `api.json` that of its format.
    #[serde(borrow)]
    pub version: Option<Text<'a>>,
}

/// The `metadata` of an `api.json`, without parsing the rest: of most files only product and version
/// are asked for. `None` if the file has the key not at all or more than once, or if what follows it
/// is not such an object; the whole file has to be parsed then.
pub fn about(file: &[u8]) -> Option<About<'_>> {
    const KEY: &[u8] = b"\"metadata\"";
    let mut places = memchr::memmem::find_iter(file, KEY);
    let (Some(at), None) = (places.next(), places.next()) else { return None };
    let value = file.get(at + KEY.len()..)?.trim_ascii_start().strip_prefix(b":")?;
    About::deserialize(&mut serde_json::Deserializer::from_slice(value)).ok()
}

/// Parses the text of an `api.json` or `examples.json`; `file` is its place for messages.
pub fn parse<'a, T: Deserialize<'a>>(file: &str, text: &'a str) -> Result<T, Diagnostic> {
    serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        // The place is the location's business.
        let message = message.split(" at line ").next().unwrap_or(&message);
        let help = if error.is_eof() {
            "the file is cut off: download it again"
        } else {
            "the official metadata is `api.json` and `examples.json` of the package `tccli`"
        };
        Diagnostic::new(Code::InvalidMetadata, message)
            .at(json_location(file, text, error.line(), error.column()))
            .help(help)
    })
}

#[cfg(test)]
mod tests;
