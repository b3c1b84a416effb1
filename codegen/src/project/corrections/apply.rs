//! One correction on one spec.

use super::entry::{Change, Correction, Endpoint, MemberChange, Table};
use crate::spec::member_at;
use crate::spec::{Member, PagesRule, Spec};

/// Puts one fault right, or says why there is nothing to put right.
pub(super) fn apply(correction: &Correction, spec: &mut Spec) -> Result<(), String> {
    match &correction.change {
        Change::Member(table, name, change) => {
            let members = members(spec, table)?;
            match change {
                MemberChange::Missing { member_type, required, after } => {
                    let mut member = Member::new(name.clone(), member_type.clone());
                    member.required = *required;
                    add(members, member, after.as_deref())
                }
                change => change_member(members, name, change),
            }
        }
        Change::Endpoint(endpoint) => apply_endpoint(endpoint, spec),
        Change::Pages(name, rule) => apply_pages(name, rule, spec),
        Change::Error(action, says, means) => {
            let errors = match action {
                None => &mut spec.errors,
                Some(name) => match spec.actions.get_mut(name) {
                    Some(action) => &mut action.errors,
                    None => return Err(format!("there is no action `{name}`")),
                },
            };
            if let Some(code) = means
                && errors.contains_key(code)
            {
                return Err(format!("error code `{code}` is there"));
            }
            let doc = match says {
                Some(code) => {
                    errors.remove(code).ok_or_else(|| format!("there is no error code `{code}`"))?
                }
                None => String::new(),
            };
            if let Some(code) = means {
                errors.insert(code.clone(), doc);
            }
            Ok(())
        }
    }
}

fn apply_endpoint(endpoint: &Endpoint, spec: &mut Spec) -> Result<(), String> {
    let usual =
        spec.endpoint.clone().unwrap_or_else(|| format!("{}.tencentcloudapi.com", spec.product));
    let name = &endpoint.action;
    let action =
        spec.actions.get_mut(name).ok_or_else(|| format!("there is no action `{name}`"))?;
    let present = action.endpoint.as_ref().unwrap_or(&usual);
    if *present != endpoint.says {
        return Err(format!("the host of `{name}` is `{present}`"));
    }
    let own = endpoint.means != usual;
    action.endpoint = own.then(|| endpoint.means.clone());
    action.endpoint_evidence = own.then(|| endpoint.evidence.clone());
    Ok(())
}

fn apply_pages(name: &str, rule: &PagesRule, spec: &mut Spec) -> Result<(), String> {
    let action = spec.actions.get(name).ok_or_else(|| format!("there is no action `{name}`"))?;
    let inputs = [&rule.input, &rule.size].into_iter().flatten();
    let outputs = [&rule.output, &rule.total, &rule.end].into_iter().flatten().chain(&rule.lists);
    let sides =
        inputs.map(|path| (&action.input, path)).chain(outputs.map(|path| (&action.output, path)));
    for (members, path) in sides {
        if member_at(members, path, spec).is_none() {
            return Err(format!("`{name}` has no member `{path}` there"));
        }
    }
    let is_list = |path: &String| {
        member_at(&action.output, path, spec).is_some_and(|member| member.member_type.is_list())
    };
    if let Some(path) = rule.lists.iter().find(|path| !is_list(path)) {
        return Err(format!("`{path}` of `{name}` is not a list"));
    }
    if let Some(action) = spec.actions.get_mut(name) {
        action.pages = Some(rule.clone());
    }
    Ok(())
}

fn members<'a>(spec: &'a mut Spec, table: &Table) -> Result<&'a mut Vec<Member>, String> {
    let (kind, name, members) = match table {
        Table::Input(name) => {
            ("action", name, spec.actions.get_mut(name).map(|action| &mut action.input))
        }
        Table::Output(name) => {
            ("action", name, spec.actions.get_mut(name).map(|action| &mut action.output))
        }
        Table::Structure(name) => {
            ("structure", name, spec.structures.get_mut(name).map(|item| &mut item.members))
        }
    };
    members.ok_or_else(|| format!("there is no {kind} `{name}`"))
}

fn add(members: &mut Vec<Member>, member: Member, after: Option<&str>) -> Result<(), String> {
    let name = &member.name;
    if members.iter().any(|present| present.name == *name) {
        return Err(format!("member `{name}` is there"));
    }
    let at = match after {
        None => members.len(),
        Some(after) => members
            .iter()
            .position(|present| present.name == after)
            .map(|at| at + 1)
            .ok_or_else(|| format!("there is no member `{after}`"))?,
    };
    members.insert(at, member);
    Ok(())
}

fn change_member(
    members: &mut Vec<Member>,
    name: &str,
    change: &MemberChange,
) -> Result<(), String> {
    let taken = |name: &str| members.iter().any(|member| member.name == name);
    if let MemberChange::Name(means) = change
        && taken(means)
    {
        return Err(format!("member `{means}` is there"));
    }
    let at = members
        .iter()
        .position(|member| member.name == name)
        .ok_or_else(|| format!("there is no member `{name}`"))?;
    if *change == MemberChange::Surplus {
        members.remove(at);
        return Ok(());
    }
    let Some(member) = members.get_mut(at) else { return Ok(()) };
    match change {
        MemberChange::Type { says, means } if member.member_type == *says => {
            member.member_type = means.clone();
        }
        MemberChange::Type { .. } => {
            return Err(format!("the type of `{name}` is `{}`", member.member_type));
        }
        MemberChange::Required { says, means } if member.required == *says => {
            member.required = *means;
        }
        MemberChange::Required { .. } => {
            let word = if member.required { "required" } else { "not required" };
            return Err(format!("`{name}` is {word}"));
        }
        MemberChange::Presence { says, means } if member.presence == *says => {
            member.presence = *means;
        }
        MemberChange::Presence { .. } => {
            return Err(format!("the presence of `{name}` is another"));
        }
        MemberChange::Name(means) => member.name.clone_from(means),
        MemberChange::Missing { .. } | MemberChange::Surplus => {}
    }
    Ok(())
}
