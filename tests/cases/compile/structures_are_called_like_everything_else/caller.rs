//! Everything of a version can be imported at once, and values of the prelude are still there.

use tencentcloud_api::serde::*;

#[test]
fn a_structure_may_have_any_name() {
    let option = Option::new().name("o").next([Option::new()]);
    let request =
        DoRequest2::new().option(option.clone()).vec(Vec::new()).do_request(DoRequest::new());
    let name = match request.option {
        Some(option) => option.name,
        None => None,
    };
    assert_eq!(name, option.name);
}
