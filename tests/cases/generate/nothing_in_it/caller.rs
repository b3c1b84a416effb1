//! A structure without members is an object with nothing in it, and is read from any object.

use serde_json::{from_value, json, to_value};
use tencentcloud_api::bare::{Empty, PingRequest};

#[test]
fn nothing_is_an_object() {
    let request = PingRequest::new().filter(Empty::new());
    assert_eq!(to_value(&request).unwrap(), json!({"Filter": {}}));
    let read: PingRequest = from_value(json!({"Filter": {"New": [1, {"X": null}]}})).unwrap();
    assert_eq!(read.filter, Some(Empty::new()));
}
