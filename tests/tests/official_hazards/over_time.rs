//! Two releases, and two languages: what changes between them.

use tencentcloud_codegen::diff::{ItemChange, Kind, MemberChange, compare};
use tencentcloud_codegen::interpret::Prose;
use tencentcloud_codegen::spec::{Spec, Status};

use super::release;

#[test]
fn what_changed_in_twenty_nine_releases_is_found() {
    let Some(old) = release("tccli-3.1.160.1", Prose::None) else { return };
    let new = release("tccli-3.1.189.1", Prose::None).unwrap();
    let diff = compare(&old, &new);
    let items = |change: ItemChange| {
        diff.changes.iter().filter(|one| one.kind == Kind::Item(change)).count()
    };
    let members = |change: MemberChange| {
        let is = |kind: Kind| matches!(kind, Kind::Member(_, found) if found == change);
        diff.changes.iter().filter(|one| is(one.kind)).count()
    };
    assert_eq!((items(ItemChange::VersionAdded), items(ItemChange::VersionRemoved)), (3, 0));
    assert_eq!((items(ItemChange::ActionAdded), items(ItemChange::ActionRemoved)), (564, 25));
    assert_eq!(items(ItemChange::ActionDeprecated), 26);
    assert_eq!(items(ItemChange::SignatureChanged), 2);
    assert_eq!(members(MemberChange::TypeChanged), 2);
    assert_eq!(members(MemberChange::Removed), 3);
    assert_eq!((members(MemberChange::Disabled), members(MemberChange::Enabled)), (52, 1));
}

#[test]
fn the_english_release_is_another_snapshot_of_the_same_cloud() {
    let Some(english) = release("tccli_intl_en-3.1.193.1", Prose::None) else { return };
    let chinese = release("tccli-3.1.189.1", Prose::None).unwrap();
    let in_chinese = |spec: &Spec| chinese.iter().find(|one| one.path() == spec.path());
    let pairs: Vec<_> = english.iter().filter_map(|spec| Some((spec, in_chinese(spec)?))).collect();
    assert_eq!(pairs.len(), 145);
    let (mut actions, mut structures, mut only_there) = (0, 0, 0);
    for (english, chinese) in &pairs {
        for (name, action) in &english.actions {
            let other = chinese.actions.get(name);
            actions += usize::from(other.is_some());
            let deprecated = other.is_some_and(|one| one.status == Some(Status::Deprecated));
            only_there += usize::from(deprecated && action.status != Some(Status::Deprecated));
        }
        let shared =
            english.structures.keys().filter(|name| chinese.structures.contains_key(*name));
        structures += shared.count();
    }
    assert_eq!((actions, only_there), (8_818, 22));
    assert_eq!(structures + 2 * actions, 25_938);
}
