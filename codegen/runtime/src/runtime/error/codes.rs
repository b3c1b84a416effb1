//! The error codes that every action may answer.

use std::fmt;

/// An error code of the service, as an enum.
///
/// Generated for each action from its documentation; [`CommonErrorCode`] where it names none.
pub trait ErrorCode: Clone + fmt::Debug + fmt::Display + PartialEq + Send + Sync + 'static {
    /// The variant for a code; the one for others where the documentation does not list it.
    fn from_code(code: &str) -> Self;

    /// The code as the service sends it: `AuthFailure.SignatureFailure`.
    fn as_str(&self) -> &str;
}

/// Declares [`CommonErrorCode`] from one table.
macro_rules! common_error_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// An error code that any action may answer, documented for all products together.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum CommonErrorCode {
            $($(#[$doc])* $variant,)*
            /// A code that is not among the common ones, as the service sent it.
            Other(String),
        }

        impl CommonErrorCode {
            /// Every common code, sorted.
            pub const ALL: &[&str] = &[$($code,)*];
        }

        impl ErrorCode for CommonErrorCode {
            fn from_code(code: &str) -> Self {
                match code {
                    $($code => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }

            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Other(code) => code,
                }
            }
        }
    };
}

common_error_codes! {
    /// The action is offline.
    ActionOffline = "ActionOffline",
    /// The Authorization header is not in the documented form.
    AuthFailureInvalidAuthorization = "AuthFailure.InvalidAuthorization",
    /// The SecretId is not one of the cloud API.
    AuthFailureInvalidSecretId = "AuthFailure.InvalidSecretId",
    /// Multi-factor authentication failed.
    AuthFailureMfaFailure = "AuthFailure.MFAFailure",
    /// The SecretId does not exist, or is disabled.
    AuthFailureSecretIdNotFound = "AuthFailure.SecretIdNotFound",
    /// The timestamp is more than five minutes off the service's clock.
    AuthFailureSignatureExpire = "AuthFailure.SignatureExpire",
    /// The signature does not match the request.
    AuthFailureSignatureFailure = "AuthFailure.SignatureFailure",
    /// The token of a temporary credential is wrong or expired.
    AuthFailureTokenFailure = "AuthFailure.TokenFailure",
    /// The caller has no permission in CAM.
    AuthFailureUnauthorizedOperation = "AuthFailure.UnauthorizedOperation",
    /// A dry run: the call would have succeeded.
    DryRunOperation = "DryRunOperation",
    /// The operation failed.
    FailedOperation = "FailedOperation",
    /// The service failed.
    InternalError = "InternalError",
    /// There is no such action.
    InvalidAction = "InvalidAction",
    /// A parameter is wrong.
    InvalidParameter = "InvalidParameter",
    /// A parameter has a wrong value.
    InvalidParameterValue = "InvalidParameterValue",
    /// The body is not in the documented form.
    InvalidRequest = "InvalidRequest",
    /// The caller's address is blocked.
    IpInBlacklist = "IpInBlacklist",
    /// The caller's address is not allowed.
    IpNotInWhitelist = "IpNotInWhitelist",
    /// A quota is used up.
    LimitExceeded = "LimitExceeded",
    /// A required parameter is missing.
    MissingParameter = "MissingParameter",
    /// There is no such product.
    NoSuchProduct = "NoSuchProduct",
    /// There is no such version.
    NoSuchVersion = "NoSuchVersion",
    /// There were too many calls.
    RequestLimitExceeded = "RequestLimitExceeded",
    /// The account made too many calls over all regions.
    RequestLimitExceededGlobalRegionUinLimitExceeded = "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
    /// The address made too many calls.
    RequestLimitExceededIpLimitExceeded = "RequestLimitExceeded.IPLimitExceeded",
    /// The account made too many calls.
    RequestLimitExceededUinLimitExceeded = "RequestLimitExceeded.UinLimitExceeded",
    /// The request is too large.
    RequestSizeLimitExceeded = "RequestSizeLimitExceeded",
    /// The resource is in use.
    ResourceInUse = "ResourceInUse",
    /// There are not enough resources.
    ResourceInsufficient = "ResourceInsufficient",
    /// There is no such resource.
    ResourceNotFound = "ResourceNotFound",
    /// The resource cannot be used.
    ResourceUnavailable = "ResourceUnavailable",
    /// The response is too large.
    ResponseSizeLimitExceeded = "ResponseSizeLimitExceeded",
    /// The service cannot be reached for now.
    ServiceUnavailable = "ServiceUnavailable",
    /// The operation is not permitted.
    UnauthorizedOperation = "UnauthorizedOperation",
    /// A parameter is not known.
    UnknownParameter = "UnknownParameter",
    /// The operation is not supported.
    UnsupportedOperation = "UnsupportedOperation",
    /// The protocol is neither GET nor POST over HTTP or HTTPS.
    UnsupportedProtocol = "UnsupportedProtocol",
    /// The action is not offered in the region.
    UnsupportedRegion = "UnsupportedRegion",
}

impl fmt::Display for CommonErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether the service refused the call because there were too many, before it ran.
pub(crate) fn is_throttling(code: &str) -> bool {
    matches!(
        code,
        "RequestLimitExceeded"
            | "RequestLimitExceeded.IPLimitExceeded"
            | "RequestLimitExceeded.UinLimitExceeded"
            | "RequestLimitExceeded.GlobalRegionUinLimitExceeded"
    )
}

/// Whether the service failed in a way that passes; the call may have run.
pub(crate) fn is_transient(code: &str) -> bool {
    let kind = code.split('.').next().unwrap_or(code);
    matches!(kind, "InternalError" | "ServiceUnavailable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_comes_back_as_it_was() {
        for code in CommonErrorCode::ALL.iter().chain(&["FailedOperation.Strange"]) {
            assert_eq!(CommonErrorCode::from_code(code).as_str(), *code);
        }
        assert!(CommonErrorCode::ALL.is_sorted());
    }

    #[test]
    fn the_four_throttling_codes_are_throttling_and_no_quota_is() {
        let throttling: Vec<_> =
            CommonErrorCode::ALL.iter().filter(|code| is_throttling(code)).collect();
        assert_eq!(throttling.len(), 4);
        assert!(!is_throttling("LimitExceeded"));
        assert!(!is_throttling("RequestLimitExceededBy"));
    }
}
