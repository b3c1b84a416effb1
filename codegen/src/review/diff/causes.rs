//! What explains a change of structures: the action or member that brought or took them.
//!
//! A removed action explains the structures that nothing else reached; an added member the
//! structure that came with it; and either one a structure that now travels another way.
//!
//! Invariant: linear in the number of members; of two possible causes, an action comes before
//! a member, and names decide among equals. A cause is itself never explained.

use std::collections::BTreeMap;

use crate::spec::direction::Direction;
use crate::spec::{MemberType, Spec};

use super::change::{Change, Fingerprint, Item};
use super::kind::{ItemChange, Kind, MemberChange};
use super::pair::Pair;
use super::references::named;
/// Which cause first reached a structure in a direction.
type Causes<'v> = BTreeMap<(&'v str, Direction), Fingerprint>;

/// Sets the cause of every change of a structure that another change explains.
pub(super) fn explain(pair: &Pair, changes: &mut [Change]) {
    let came = spread(pair.new.spec, starts(pair.new.spec, changes, Age::New));
    let went = spread(pair.old.spec, starts(pair.old.spec, changes, Age::Old));
    for change in changes.iter_mut().filter(|change| change.cause.is_none()) {
        let Item::Structure(name) = &change.place.item else { continue };
        let any = |causes: &Causes| {
            [Direction::Sent, Direction::Read]
                .iter()
                .find_map(|direction| causes.get(&(name.as_str(), *direction)).cloned())
        };
        change.cause = match change.kind {
            Kind::Item(ItemChange::StructureAdded) => any(&came),
            Kind::Item(ItemChange::StructureRemoved) => any(&went),
            Kind::Item(ItemChange::StructureDirection) => turned_by(pair, name, &came, &went),
            _ => None,
        };
    }
}

/// The cause of a new direction: what brought the way that is new, else what took the old one.
fn turned_by(pair: &Pair, name: &str, came: &Causes, went: &Causes) -> Option<Fingerprint> {
    let way = |direction: Option<Direction>, one| {
        direction.is_some_and(|direction| direction == Direction::Both || direction == one)
    };
    let (before, after) = (pair.old.graph().direction(name), pair.new.graph().direction(name));
    [Direction::Sent, Direction::Read].into_iter().find_map(|one| {
        match (way(before, one), way(after, one)) {
            (false, true) => came.get(&(name, one)).cloned(),
            (true, false) => went.get(&(name, one)).cloned(),
            _ => None,
        }
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Age {
    Old,
    New,
}

type Start<'v> = (Fingerprint, Direction, Vec<&'v str>);

/// The structures that causes name directly, actions first.
fn starts<'v>(spec: &'v Spec, changes: &[Change], side: Age) -> Vec<Start<'v>> {
    let mut actions = Vec::new();
    let mut members = Vec::new();
    for change in changes.iter().filter(|change| change.cause.is_none()) {
        match (change.kind, side) {
            (Kind::Item(ItemChange::ActionAdded), Age::New)
            | (Kind::Item(ItemChange::ActionRemoved), Age::Old) => {
                let Some(action) = change.place.item.name().and_then(|name| spec.actions.get(name))
                else {
                    continue;
                };
                for (direction, list) in
                    [(Direction::Sent, &action.input), (Direction::Read, &action.output)]
                {
                    actions.push((change.fingerprint.clone(), direction, named(list).collect()));
                }
            }
            (Kind::Member(_, what), _) if moves(what, side) => {
                members.extend(member_start(spec, change, side));
            }
            _ => {}
        }
    }
    actions.extend(members);
    actions
}

/// Whether a change of a member brings, or takes, the structure that it names.
fn moves(what: MemberChange, side: Age) -> bool {
    match what {
        MemberChange::TypeChanged => true,
        MemberChange::Added | MemberChange::AddedRequired => side == Age::New,
        MemberChange::Removed => side == Age::Old,
        _ => false,
    }
}

/// The structure that a member names, on the side in question.
fn member_start<'v>(spec: &'v Spec, change: &Change, side: Age) -> Vec<Start<'v>> {
    let text = match side {
        Age::Old => change.from.as_deref(),
        Age::New => change.to.as_deref(),
    };
    // A flag may be behind the type: `list<Seal>, required`.
    let text = text.and_then(|text| text.split(',').next()).unwrap_or_default();
    let Ok(member_type) = text.parse::<MemberType>() else { return Vec::new() };
    let named = member_type.structure().and_then(|name| spec.structures.get_key_value(name));
    let Some((target, _)) = named else { return Vec::new() };
    let ways = [Direction::Sent, Direction::Read].into_iter().filter(|way| {
        change.direction.is_some_and(|direction| direction == Direction::Both || direction == *way)
    });
    ways.map(|way| (change.fingerprint.clone(), way, vec![target.as_str()])).collect()
}

/// Follows every start through the structures of one side; what a start reaches first is its.
fn spread<'v>(spec: &'v Spec, starts: Vec<Start<'v>>) -> Causes<'v> {
    let mut causes = Causes::new();
    for (cause, direction, names) in starts {
        let mut open = names;
        while let Some(name) = open.pop() {
            let Some(structure) = spec.structures.get(name) else { continue };
            if causes.contains_key(&(name, direction)) {
                continue;
            }
            causes.insert((name, direction), cause.clone());
            open.extend(named(&structure.members));
        }
    }
    causes
}
