//! The messages of the service, word by word, in both languages.
//!
//! They come from the official error centre, from official documentation pages and from logs that
//! users published; backticks, double blanks and the blank before a full stop belong to them. A
//! situation whose message nobody published has words of our own, and [`MessageText::ours`] says so.

use super::language::AnswerLanguage;
use super::refusal::Refusal;

/// The largest body of a request, in bytes, as documented for TC3.
pub(super) const MAX_BODY: usize = 10 * 1024 * 1024;

/// The largest body for an action with a host of its own, such as `UploadFiles` of ess: a file of 60 MB,
/// which is what is documented, in base64.
pub(super) const MAX_OWN_BODY: usize = 84 * 1024 * 1024;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MessageText {
    pub(super) text: String,
    /// Whether these are words of our own.
    pub(super) ours: bool,
}

fn known(text: impl Into<String>) -> MessageText {
    MessageText { text: text.into(), ours: false }
}

fn ours(text: impl Into<String>) -> MessageText {
    MessageText { text: text.into(), ours: true }
}

/// The message of a situation. `request_id` is that of the answer, which some messages repeat.
pub(super) fn message(
    refusal: &Refusal,
    language: AnswerLanguage,
    request_id: &str,
) -> MessageText {
    match language {
        AnswerLanguage::Chinese => {
            chinese(refusal).map_or_else(|| english(refusal, request_id), known)
        }
        AnswerLanguage::English => english(refusal, request_id),
    }
}

/// The Chinese message, where one is published; elsewhere the English one has to do.
fn chinese(refusal: &Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::MissingParameter(name) => format!("请求缺少必传参数 `{name}` 。"),
        Refusal::MissingHeader(name) => format!("请求头部缺少必传的公共参数 `{name}`。"),
        Refusal::InvalidCommonValue(name) => format!("参数 `{name}` 取值错误。"),
        Refusal::InvalidContentHash => "参数 `X-TC-Content-SHA256` 计算值不正确。".into(),
        Refusal::SecretIdNotFound => "SecretId不存在，请输入正确的密钥。".into(),
        Refusal::SignatureFailure => "请求签名验证失败，请检查您的签名计算是否正确。".into(),
        Refusal::OldSignatureTooLarge => {
            "由于请求包大小超过限制，请求签名验证失败，请使用新的签名方法 `TC3-HMAC-SHA256`。"
                .into()
        }
        Refusal::UnknownParameter(name) => format!("未定义参数 `{name}` 。"),
        Refusal::WrongType { path, expected } => {
            format!("参数 `{path}` 取值类型错误。参数类型应为 `{expected}`")
        }
        Refusal::NotJson => {
            "对于指定content-type=application/json协议下，请求内容不是合法的Json格式。".into()
        }
        Refusal::NotAForm => "参数错误，请求URL中参数key和value必须以 `=` 分隔。".into(),
        Refusal::Repeated(name) => format!("参数 `{name}` 重复输入。"),
        Refusal::InvalidFormat(name) => format!("参数 `{name}` 格式非法。"),
        Refusal::TooManyRequests => {
            "您当前每秒请求 `6` 次，超过了每秒频率上限 `5`，请稍后重试。".into()
        }
        Refusal::Other { code, message: None } if code == "InternalError" => {
            "内部服务错误，请稍后重试。".into()
        }
        Refusal::Other { code, message: None } if code == "NoSuchProduct" => "产品不存在".into(),
        _ => return None,
    })
}

fn english(refusal: &Refusal, request_id: &str) -> MessageText {
    match refusal {
        Refusal::MissingParameter(name) => {
            known(format!("The request is missing a required parameter `{name}`."))
        }
        Refusal::MissingHeader(name) => {
            known(format!("The request header is missing a required common parameter `{name}`."))
        }
        Refusal::InvalidCommonValue(name) => known(format!(
            "A value specified in `{name}` is not valid, is unsupported, or cannot be used."
        )),
        Refusal::InvalidContentHash => {
            known("The value specified in `X-TC-Content-SHA256` is not correct.")
        }
        Refusal::UnknownParameter(name) => {
            known(format!("The parameter `{name}` is not recognized."))
        }
        Refusal::WrongType { path, expected } => known(format!(
            "The value type of parameter `{path}` is not valid, input type should be `{expected}`"
        )),
        Refusal::NotJson => known(
            "The request content not valid json format for specified content-type=application/json.",
        ),
        Refusal::NotAForm => known("Url key and value should be splited by `=`."),
        Refusal::Repeated(name) => known(format!("Parameter `{name}` input repeated.")),
        Refusal::InvalidArray(name) => known(format!(
            "Parameter `{name}` invalid array format, array index must be continuous and starts with 0."
        )),
        Refusal::InvalidFormat(name) => known(format!("Parameter `{name}` format invalid.")),
        Refusal::UnsupportedProtocol(media) => {
            known(format!("this action does not support Content-Type=`{media}`"))
        }
        Refusal::TooLarge(size) => {
            known(format!("Your current request size exceed  max {MAX_BODY}B, but your {size}B."))
        }
        Refusal::TooManyRequests => known(
            "Your current request times equals to `7` in a second, which exceeds the frequency limit `5` for a second. Please reduce the frequency of calls.",
        ),
        Refusal::Other { message: Some(message), .. } => known(message.clone()),
        Refusal::Other { code, message: None } => of_code(code, request_id),
        Refusal::InvalidAction { .. }
        | Refusal::NoSuchVersion { .. }
        | Refusal::NoSuchProduct(_) => of_route(refusal),
        _ => of_key(refusal),
    }
}

/// What is said of keys and signatures.
fn of_key(refusal: &Refusal) -> MessageText {
    match refusal {
        Refusal::InvalidAuthorization("Service") => known(
            "The request `Authorization` header does not conform to tencentcloud standards: `Service` in Credential not valid.",
        ),
        Refusal::InvalidAuthorization(part) => ours(format!(
            "The request `Authorization` header does not conform to tencentcloud standards: {part}"
        )),
        Refusal::SecretIdNotFound => {
            known("The SecretId is not found, please ensure that your SecretId is correct.")
        }
        Refusal::OldSignatureTooLarge => known(
            "The provided credentials could not be validated because of exceeding request size limit, please use new signature method `TC3-HMAC-SHA256`.",
        ),
        Refusal::SignatureExpire(now) => known(format!(
            "Signature expired. Please use local time and enable NTP service for time synchronization to avoid a deviation between `Timestamp` and the server time {now}."
        )),
        Refusal::TokenFailure => {
            known("Token verification failed. Please check your Token is correct.")
        }
        _ => known(
            "The provided credentials could not be validated. Please check your signature is correct.",
        ),
    }
}

/// What is said of an action, a version or a product that is not there.
fn of_route(refusal: &Refusal) -> MessageText {
    match refusal {
        Refusal::InvalidAction { action, product, version } => known(format!(
            "The request action=`{action}` is invalid or not found in service=`{product}` and version=`{version}`."
        )),
        Refusal::NoSuchVersion { version, product } => known(format!(
            "The specified api version=`{version}` does not exist in service=`{product}`."
        )),
        Refusal::NoSuchProduct(product) => ours(format!("The product `{product}` does not exist.")),
        _ => ours(""),
    }
}

/// The message of a code that a fault or an expectation names without one.
fn of_code(code: &str, request_id: &str) -> MessageText {
    match code {
        "InternalError" => known(
            "An internal error has occurred. Retry your request, but if the problem persists, contact us.",
        ),
        "UnsupportedRegion" => known("The action not support this region."),
        "AuthFailure.UnauthorizedOperation" => known(format!(
            "You are not authorized to perform this operation. Check your CAM policies, and ensure that you are using the correct access keys. [[request id:{request_id}]you are not authorized to perform operation\nresource (*) has no permission\n]"
        )),
        "UnauthorizedOperation" => known(format!(
            "[request id:{request_id}]you are not authorized to perform operation\nresource (*) has no permission\n"
        )),
        _ => ours(format!("The mock answers with the code {code}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_those_of_the_service_in_both_languages() {
        let missing = Refusal::MissingParameter("ProjectId".into());
        let text = |refusal: &Refusal, language| message(refusal, language, "id").text;
        assert_eq!(
            text(&missing, AnswerLanguage::English),
            "The request is missing a required parameter `ProjectId`."
        );
        assert_eq!(text(&missing, AnswerLanguage::Chinese), "请求缺少必传参数 `ProjectId` 。");
        let expired = Refusal::SignatureExpire(1_706_406_788);
        assert!(text(&expired, AnswerLanguage::Chinese).ends_with("server time 1706406788."));
    }

    #[test]
    fn a_message_of_our_own_is_known_for_one() {
        let product = Refusal::NoSuchProduct("nothing".into());
        assert!(message(&product, AnswerLanguage::English, "id").ours);
        assert!(!message(&Refusal::NotJson, AnswerLanguage::English, "id").ours);
    }
}
