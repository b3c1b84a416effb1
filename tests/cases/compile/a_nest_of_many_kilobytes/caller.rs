//! By value no type is larger than the generator promises.

use tencentcloud_api::nest::{CreateNestRequest, DescribeNestResponse, Level2, Level3};

const LARGEST: usize = 4096;
const _: () = assert!(size_of::<CreateNestRequest>() <= LARGEST);
const _: () = assert!(size_of::<DescribeNestResponse>() <= LARGEST);
const _: () = assert!(size_of::<Level2>() <= LARGEST && size_of::<Level3>() <= LARGEST);
