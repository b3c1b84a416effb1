//! Calls of actions that are not generated.

use serde_json::{Map, Value as Json};

use crate::runtime::error::InvalidRequest;
use crate::runtime::wire::JsonObject;

/// The usual host of a product.
pub(crate) fn endpoint(product: &str) -> Result<String, InvalidRequest> {
    if product.is_empty() || !product.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(InvalidRequest::new(format!("{product:?} is not the name of a product")));
    }
    Ok(format!("{product}.tencentcloudapi.com"))
}

/// The members of a request; null has none.
pub(crate) fn object(request: Json) -> Result<JsonObject, InvalidRequest> {
    match request {
        Json::Object(members) => Ok(JsonObject(members)),
        Json::Null => Ok(JsonObject(Map::new())),
        _ => Err(InvalidRequest::new("the request is no JSON object")),
    }
}
