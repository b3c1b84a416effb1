//! Which members `Debug` must not show: secrets and personal data, told by the words of their
//! names, because the documentation has no flag for it.

use std::sync::LazyLock;

use crate::spec::{Member, MemberType, Scalar};
use crate::text::phrases::Phrases;

/// Words that make a member secret wherever they stand.
const SECRET: &[&str] = &[
    "authorization",
    "cookie",
    "credential",
    "credentials",
    "passphrase",
    "passwd",
    "password",
    "passwords",
    "pwd",
    "secret",
    "secrets",
];

/// Runs of words that make a member secret or personal. Concatenations are here too, because
/// the service spells `IdCard` and `Idcard`.
static RUNS: LazyLock<Runs> = LazyLock::new(|| Runs::new(PERSONAL));
const PERSONAL: &[&str] = &[
    "access_key",
    "api_key",
    "bank_account",
    "bank_card",
    "bank_no",
    "birthday",
    "card_no",
    "card_num",
    "card_number",
    "cell_phone",
    "cellphone",
    "client_ip",
    "email",
    "id_card",
    "id_no",
    "id_num",
    "id_number",
    "idcard",
    "identity_card",
    "identity_no",
    "identity_num",
    "identity_number",
    "license_number",
    "mobile",
    "open_id",
    "passport",
    "phone",
    "pri_key",
    "private_key",
    "proxy_ip",
    "real_name",
    "secret_key",
    "sign_key",
    "telephone",
    "union_id",
    "user_id",
    "user_ip",
    "user_key",
];

/// A token opens something unless one of these words says that it marks a place, a call or an
/// amount.
const HARMLESS_TOKEN: &[&str] = &[
    "client",
    "completion",
    "continuation",
    "count",
    "max",
    "next",
    "page",
    "prompt",
    "scroll",
    "total",
    "usage",
];

/// A member that ends in one of these tells about a secret, not the secret.
const ABOUT: &[&str] = &[
    "algorithm",
    "area",
    "code",
    "count",
    "enable",
    "enabled",
    "expire",
    "expired",
    "flag",
    "length",
    "level",
    "mode",
    "policy",
    "rule",
    "rules",
    "size",
    "status",
    "strength",
    "switch",
    "template",
    "time",
    "type",
    "types",
    "version",
];

/// Members that identify a person: where one of these is, a name beside it is personal too.
static IDENTITY: LazyLock<Runs> =
    LazyLock::new(|| Runs::new(&["id_card", "idcard", "id_number", "identity_number", "passport"]));

/// Runs of words. Nearly every name holds none, which one look tells.
struct Runs {
    runs: &'static [&'static str],
    anywhere: Phrases,
}

impl Runs {
    fn new(runs: &'static [&'static str]) -> Self {
        Self { runs, anywhere: Phrases::new(runs) }
    }

    fn are_in(&self, words: &str) -> bool {
        self.anywhere.is_in(words) && self.runs.iter().any(|run| has_run(words, run))
    }
}

/// Whether a type with members of these names is about a person. The words of a name are as
/// [`snake`](crate::rust::names::snake) gives them.
pub(super) fn is_about_a_person(names: &[String]) -> bool {
    names.iter().any(|words| IDENTITY.are_in(words) && !ends_about(words))
}

/// Whether `Debug` must not show the member, whose name has these words. `person` says whether its
/// type is about a person.
pub(super) fn is_secret(member: &Member, words: &str, person: bool) -> bool {
    let scalar = match &member.member_type {
        MemberType::Scalar(scalar) | MemberType::ScalarList(scalar) => *scalar,
        MemberType::Structure(_) | MemberType::StructureList(_) => return false,
    };
    if scalar == Scalar::Bool || ends_about(words) {
        return false;
    }
    // Tokens that are a number are those of a model.
    let is_token = match words.split('_').next_back() {
        Some("token") => true,
        Some("tokens") => scalar == Scalar::String,
        _ => false,
    };
    let has = |list: &[&str]| words.split('_').any(|word| list.contains(&word));
    has(SECRET)
        || RUNS.are_in(words)
        || is_token && !has(HARMLESS_TOKEN)
        || person && words.split('_').next_back() == Some("name")
}

fn ends_about(words: &str) -> bool {
    words.split('_').next_back().is_some_and(|word| ABOUT.contains(&word))
}

/// Whether whole words of the name, or their plural, spell the run.
fn has_run(words: &str, run: &str) -> bool {
    words.match_indices(run).any(|(at, _)| {
        let before = words.get(..at).unwrap_or_default();
        let after = words.get(at + run.len()..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after);
        (before.is_empty() || before.ends_with('_')) && (after.is_empty() || after.starts_with('_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::names::snake;

    fn secret(name: &str, person: bool) -> bool {
        is_secret(&Member::new(name, MemberType::Scalar(Scalar::String)), &snake(name), person)
    }

    #[test]
    fn secrets_and_personal_data_are_told_by_their_words() {
        let hidden = [
            "SecretKey",
            "SecretId",
            "Token",
            "AccessToken",
            "Password",
            "UserPwd",
            "IdCardNumber",
            "IdCard",
            "IdcardNo",
            "Mobile",
            "PhoneNumbers",
            "UserId",
            "OpenId",
            "ClientIp",
            "PrivateKey",
            "ApiKey",
            "BankCardNo",
            "SecretKeys",
            "SessionCookie",
            "ApiTokens",
        ];
        for name in hidden {
            assert!(secret(name, false), "{name}");
        }
        let shown = [
            "NextToken",
            "ClientToken",
            "MaxTokens",
            "TotalToken",
            "PromptTokens",
            "PasswordLength",
            "IdCardType",
            "InstanceId",
            "Name",
            "Url",
            "PhoneType",
            "PrivateIpAddress",
            "Passage",
            "SignKeyType",
        ];
        for name in shown {
            assert!(!secret(name, false), "{name}");
        }
    }

    #[test]
    fn a_name_is_personal_beside_an_identity_number() {
        let names = ["Name", "IdCardType", "IdCardNumber"].map(snake);
        assert!(is_about_a_person(&names));
        assert!(!is_about_a_person(&names[..2]));
        assert!(secret("Name", true) && secret("ApproverName", true));
        assert!(!secret("IdCardType", true));
    }

    #[test]
    fn structures_and_switches_are_shown() {
        let nested = Member::new("Password", MemberType::Structure("PasswordRule".into()));
        assert!(!is_secret(&nested, "password", false));
        let switch = Member::new("UsePassword", MemberType::Scalar(Scalar::Bool));
        assert!(!is_secret(&switch, "use_password", false));
    }
}
