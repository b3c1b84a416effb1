//! The hand-written part of the generated crate, compiled and tested on its own.
//!
//! A generated crate has the folder `runtime` of this one, as it is, and the same names at its
//! root, beside one module per product. What follows is the guide to it; with an action of its own in
//! place of a generated one, so that it compiles here.
//!
//! # A client
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//! use tencentcloud_runtime::{Client, Credential, Language, Repeat, RetryPolicy};
//!
//! let client = Client::builder()
//!     .credential(Credential::from_env()?)
//!     .region("ap-guangzhou")
//!     .language(Language::English)
//!     .timeout(Duration::from_secs(20))
//!     .retry(RetryPolicy::default().max_attempts(5))
//!     .build()?;
//!
//! // Another region, or other settings for one call; connections and credentials are shared.
//! let beijing = client.with_region("ap-beijing");
//! let reading = client.with(|settings| {
//!     settings.timeout(Duration::from_secs(5)).retry(RetryPolicy::default().repeat(Repeat::Always))
//! });
//! # Ok(())
//! # }
//! ```
//!
//! Clients are cheap to clone. There is a blocking one with the same calls behind the cargo
//! feature of that name, which brings no asynchronous runtime.
//!
//! # Errors
//!
//! ```
//! use tencentcloud_runtime::{CommonErrorCode, Error};
//!
//! fn explain(error: &Error) -> String {
//!     match error {
//!         // A variant of the product's enum of codes, of the common ones, or the text itself.
//!         _ if error.is(CommonErrorCode::ResourceNotFound) => "there is none".into(),
//!         _ if error.is_throttled() => "too many calls".into(),
//!         _ if !error.may_have_been_executed() => format!("nothing happened: {error}"),
//!         // Code, message and RequestId.
//!         _ => error.to_string(),
//!     }
//! }
//! ```
//!
//! # Credentials
//!
//! ```no_run
//! use tencentcloud_runtime::credentials::{AssumeRole, Chain, CvmRole, Environment, Profile};
//! use tencentcloud_runtime::{Client, Credential};
//!
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! // Environment, files, the role of a TKE pod, that of a CVM instance: the first that is set up.
//! let client = Client::builder().credential(Chain::default()).build()?;
//! // An order of your own.
//! let chain = Chain::new().then(Environment).then(Profile::named("work")).then(CvmRole::new());
//! // A role, with the keys of any provider; refreshed in time, once for all callers.
//! let role = AssumeRole::new(chain, "qcs::cam::uin/100000000001:roleName/reader");
//! let client = Client::builder().credential(role).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! # Certificates of your own
//!
//! Servers are checked against Mozilla's list of certificate authorities. Behind a proxy that looks
//! into TLS, or for a private cloud, name more of them: the bytes of a PEM file.
//!
//! ```no_run
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = tencentcloud_runtime::Client::builder()
//!     .root_certificates_pem(std::fs::read("company-ca.pem")?)
//!     .build()?;
//! # Ok(())
//! # }
//! ```
//!
//! # Actions that are not generated
//!
//! ```no_run
//! # async fn example(client: &tencentcloud_runtime::Client) -> Result<(), tencentcloud_runtime::Error> {
//! let zones = client.call("cvm", "2017-03-12", "DescribeZones", serde_json::json!({})).await?;
//! println!("{}", zones["TotalCount"]);
//! # Ok(())
//! # }
//! ```
//!
//! # Bytes as they are
//!
//! A few actions take no JSON: the body is bytes, and the members of the request are headers.
//!
//! ```no_run
//! use tencentcloud_runtime::{Action, Client, Error, JsonObject};
//!
//! # async fn example(client: &Client, logs: Vec<u8>) -> Result<(), Error> {
//! let upload_log = Action::new("cls", "2020-10-16", "UploadLog", "cls.tencentcloudapi.com");
//! let headers = [("X-CLS-TopicId", "a-topic"), ("X-CLS-CompressType", "lz4")];
//! let answer: JsonObject = client.upload(&upload_log, &headers, logs).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Waiting
//!
//! ```no_run
//! use std::time::Duration;
//! use tencentcloud_runtime::{Client, Error, Wait};
//!
//! # async fn example(client: &Client) -> Result<(), Error> {
//! let wait = Wait::default().every(Duration::from_secs(2)).at_most(Duration::from_secs(60));
//! let status = || client.call("cvm", "2017-03-12", "DescribeTasks", serde_json::json!({}));
//! client.wait_until(wait, status, |answer| answer["Status"] == "DONE").await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Tests without a network
//!
//! ```
//! use serde_json::json;
//! use tencentcloud_runtime::transport::Replay;
//! use tencentcloud_runtime::{Client, Credential, Error};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let replay = Replay::new()
//!     .response(json!({"TotalCount": 1}))
//!     .service_error("ResourceNotFound", "there is none");
//! let client = Client::builder()
//!     .credential(Credential::new("id", "key")?)
//!     .transport(replay.clone())
//!     .build()?;
//! let answer = client.call("cvm", "2017-03-12", "DescribeZones", json!({"A": 1})).await?;
//! assert_eq!(answer["TotalCount"], 1);
//! assert_eq!(replay.recorded()[0].json, json!({"A": 1}));
//! let error = client.call("cvm", "2017-03-12", "DescribeZones", json!({})).await.unwrap_err();
//! assert_eq!(error.message(), "there is none");
//! # Ok::<(), Error>(())
//! # }).unwrap();
//! ```

pub mod runtime;

pub use runtime::public::*;
