//! What the documentation says of an action, as the runtime needs it.

/// An action of a product: plain data, one constant each in a generated crate.
///
/// For an action that is not generated, start from [`Action::new`]:
/// `Action { region: RegionRule::Required, ..Action::new("cvm", "2017-03-12", "DescribeZones", "cvm.tencentcloudapi.com") }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the documentation by itself")]
pub struct Action<'a> {
    /// The product's service name, which the signature is for: `cvm`. Never taken from the host.
    pub product: &'a str,
    /// The version, in `X-TC-Version`: `2017-03-12`.
    pub version: &'a str,
    /// The action, in `X-TC-Action`: `DescribeZones`.
    pub name: &'a str,
    /// The documented host: `cvm.tencentcloudapi.com`.
    pub endpoint: &'a str,
    /// Whether a region goes along.
    pub region: RegionRule,
    /// The action takes no signature: `Authorization: SKIP`.
    pub skip_sign: bool,
    /// The request goes as `multipart/form-data`: it has binary members.
    pub multipart: bool,
    /// The answer may be `text/event-stream`.
    pub streaming: bool,
    /// The request has a `ClientToken`, by which the service tells a repetition from a new call.
    pub client_token: bool,
    /// The response itself has a member `Error`, which tells of a failed task and not of a failed call.
    pub has_error_member: bool,
    /// How the action goes through pages, if it does.
    pub pagination: Option<Pagination>,
}

impl<'a> Action<'a> {
    /// An action of which nothing special is documented.
    pub const fn new(product: &'a str, version: &'a str, name: &'a str, endpoint: &'a str) -> Self {
        Self {
            product,
            version,
            name,
            endpoint,
            region: RegionRule::Optional,
            skip_sign: false,
            multipart: false,
            streaming: false,
            client_token: false,
            has_error_member: false,
            pagination: None,
        }
    }
}

/// What the documentation says of the public parameter Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionRule {
    /// A call without a region is refused before it is sent.
    Required,
    /// A region goes along where there is one.
    Optional,
    /// No region is sent, even where there is one.
    Unused,
}

/// How an action goes through pages, by wire names; paths where they are nested (`Data.Items`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// Which members of the request name the page.
    pub kind: PaginationKind,
    /// The member of the request that names the page is a string, also where it holds a number.
    pub is_text: bool,
    /// The member of the response that counts all items, if there is one.
    pub total: Option<&'static str>,
    /// The members of the response that list the items; all of them are one page.
    pub lists: &'static [&'static str],
    /// The flag of the response that says whether this page is the last, if there is one.
    pub end: Option<EndFlag>,
}

/// A flag of a response that says whether more pages follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndFlag {
    /// The member: `HasMore`, `ListOver`.
    pub output: &'static str,
    /// The value that it has on the last page.
    pub is: bool,
}

/// Which members of a request name the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaginationKind {
    /// A number of items to skip, and of items to return.
    Offset {
        /// How many items to skip: `Offset`.
        offset: &'static str,
        /// How many items to return: `Limit`.
        limit: &'static str,
    },
    /// A page number and a page size. The number may be called `Offset` too.
    Page {
        /// The number: `PageNumber`.
        number: &'static str,
        /// The number of the first page: 0 or 1.
        first: i64,
        /// The size: `PageSize`.
        size: &'static str,
    },
    /// A token that the page before returned.
    Token {
        /// The request's member.
        token_in: &'static str,
        /// The response's member.
        token_out: &'static str,
    },
}
