//! Why a request is refused: every situation that the service has a code for.

/// A situation in which the service answers with an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A parameter that the call cannot do without; a dotted path.
    MissingParameter(String),
    /// A common parameter that belongs into a header.
    MissingHeader(&'static str),
    /// A common parameter with a value that does not exist.
    InvalidCommonValue(&'static str),
    /// The hash of the body in `X-TC-Content-SHA256` is not that of the body.
    InvalidContentHash,
    /// The `Authorization` header cannot be read.
    InvalidAuthorization(&'static str),
    /// The key is not known.
    SecretIdNotFound,
    /// The signature does not fit.
    SignatureFailure,
    /// The body is too large for a signature of the first version.
    OldSignatureTooLarge,
    /// The time is off by more than five minutes; the mock's own time.
    SignatureExpire(i64),
    /// The token is wrong.
    TokenFailure,
    /// The action is not there.
    InvalidAction { action: String, product: String, version: String },
    /// The version is not there.
    NoSuchVersion { version: String, product: String },
    /// The host belongs to no product.
    NoSuchProduct(String),
    /// A parameter that the action does not have; a dotted path.
    UnknownParameter(String),
    /// A parameter of another type; a dotted path, and the type that it should have.
    WrongType { path: String, expected: &'static str },
    /// The body is not JSON.
    NotJson,
    /// A form whose parts are not `key=value`.
    NotAForm,
    /// A form that names a parameter twice.
    Repeated(String),
    /// The indexes of a list in a form have gaps.
    InvalidArray(String),
    /// A parameter of a form that cannot be read.
    InvalidFormat(String),
    /// The content type is not one of this action.
    UnsupportedProtocol(String),
    /// The body is too large; its size.
    TooLarge(usize),
    /// More requests in a second than are allowed.
    TooManyRequests,
    /// Any code, with its message or without.
    Other { code: String, message: Option<String> },
}

impl Refusal {
    /// The error code.
    pub(super) fn code(&self) -> &str {
        match self {
            Self::MissingParameter(_) | Self::MissingHeader(_) => "MissingParameter",
            Self::InvalidCommonValue(_) | Self::InvalidContentHash => "InvalidParameterValue",
            Self::InvalidAuthorization(_) => "AuthFailure.InvalidAuthorization",
            Self::SecretIdNotFound => "AuthFailure.SecretIdNotFound",
            Self::SignatureFailure | Self::OldSignatureTooLarge => "AuthFailure.SignatureFailure",
            Self::SignatureExpire(_) => "AuthFailure.SignatureExpire",
            Self::TokenFailure => "AuthFailure.TokenFailure",
            Self::InvalidAction { .. } => "InvalidAction",
            Self::NoSuchVersion { .. } => "NoSuchVersion",
            Self::NoSuchProduct(_) => "NoSuchProduct",
            Self::UnknownParameter(_) => "UnknownParameter",
            Self::WrongType { .. }
            | Self::NotJson
            | Self::NotAForm
            | Self::Repeated(_)
            | Self::InvalidArray(_)
            | Self::InvalidFormat(_) => "InvalidParameter",
            Self::UnsupportedProtocol(_) => "UnsupportedProtocol",
            Self::TooLarge(_) => "RequestSizeLimitExceeded",
            Self::TooManyRequests => "RequestLimitExceeded",
            Self::Other { code, .. } => code,
        }
    }
}
