//! Calls of actions that are not generated.

use serde_json::{Map, Value as Json};

use crate::runtime::error::InvalidRequest;
use crate::runtime::wire::JsonObject;

/// The usual host of a product. The product is signed as it is given, and all products of the service
/// are in small letters.
pub(crate) fn endpoint(product: &str) -> Result<String, InvalidRequest> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if product.is_empty() || !product.bytes().all(allowed) {
        return Err(InvalidRequest::new(format!(
            "{product:?} is not the name of a product, which has small letters and digits: `cvm`"
        )));
    }
    Ok(format!("{product}.tencentcloudapi.com"))
}

/// The members of a request; null has none.
pub(crate) fn object(request: Json) -> Result<JsonObject, InvalidRequest> {
    match request {
        Json::Object(members) => Ok(JsonObject(members)),
        Json::Null => Ok(JsonObject(Map::new())),
        _ => Err(InvalidRequest::new("the request is not a JSON object")),
    }
}
