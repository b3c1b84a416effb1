//! Members that are words of the language or methods of every type are set like any other.

use tencentcloud_api::std::Words;

#[test]
fn a_member_may_have_any_name() {
    let words = Words::new(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).r#type(11).super_(12).self_(13);
    assert_eq!((words.r#as, words.r#type, words.super_), (Some(0), Some(11), Some(12)));
    assert_eq!(words.clone().self_, Some(13));
}
