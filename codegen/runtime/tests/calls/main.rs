//! Calls against a service on loopback: what goes over the wire, and what comes back.

#[path = "../support/mod.rs"]
#[expect(unreachable_pub, reason = "written as the generator writes it")]
mod support;

mod answered;
mod sent;
mod ways;

use support::mini::{CreateOrderRequest, Item};

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("典子谦", vec![Item::new("book")])
}
