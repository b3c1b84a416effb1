//! Who signs.

mod credential;

pub use credential::{Credential, SecretString};
