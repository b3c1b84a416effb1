//! The machines of all regions.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use tencentcloud_api::{Client, Error, blocking, cvm};

/// The machines by region, all regions at once.
pub async fn inventory(client: &Client) -> Result<BTreeMap<String, Vec<cvm::Instance>>, Error> {
    let regions = client.send(&cvm::DescribeRegionsRequest::new()).await?.region_set;
    let request = cvm::DescribeInstancesRequest::new().limit(20);
    let mut tasks = Vec::new();
    for region in regions.into_iter().filter_map(|region| region.region) {
        let machines = client.with_region(&region).pages(&request).items();
        tasks.push((region, tokio::spawn(machines.try_collect::<Vec<_>>())));
    }
    let mut found = BTreeMap::new();
    for (region, task) in tasks {
        found.insert(region, task.await.expect("no task panics or is aborted")?);
    }
    Ok(found)
}

/// The same of one region, without an asynchronous runtime.
pub fn machines(client: &blocking::Client) -> Result<Vec<cvm::Instance>, Error> {
    client.pages(&cvm::DescribeInstancesRequest::new().limit(20)).items().collect()
}
