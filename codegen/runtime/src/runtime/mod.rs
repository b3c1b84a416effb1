//! What every generated crate carries: signing, transport, retries, credentials, errors, and the
//! wire traits that the generated types implement.
//!
//! The layers, each importing only what is before it: `error` and `action`; `wire` (types to
//! bytes and back); `protocol` (bytes to a signed HTTP request and back, without input and output);
//! `transport`; `credentials` (of which `protocol` knows the keys alone, not where they come from);
//! `core` (one call with its attempts); `request`, `call`, `pages` and `stream`, which know the types
//! of an action; and on top `client` and `blocking`, which drive the same futures.

pub mod action;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod call;
mod client;
pub mod core;
pub mod credentials;
mod cursor;
pub mod error;
mod generic;
mod pages;
pub mod protocol;
mod random;
mod request;
mod sse;
mod stream;
pub mod transport;
mod wait;
pub mod wire;

pub use action::{Action, EndFlag, Pagination, PaginationKind, RegionRule};
pub use builder::ClientBuilder;
pub use call::Call;
pub use client::Client;
pub use core::{Attempt, Hook, Outcome, Repeat, RetryPolicy, Settings};
pub use credentials::{Credential, CredentialProvider, SecretString};
pub use error::{CommonErrorCode, Error};
pub use pages::{Items, Pages};
pub use protocol::{Endpoint, Form, Language};
pub use request::{Listed, Paged, Request, Response, Streamed};
pub use stream::EventStream;
pub use wait::Wait;
pub use wire::{Binary, JsonObject, Members, Slot, Value, Visitor};

/// The names that a generated crate has at its root, beside its products.
pub mod public {
    #[cfg(feature = "blocking")]
    pub use super::blocking;
    pub use super::{
        Action, Attempt, Binary, Call, Client, ClientBuilder, CommonErrorCode, Credential,
        CredentialProvider, EndFlag, Endpoint, Error, EventStream, Form, Hook, Items, JsonObject,
        Language, Listed, Members, Outcome, Paged, Pages, Pagination, PaginationKind, RegionRule,
        Repeat, Request, Response, RetryPolicy, Settings, Slot, Streamed, Value, Visitor, Wait,
        credentials, error, transport,
    };
    pub use {bytes, http, serde_json};
}

/// Says how a type looks to the wire: one line per member, with its field, whether `Debug` may print it
/// (`member`) or not (`secret`), and its wire name. Implements what goes by members: `Members`,
/// `PartialEq` and `Debug`, and under the feature `serde` `Serialize` and `Deserialize`.
///
/// A type that is only `sent` is read under that feature only; one that is `strict`, too, and has no
/// `Default`. What is `read` may name members that an answer has to hold. Inline, because what is not
/// inline is compiled for every type, used or not, with all that it reaches.
#[doc(hidden)]
#[macro_export]
macro_rules! members {
    (
        read $name:ident { $($field:ident: $way:ident $wire:literal,)* }
        $(required { $($required:literal,)* })?
    ) => {
        $crate::members!(@ [] $name { $($field: $way $wire,)* } $([$($required)*])?);
    };
    (sent $name:ident { $($field:ident: $way:ident $wire:literal,)* }) => {
        $crate::members!(@ [#[cfg(feature = "serde")]] $name { $($field: $way $wire,)* });
    };
    (strict $name:ident { $($field:ident: $way:ident $wire:literal,)* }) => {
        $crate::members!(@ [#[cfg(feature = "serde")]] $name { $($field: $way $wire,)* } strict $name);

        #[cfg(feature = "serde")]
        impl $crate::runtime::wire::Blank for $name {
            #[inline]
            fn blank() -> Self {
                Self { $($field: $crate::runtime::wire::Blank::blank(),)* }
            }
        }

        #[cfg(feature = "serde")]
        impl $crate::runtime::wire::Blank for ::std::boxed::Box<$name> {
            #[inline]
            fn blank() -> Self {
                Self::new($crate::runtime::wire::Blank::blank())
            }
        }
    };
    (
        @ [$($read:tt)*] $name:ident { $($field:ident: $way:ident $wire:literal,)* }
        $([$($required:literal)*])? $(strict $strict:ident)?
    ) => {
        impl $crate::runtime::wire::Members for $name {
            #[inline]
            fn visit(&self, visitor: &mut dyn $crate::runtime::wire::Visitor) {
                visitor.fields(
                    ::std::concat!($($wire, " ",)*),
                    ::std::stringify!($($way $field)*),
                    &[$(&self.$field,)*],
                );
            }

            $($read)*
            #[allow(unreachable_code, unused_variables, reason = "without members it returns at once")]
            #[inline]
            fn slot(
                &mut self,
                name: &str,
            ) -> ::std::option::Option<&mut dyn $crate::runtime::wire::Slot> {
                // One conversion behind all arms: the borrow checker has less to look at.
                let slot: &mut dyn $crate::runtime::wire::Slot = match name {
                    $($wire => &mut self.$field,)*
                    _ => return ::std::option::Option::None,
                };
                ::std::option::Option::Some(slot)
            }

            $(
                #[inline]
                fn required(&self) -> ::std::vec::Vec<::std::string::String> {
                    ::std::vec![$(::std::string::String::from($required)),*]
                }
            )?

            $(
                #[cfg(feature = "serde")]
                fn required(&self) -> ::std::vec::Vec<::std::string::String> {
                    $crate::runtime::wire::required_of::<$strict>()
                }
            )?
        }

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::wire::equal(self, other)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::wire::debug(self, ::std::stringify!($name), f)
            }
        }

        #[cfg(feature = "serde")]
        impl $crate::runtime::wire::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::wire::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::wire::serde::serialize(self, serializer)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> $crate::runtime::wire::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::wire::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::wire::serde::deserialize(deserializer)
            }
        }
    };
}
