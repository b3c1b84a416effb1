//! The error-code type of an action: what its page documents, the common codes, and any other.

use std::collections::BTreeMap;

use super::{Context, doc};
use crate::rust::{Doc, DocPart, Enum, ErrorType, Name, Variant};
use crate::spec::Action;

/// The codes that any action may answer with, from the documentation's page of common error
/// codes. The runtime's `CommonErrorCode` has the same.
pub const COMMON_CODES: &[&str] = &[
    "ActionOffline",
    "AuthFailure.InvalidAuthorization",
    "AuthFailure.InvalidSecretId",
    "AuthFailure.MFAFailure",
    "AuthFailure.SecretIdNotFound",
    "AuthFailure.SignatureExpire",
    "AuthFailure.SignatureFailure",
    "AuthFailure.TokenFailure",
    "AuthFailure.UnauthorizedOperation",
    "DryRunOperation",
    "FailedOperation",
    "InternalError",
    "InvalidAction",
    "InvalidParameter",
    "InvalidParameterValue",
    "InvalidRequest",
    "IpInBlacklist",
    "IpNotInWhitelist",
    "LimitExceeded",
    "MissingParameter",
    "NoSuchProduct",
    "NoSuchVersion",
    "RequestLimitExceeded",
    "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
    "RequestLimitExceeded.IPLimitExceeded",
    "RequestLimitExceeded.UinLimitExceeded",
    "RequestSizeLimitExceeded",
    "ResourceInUse",
    "ResourceInsufficient",
    "ResourceNotFound",
    "ResourceUnavailable",
    "ResponseSizeLimitExceeded",
    "ServiceUnavailable",
    "UnauthorizedOperation",
    "UnknownParameter",
    "UnsupportedOperation",
    "UnsupportedProtocol",
    "UnsupportedRegion",
];

impl Context<'_, '_> {
    pub(super) fn errors(&self, action_name: &str, action: &Action) -> ErrorType {
        let name = self.plan.names.action(action_name).errors;
        let documented = &action.errors;
        if documented.is_empty() {
            let text = format!(
                "Error codes of the action `{action_name}`, which documents none: the common ones."
            );
            return ErrorType::Alias { name, doc: Doc { parts: vec![DocPart::Own(text)] } };
        }
        let text = format!("Error codes of the action `{action_name}`, and the common ones.");
        let mut parts = vec![DocPart::Own(text)];
        parts.extend(doc::link(self.wanted.spec, Some(action_name), &action.sources));
        let mut codes: BTreeMap<&str, Option<&str>> =
            COMMON_CODES.iter().map(|code| (*code, None)).collect();
        for (code, text) in documented {
            codes.insert(code, Some(text));
        }
        let variants = codes.into_iter();
        let variants = variants
            .map(|(code, text)| self.variant(code, text, self.plan.names.code(code).to_owned()));
        ErrorType::Enum(Enum { name, doc: Doc { parts }, variants: variants.collect() })
    }

    fn variant(&self, code: &str, text: Option<&str>, rust: String) -> Variant {
        let mut parts = vec![DocPart::Code { label: "", text: code.to_owned() }];
        match text {
            None => parts.push(DocPart::Own("A common code.".to_owned())),
            Some(text) => parts.extend(doc::foreign(self.wanted.docs, Some(text))),
        }
        Variant { name: Name { wire: code.to_owned(), rust }, doc: Doc { parts } }
    }
}
