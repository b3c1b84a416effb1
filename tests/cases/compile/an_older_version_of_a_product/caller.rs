//! Two versions of a product stand beside each other; the product itself is the newer one.

use std::any::TypeId;

use tencentcloud_api::nest;

#[test]
fn the_newer_version_stands_for_the_product() {
    let newest = TypeId::of::<nest::DescribeNestRequest>();
    assert_eq!(newest, TypeId::of::<nest::v20260102::DescribeNestRequest>());
    assert_ne!(newest, TypeId::of::<nest::v20190506::DescribeNestRequest>());
    let request = nest::v20190506::DescribeNestRequest::new("2019-05-06T07:08:09+08:00");
    assert_eq!(request.on("2019-05-06").on, Some("2019-05-06".to_owned()));
}
