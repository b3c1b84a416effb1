//! What the documentation says of an action, as the runtime needs it.

/// An action of a product: the constant [`Request::ACTION`](crate::runtime::Request::ACTION) of its
/// request.
///
/// For an action that is not generated:
/// `Action::new("cvm", "2017-03-12", "DescribeZones", "cvm.tencentcloudapi.com").with_region()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the documentation by itself")]
pub struct Action<'a> {
    pub(crate) product: &'a str,
    pub(crate) version: &'a str,
    pub(crate) name: &'a str,
    pub(crate) endpoint: &'a str,
    pub(crate) region: RegionRule,
    pub(crate) skip_sign: bool,
    pub(crate) multipart: bool,
    pub(crate) client_token: bool,
    pub(crate) has_error_member: bool,
    pub(crate) errors: &'a [&'a str],
    pub(crate) per_second: Option<u32>,
}

impl<'a> Action<'a> {
    /// An action of which nothing special is documented: the product's service name, which the
    /// signature is for (`cvm`), the version, the action and the documented host.
    pub const fn new(product: &'a str, version: &'a str, name: &'a str, endpoint: &'a str) -> Self {
        Self {
            product,
            version,
            name,
            endpoint,
            region: RegionRule::Optional,
            skip_sign: false,
            multipart: false,
            client_token: false,
            has_error_member: false,
            errors: &[],
            per_second: None,
        }
    }

    /// The same action, which requires a region.
    #[must_use]
    pub const fn with_region(self) -> Self {
        Self { region: RegionRule::Required, ..self }
    }

    /// The same action, which gets no region, even where there is one.
    #[must_use]
    pub const fn without_region(self) -> Self {
        Self { region: RegionRule::Unused, ..self }
    }

    /// The same action, which takes no signature: `Authorization: SKIP`.
    #[must_use]
    pub const fn without_signature(self) -> Self {
        Self { skip_sign: true, ..self }
    }

    /// The same action, whose request goes as `multipart/form-data`: it has binary members.
    #[must_use]
    pub const fn with_multipart(self) -> Self {
        Self { multipart: true, ..self }
    }

    /// The same action, whose request has a `ClientToken`, by which the service tells a repetition
    /// from a new call.
    #[must_use]
    pub const fn with_client_token(self) -> Self {
        Self { client_token: true, ..self }
    }

    /// The same action, whose response itself has a member `Error`, which tells of a failed task
    /// and not of a failed call.
    #[must_use]
    pub const fn with_error_member(self) -> Self {
        Self { has_error_member: true, ..self }
    }

    /// The same action, which may be called `per_second` times per second; see
    /// [`Settings::keep_to_documented_rate`](crate::runtime::Settings::keep_to_documented_rate).
    #[must_use]
    pub const fn with_rate(self, per_second: u32) -> Self {
        Self { per_second: Some(per_second), ..self }
    }

    /// The same action, which documents these error codes.
    #[must_use]
    pub const fn with_errors(self, errors: &'a [&'a str]) -> Self {
        Self { errors, ..self }
    }

    /// The product's service name: `cvm`.
    pub const fn product(&self) -> &'a str {
        self.product
    }

    /// The version: `2017-03-12`.
    pub const fn version(&self) -> &'a str {
        self.version
    }

    /// The action's name: `DescribeZones`.
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The documented host: `cvm.tencentcloudapi.com`.
    pub const fn endpoint(&self) -> &'a str {
        self.endpoint
    }

    /// Whether a region goes along.
    pub const fn region(&self) -> RegionRule {
        self.region
    }

    /// How often it may be called per second, where that is documented.
    pub const fn rate(&self) -> Option<u32> {
        self.per_second
    }

    /// The error codes that the action documents, besides those that any action may answer.
    pub const fn errors(&self) -> &'a [&'a str] {
        self.errors
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
