//! The hosts of examples against the host of the action.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, escaped};
use crate::spec::{Action, HostForm, host_form};

use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::Subject;

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    let spec = subject.spec;
    let usual =
        spec.endpoint.clone().unwrap_or_else(|| format!("{}.tencentcloudapi.com", spec.product));
    let mut strays: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    for (name, action) in &spec.actions {
        let hosts: BTreeSet<&str> = named_hosts(action, &usual).map(|(_, host)| host).collect();
        let own = action.endpoint.as_deref();
        let contradicts = match own {
            Some(own) => hosts
                .iter()
                .find(|host| **host != own && host_form(host, &spec.product) != HostForm::Other),
            // One host in all examples, and such as an action can have for itself.
            None => hosts
                .iter()
                .find(|host| hosts.len() == 1 && host_form(host, &spec.product) == HostForm::Own),
        };
        if let Some(host) = contradicts {
            let has = own.unwrap_or(&usual);
            let message = format!("an example of `{name}` goes to `{host}`, and it has `{has}`");
            let pointer = format!("/actions/{}", escaped(name));
            let help = "a correction of kind `endpoint` says which of them is right";
            let draft = Draft::new(Code::ExampleHostContradicts, name, pointer, message);
            collector.push(draft.help(help));
        }
        for (index, host) in named_hosts(action, &usual) {
            let is_stray = host != usual && Some(host) != own && Some(&host) != contradicts;
            if is_stray {
                let pointer = format!("/actions/{}/examples/{index}", escaped(name));
                strays.entry(host).or_insert((pointer, 0)).1 += 1;
            }
        }
    }
    for (host, (pointer, count)) in strays {
        let examples =
            if count == 1 { "1 example goes".into() } else { format!("{count} examples go") };
        let message = format!("{examples} to `{host}`, which is not a host of `{}`", spec.product);
        collector.push(Draft::new(Code::ExampleHostStray, "", pointer, message));
    }
}

/// The host that each example with a request goes to.
fn named_hosts<'a>(action: &'a Action, usual: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    let sent = action.examples.iter().enumerate().filter(|(_, one)| one.request.is_some());
    sent.map(move |(index, example)| (index, example.host.as_deref().unwrap_or(usual)))
}
