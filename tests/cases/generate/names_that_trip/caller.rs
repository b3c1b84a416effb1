//! Members that differ by case alone are two on the wire, both ways.

use serde_json::{from_value, json, to_value};
use tencentcloud_api::r#as::MatchRequest;

#[test]
fn case_tells_members_apart() {
    let wire = json!({"Type": "t", "Uui": "a", "UUI": "b", "hadAutoFix": true});
    let request: MatchRequest = from_value(wire.clone()).unwrap();
    assert_eq!((&*request.uui.clone().unwrap(), &*request.uui_2.clone().unwrap()), ("a", "b"));
    assert_eq!(request.had_auto_fix, Some(true));
    assert_eq!(to_value(&request).unwrap(), wire);
    let other: MatchRequest = from_value(json!({"Type": "t", "uui": "c"})).unwrap();
    assert_eq!((other.uui, other.uui_2), (None, None));
}
