//! Actions as functions.

use super::{Doc, Field, Name};

/// The functions that call an action, and what the runtime has to know of it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the action of its own")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// The action's name on the wire.
    pub action: String,
    /// The function: `create_user_auto_sign_seal_url`.
    pub name: String,
    /// The request type.
    pub request: String,
    /// The response type.
    pub response: String,
    /// The error codes that it documents, with their variants, sorted by code.
    pub errors: Vec<Name>,
    /// The enum of the error codes.
    pub error_code: String,
    /// The module of the action, which is a file: `create_user_auto_sign_seal_url`.
    pub module: String,
    /// Its documentation.
    pub doc: Doc,
    /// Its own example: the statement that makes the request, with the product's module in front of
    /// types.
    pub example: Option<String>,
    /// Why nobody should call it any more.
    pub deprecated: Option<&'static str>,
    /// The host that answers unless the caller says otherwise.
    pub endpoint: String,
    /// Whether a region must be, may be or need not be sent.
    pub region: RegionRule,
    /// How often it may be called per second, where that is documented.
    pub rate: Option<u32>,
    /// Whether the call is not signed: `Authorization: SKIP`.
    pub skip_sign: bool,
    /// Whether the body is multipart, because a member holds bytes.
    pub multipart: bool,
    /// Whether the request has the member `ClientToken` that makes a repeated call safe.
    pub client_token: bool,
    /// Whether the response itself has a member `Error`, which then is not a failure of the call.
    pub has_error_member: bool,
    /// How to read the answer as a stream of events, if it may come as one.
    pub stream: Option<Stream>,
    /// How to walk over all pages, if the action answers in pages.
    pub pages: Option<PagedFunction>,
}

/// Whether a region goes with the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegionRule {
    /// A call without it is refused.
    Required,
    /// It may be sent.
    Optional,
    /// It is not needed.
    Unused,
}

/// The function that reads the answer as a stream of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// The function: `chat_completions_stream`.
    pub name: String,
    /// Whether a source says what an event holds. If none does, each is a JSON object.
    pub is_described: bool,
}

/// The function that walks over all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagedFunction {
    /// The function: `describe_instances_pages`.
    pub name: String,
    /// How the next page is asked for.
    pub pagination: Pagination,
    /// Whether the input that names the page is a string, also where it holds a number.
    pub is_text: bool,
    /// The output that says how many items there are in all.
    pub total: Option<String>,
    /// The outputs that hold the items; all of them are one page.
    pub lists: Vec<String>,
    /// The output that says whether a page is the last, and the value that says so.
    pub end: Option<(String, bool)>,
    /// The list in Rust, where there is only one: the fields that lead from the response to it.
    pub items: Option<Vec<Field>>,
}

/// How the next page is asked for. All are wire names, or paths of them: `Filter.Offset`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pagination {
    /// By the number of items before it.
    Offset {
        /// The input that skips items.
        offset: String,
        /// The input that says how many at most.
        limit: String,
    },
    /// By its number. The input may be called `Offset` too.
    Page {
        /// The input that says which page.
        number: String,
        /// The number of the first page: 0 or 1.
        first: u8,
        /// The input that says how many items at most.
        size: String,
    },
    /// By a token of the page before.
    Token {
        /// The input that takes the token.
        input: String,
        /// The output that gives it.
        output: String,
    },
}
