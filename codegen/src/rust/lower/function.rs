//! Actions as functions.

use super::{Context, doc, pagination};
use crate::rust::api;
use crate::rust::names::escape;
use crate::spec::{Action, MemberType, RegionRule, Scalar, Signature, Status};

impl Context<'_, '_> {
    pub(super) fn function(
        &self,
        (name, action): (&str, &Action),
        response: &api::Struct,
        structures: &[api::Struct],
    ) -> api::Function {
        let names = self.plan.names.action(name);
        let has_input = |wanted: &str| action.input.iter().any(|member| member.name == wanted);
        let pages =
            pagination::pagination(action, self.wanted.spec).map(|found| api::PagedFunction {
                name: names.pages.clone(),
                items: match found.lists.as_slice() {
                    [list] => path(response, structures, list),
                    _ => None,
                },
                pagination: found.pagination,
                is_text: found.is_text,
                total: found.total,
                lists: found.lists,
                end: found.end,
            });
        api::Function {
            action: name.to_owned(),
            name: escape(&names.function),
            module: escape(&names.module),
            error_code: self.plan.names.error_code().to_owned(),
            request: names.request.clone(),
            response: names.response.clone(),
            errors: self.documented_errors(action),
            doc: self.doc(|| doc::action(self.wanted, name, action)),
            example: None,
            deprecated: deprecated(action.status),
            endpoint: self.endpoint(action),
            rate: action.requests_per_second,
            region: match action.region {
                Some(RegionRule::Required) => api::RegionRule::Required,
                Some(RegionRule::Unused) => api::RegionRule::Unused,
                // The official metadata does not say; a region that is given does no harm.
                Some(RegionRule::Optional) | None => api::RegionRule::Optional,
            },
            skip_sign: action.signature == Some(Signature::Skip),
            multipart: action.input.iter().any(|member| is_binary(&member.member_type)),
            client_token: has_input("ClientToken"),
            has_error_member: action.output.iter().any(|member| member.name == "Error"),
            stream: action.streaming.then(|| api::Stream {
                name: names.stream.clone(),
                is_described: action.output.iter().any(|member| member.name != "RequestId"),
            }),
            pages,
        }
    }

    fn endpoint(&self, action: &Action) -> String {
        let spec = self.wanted.spec;
        let documented = action.endpoint.as_ref().or(spec.endpoint.as_ref());
        documented.cloned().unwrap_or_else(|| format!("{}.tencentcloudapi.com", spec.product))
    }
}

/// The fields on the way to a list of a response.
fn path(response: &api::Struct, structures: &[api::Struct], list: &str) -> Option<Vec<api::Field>> {
    let mut path: Vec<api::Field> = Vec::new();
    let mut owner = response;
    for name in list.split('.') {
        if let Some(api::Value::Struct(inner)) = path.last().map(|field| &field.field_type.value) {
            owner = structures.iter().find(|item| item.name.rust == *inner)?;
        }
        path.push(owner.fields.iter().find(|field| field.name.wire == name)?.clone());
    }
    Some(path)
}

fn is_binary(member_type: &MemberType) -> bool {
    matches!(
        member_type,
        MemberType::Scalar(Scalar::Binary) | MemberType::ScalarList(Scalar::Binary)
    )
}

fn deprecated(status: Option<Status>) -> Option<&'static str> {
    match status {
        Some(Status::Deprecated) => Some("the service will take this action offline"),
        Some(Status::Offline) => Some("the service has taken this action offline"),
        Some(Status::Online) | None => None,
    }
}
