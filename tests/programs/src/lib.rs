//! Three programs as users write them: a contract is signed, machines are counted, a question is
//! answered. One error goes through all of them.

mod chat;
mod inventory;
mod signing;

pub use chat::ask;
pub use inventory::{inventory, machines};
pub use signing::sign;
