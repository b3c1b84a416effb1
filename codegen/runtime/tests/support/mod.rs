//! What the tests of this folder share.
#![allow(dead_code, reason = "each test uses its part")]

pub mod mini;
pub mod server;

use server::{SECRET_ID, SECRET_KEY, Server};
use tencentcloud_runtime::{Client, ClientBuilder, Credential};

pub fn credential() -> Credential {
    Credential::new(SECRET_ID, SECRET_KEY).unwrap()
}

/// A client for the service on loopback.
pub fn client_for(server: &Server) -> Client {
    builder_for(server).build().unwrap()
}

pub fn builder_for(server: &Server) -> ClientBuilder<Client> {
    Client::builder().credential(credential()).endpoint(&server.url())
}

#[cfg(feature = "blocking")]
pub fn blocking_client_for(server: &Server) -> tencentcloud_runtime::blocking::Client {
    let builder = tencentcloud_runtime::blocking::Client::builder();
    builder.credential(credential()).endpoint(&server.url()).build().unwrap()
}
