//! By value its structures would have more than 40 kB, as the largest type of the whole cloud would:
//! what an answer may lack is on the heap, so that it is read on a small stack.

use tencentcloud_api::nest::DescribeNestResponse;

const _: () = assert!(size_of::<DescribeNestResponse>() < 1_000);

#[cfg(feature = "serde")]
#[test]
fn the_largest_type_is_read_on_a_small_stack() {
    let read = || {
        let answer = r#"{"Nest1": {"Part0": {"Part0": {}}}, "RequestId": "r"}"#;
        let read = serde_json::from_str::<Box<DescribeNestResponse>>(answer);
        read.is_ok_and(|response| response.request_id == "r" && response.nest1.is_some())
    };
    let thread = std::thread::Builder::new().stack_size(256 * 1024).spawn(read);
    assert!(thread.is_ok_and(|thread| thread.join().is_ok_and(|is_read| is_read)));
}
