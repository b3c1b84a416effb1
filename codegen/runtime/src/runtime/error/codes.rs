//! The error codes that every action may answer, and how an enum of codes is declared.

/// An error code that an enum does not list, as the service sent it.
///
/// What is in it cannot be matched on: a code that gets a name of its own later takes no match apart.
/// Compare by [`Error::is`](super::Error::is) or by the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownCode(Box<str>);

impl UnknownCode {
    /// The code, as the service sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for UnknownCode {
    fn from(code: &str) -> Self {
        Self(code.into())
    }
}

/// Declares an open enum of error codes from one table.
#[doc(hidden)]
#[macro_export]
macro_rules! error_codes {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$about])*
        #[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq, ::std::cmp::Eq, ::std::hash::Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)*
            /// Another code, as the service sent it.
            Other($crate::runtime::error::UnknownCode),
        }

        impl $name {
            /// Every code with a name, sorted.
            pub const ALL: &'static [&'static str] = &[$($code,)*];

            /// The code as the service sends it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Other(code) => code.as_str(),
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(code: &str) -> Self {
                // A table, which is quicker to compile than a `match` on texts.
                static NAMED: &[(&str, $name)] = &[$(($code, $name::$variant),)*];
                let exact = NAMED.iter().find(|(named, _)| *named == code);
                let found = exact.or_else(|| {
                    NAMED.iter().find(|(named, _)| $crate::runtime::error::is_same_code(named, code))
                });
                match found {
                    ::std::option::Option::Some((_, variant)) => variant.clone(),
                    ::std::option::Option::None => Self::Other(code.into()),
                }
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

error_codes! {
    /// An error code that any action may answer, documented for all products together.
    pub enum CommonErrorCode {
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
}

/// Whether the service refused the call because there were too many, before it ran.
pub(crate) fn is_throttling(code: &str) -> bool {
    const THROTTLING: [&str; 4] = [
        "RequestLimitExceeded",
        "RequestLimitExceeded.IPLimitExceeded",
        "RequestLimitExceeded.UinLimitExceeded",
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
    ];
    THROTTLING.iter().any(|one| is_same_code(one, code))
}

/// Whether the call may have run before the service answered so: it failed, or found its own answer
/// too large.
pub(crate) fn may_have_run(code: &str) -> bool {
    is_transient(code) || is_same_code(code, "ResponseSizeLimitExceeded")
}

/// Whether two texts are one code. Lists of codes and answers differ in case and in a full stop at
/// the end (`FailedOperation.DownLoadError`, `InternalError.`).
#[doc(hidden)]
pub fn is_same_code(one: &str, other: &str) -> bool {
    one.trim_end_matches('.').eq_ignore_ascii_case(other.trim_end_matches('.'))
}

/// Whether the service failed in a way that passes; the call may have run.
pub(crate) fn is_transient(code: &str) -> bool {
    let kind = code.split('.').next().unwrap_or(code);
    ["InternalError", "ServiceUnavailable"].iter().any(|one| is_same_code(one, kind))
}

#[cfg(test)]
mod tests {
    use super::super::{Error, ServiceError};
    use super::*;

    #[test]
    fn every_code_comes_back_as_it_was() {
        for code in CommonErrorCode::ALL.iter().chain(&["FailedOperation.Strange"]) {
            assert_eq!(CommonErrorCode::from(*code).as_str(), *code);
        }
        assert!(CommonErrorCode::ALL.is_sorted());
    }

    #[test]
    fn a_code_is_known_in_another_case_and_with_a_full_stop() {
        for code in ["internalerror", "InternalError."] {
            assert_eq!(CommonErrorCode::from(code), CommonErrorCode::InternalError);
            let error = Error::from(ServiceError::new(code, "m", None));
            assert!(error.is("InternalError") && error.is_retryable());
        }
        assert!(!is_same_code("InternalError.A", "InternalError"));
    }

    #[test]
    fn an_answer_that_was_too_large_may_have_been_made() {
        let error = Error::from(ServiceError::new("ResponseSizeLimitExceeded", "m", None));
        assert!(error.may_have_been_executed() && !error.is_retryable());
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
