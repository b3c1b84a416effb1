//! The Rust item at a place of the spec: the words of those who use the crate.

use crate::rust::api::{Module, Struct};

use super::change::{ChangePlace, Detail, Item};
use super::kind::Part;

/// What is at a place in the Rust API, below the module of the product version:
/// `CreateFlowRequest::flow_name`; none, where no item is there.
pub fn rust_item(api: &Module, place: &ChangePlace) -> Option<String> {
    match &place.item {
        Item::Version => match &place.detail {
            Detail::Error(code) => Some(variant(api, code)),
            _ => None,
        },
        Item::Action(name) => {
            let at = api.functions.iter().position(|function| function.action == *name)?;
            let function = api.functions.get(at)?;
            match &place.detail {
                Detail::Whole | Detail::Example(_) => Some(function.name.clone()),
                Detail::Error(code) => Some(variant(api, code)),
                Detail::Member(Part::Input, member) => field(api.requests.get(at)?, member),
                Detail::Member(_, member) => field(api.responses.get(at)?, member),
                Detail::Members(Part::Input) => Some(constructor(api.requests.get(at)?)),
                Detail::Members(_) => Some(api.responses.get(at)?.name.rust.clone()),
            }
        }
        Item::Structure(name) => {
            let item = api.structures.iter().find(|item| item.name.wire == *name)?;
            match &place.detail {
                Detail::Member(_, member) => field(item, member),
                Detail::Members(_) => Some(constructor(item)),
                _ => Some(item.name.rust.clone()),
            }
        }
    }
}

fn field(item: &Struct, member: &str) -> Option<String> {
    let field = item.fields.iter().find(|field| field.name.wire == member)?;
    Some(format!("{}::{}", item.name.rust, field.name.rust))
}

fn constructor(item: &Struct) -> String {
    format!("{}::new", item.name.rust)
}

fn variant(api: &Module, code: &str) -> String {
    let variant = api.errors.variants.iter().find(|one| one.name.wire == code);
    let variant = variant.map_or(code, |variant| variant.name.rust.as_str());
    format!("{}::{variant}", api.errors.name)
}
