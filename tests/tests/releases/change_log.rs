//! The diff against the official change log: consecutive releases of the metadata, and what the
//! log says of each.

use std::collections::{BTreeMap, BTreeSet};

use tencentcloud_codegen::review::diff::{
    self, Change, Class, Detail, Diff, Item, ItemChange, Kind,
};
use tencentcloud_codegen::spec::{Member, Spec};
use tests::releases::folder;

use super::{RELEASES, neighbours};

/// What the log names and the diff does not, with the reason: release, path, why.
const NOT_IN_DIFF: &[(u32, &str, &str)] = &[(
    65,
    "cdwch/2020-09-15/structures/InstanceStateInfo",
    "the metadata wrote `required: null` and now writes `required: false`; both mean optional",
)];

/// What the diff names and the log has no word for, with the reason.
const NOT_IN_LOG: &[(&str, &str)] = &[
    ("-disabled", "the log has no word for a member that the service no longer uses"),
    ("-enabled", "the log has no word for a member that the service uses again"),
    ("-reordered", "the log has no word for an order, which a constructor follows"),
    ("pages-added", "the log has no word for a function; an output that it names makes it"),
    ("pages-removed", "the log has no word for a function; an output that it names unmakes it"),
    ("structure-direction", "follows from a member or action that the log does name"),
    ("version-added", "the log names the actions of a new version one by one"),
    ("title-changed", "the log has no word for a product's name"),
];

#[test]
#[ignore = "needs releases of the metadata; run tests/scripts/diff-truth.sh"]
fn the_diff_finds_what_the_official_log_names_and_explains_the_rest() {
    let log = folder("TCGEN_SHARED").join("truth/changelog.md");
    let log = std::fs::read_to_string(log).unwrap();
    let logs = releases(&log);
    let mut total = Score::default();
    let mut used = BTreeSet::new();
    for (release, old, new) in neighbours() {
        let (old, new): (Vec<Spec>, Vec<Spec>) =
            (old.values().cloned().collect(), new.values().cloned().collect());
        let claims = claims(logs.get(&release).unwrap_or_else(|| panic!("no log of {release}")));
        let diff = diff::compare(&old, &new);
        let score = compare(release, &claims, &diff, &mut used);
        eprintln!("3.1.{release}.1: {score:?}");
        total.add(&score);
        check_required(release, &old, &new, &diff);
    }
    eprintln!("in all: {total:?}");
    assert!(total.claimed > 0, "no two consecutive releases");
    assert!(total.found * 100 >= total.claimed * 98, "{total:?}");
    let present = |(release, ..): &&(u32, &str, &str)| {
        RELEASES.contains_key(release) && RELEASES.contains_key(&(release - 1))
    };
    for (release, path, _) in NOT_IN_DIFF.iter().filter(present) {
        assert!(used.contains(path), "3.1.{release}.1: the exception {path} is stale");
    }
}

#[derive(Debug, Default)]
struct Score {
    claimed: usize,
    found: usize,
    excepted: usize,
    in_log: usize,
    beyond_log: usize,
}

impl Score {
    fn add(&mut self, other: &Self) {
        self.claimed += other.claimed;
        self.found += other.found;
        self.excepted += other.excepted;
        self.in_log += other.in_log;
        self.beyond_log += other.beyond_log;
    }
}

/// One statement of the log: something was added, removed or modified.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Claim {
    product: String,
    version: String,
    /// 新增接口, 修改数据结构 …
    section: String,
    item: String,
    /// 新增入参, 修改成员 … and the member.
    member: Option<(String, String)>,
}

/// The log of each release 3.1.N.1, by N.
fn releases(log: &str) -> BTreeMap<u32, &str> {
    let blocks = log.split("<!-- RELEASE subject=\"release ").skip(1);
    blocks
        .filter_map(|block| {
            let number = block.strip_prefix("3.1.")?.split('.').next()?.parse().ok()?;
            Some((number, block))
        })
        .collect()
}

fn claims(block: &str) -> BTreeSet<Claim> {
    let mut claims = BTreeSet::new();
    let (mut product, mut version) = (String::new(), String::new());
    let (mut section, mut item) = (String::new(), String::new());
    for line in block.lines() {
        let line = line.replace("<font color=\"#dd0000\">", "").replace("</font>", "");
        let line = line.replace("**", "");
        if let Some((title, date)) = line.split_once(" 版本：").filter(|_| line.starts_with("## "))
        {
            title.rsplit('(').next().unwrap().trim_end_matches(')').clone_into(&mut product);
            date.trim().clone_into(&mut version);
            section.clear();
        } else if let Some(name) = line.strip_prefix("* ") {
            let name = name.trim_start_matches('[');
            name.split([']', ' ']).next().unwrap().clone_into(&mut item);
            if !section.starts_with("修改") && !section.is_empty() {
                claims.insert(Claim {
                    product: product.clone(),
                    version: version.clone(),
                    section: section.clone(),
                    item: item.clone(),
                    member: None,
                });
            }
        } else if let Some((word, names)) =
            line.trim_start().strip_prefix("* ").and_then(|line| line.split_once('：'))
        {
            for name in names.split(", ").filter(|name| !name.is_empty()) {
                claims.insert(Claim {
                    product: product.clone(),
                    version: version.clone(),
                    section: section.clone(),
                    item: item.clone(),
                    member: Some((word.to_owned(), name.trim().to_owned())),
                });
            }
        } else if let Some(title) = line.trim_end().strip_suffix('：') {
            title.clone_into(&mut section);
        }
    }
    claims
}

fn compare(
    release: u32,
    claims: &BTreeSet<Claim>,
    diff: &Diff,
    used: &mut BTreeSet<&'static str>,
) -> Score {
    let mut score = Score { claimed: claims.len(), ..Score::default() };
    let mut named = BTreeSet::new();
    for claim in claims {
        let found: Vec<_> =
            diff.changes.iter().filter(|change| is_claimed(change, claim)).collect();
        if !found.is_empty() {
            score.found += 1;
            named.extend(found.into_iter().map(|change| &change.fingerprint));
            continue;
        }
        let list = if claim.section.ends_with("接口") { "actions" } else { "structures" };
        let path = format!("{}/{}/{list}/{}", claim.product, claim.version, claim.item);
        let exception = NOT_IN_DIFF.iter().find(|one| one.0 == release && one.1 == path);
        let (_, path, _) =
            exception.unwrap_or_else(|| panic!("3.1.{release}.1: the diff lacks {claim:?}"));
        used.insert(path);
        score.excepted += 1;
    }
    let changes = diff.changes.iter().filter(|change| change.classes.gravest() != Class::Docs);
    for change in changes {
        let id = change.kind.to_string();
        if named.contains(&change.fingerprint) {
            score.in_log += 1;
        } else if NOT_IN_LOG.iter().any(|(suffix, _)| id.ends_with(suffix)) {
            score.beyond_log += 1;
        } else {
            panic!("3.1.{release}.1: the log lacks {id} {}", change.place.path());
        }
    }
    score
}

/// Whether the change is what the log speaks of.
fn is_claimed(change: &Change, claim: &Claim) -> bool {
    let place = &change.place;
    if *place.product != *claim.product || *place.version != *claim.version {
        return false;
    }
    let is_renamed_from = |name: &str| {
        change.kind.to_string().ends_with("-renamed") && change.from.as_deref() == Some(name)
    };
    let same_item = match &place.item {
        Item::Action(name) => claim.section.ends_with("接口") && *name == claim.item,
        Item::Structure(name) => claim.section.ends_with("数据结构") && *name == claim.item,
        Item::Version => false,
    };
    let id = change.kind.to_string();
    let Some((word, member)) = &claim.member else {
        let renamed = place.item.name().is_some() && is_renamed_from(&claim.item);
        return (same_item || renamed) && of_section(&id, &claim.section);
    };
    if !same_item {
        return false;
    }
    // A structure published and extended within one release is new with all its members.
    if change.kind == Kind::Item(ItemChange::StructureAdded) && word.starts_with("新增") {
        return true;
    }
    let Detail::Member(part, name) = &place.detail else { return false };
    let part_word = match part {
        diff::Part::Input => "入参",
        diff::Part::Output => "出参",
        diff::Part::Member => "成员",
    };
    let verb = word.chars().take(2).collect::<String>();
    let right_verb = match verb.as_str() {
        "新增" => id.contains("-added") || id.ends_with("-renamed"),
        "删除" => id.ends_with("-removed") || is_renamed_from(member),
        _ => change.classes.gravest() != Class::Docs || !id.ends_with("doc-changed"),
    };
    word.ends_with(part_word) && (name == member || is_renamed_from(member)) && right_verb
}

fn of_section(id: &str, section: &str) -> bool {
    match section {
        "新增接口" => ["action-added", "action-renamed"].contains(&id),
        "删除接口" => ["action-removed", "action-renamed"].contains(&id),
        "预下线接口" => {
            ["action-deprecated", "action-offline", "action-removed"].contains(&id)
        }
        "新增数据结构" => ["structure-added", "structure-renamed"].contains(&id),
        "删除数据结构" => ["structure-removed", "structure-renamed"].contains(&id),
        other => panic!("the log has a new word: {other}"),
    }
}

/// Every new required input breaks and no relaxation does, by an own reading of the specs.
fn check_required(release: u32, old: &[Spec], new: &[Spec], diff: &Diff) {
    let breaking: BTreeMap<String, bool> = diff
        .changes
        .iter()
        .filter(|change| matches!(change.place.detail, Detail::Member(..)))
        .fold(BTreeMap::new(), |mut map, change| {
            *map.entry(change.place.path()).or_default() |= change.is_breaking();
            map
        });
    for after in new {
        let key = (&after.product, &after.version);
        let Some(before) = old.iter().find(|one| (&one.product, &one.version) == key) else {
            continue;
        };
        for (path, was, is) in sent_members(before, after) {
            let path = format!("{}/{}/{path}", after.product, after.version);
            let demanded = is.required && was.is_none_or(|was| !was.required);
            let relaxed = was.is_some_and(|was| was.required && !is.required)
                && was.is_some_and(|was| was.member_type == is.member_type);
            let verdict = breaking.get(&path);
            assert!(!demanded || verdict == Some(&true), "3.1.{release}.1: {path} must break");
            assert!(!relaxed || verdict == Some(&false), "3.1.{release}.1: {path} relaxes");
        }
    }
}

/// Members of inputs, and of structures that inputs reach on both sides: path, old, new.
fn sent_members<'s>(old: &'s Spec, new: &'s Spec) -> Vec<(String, Option<&'s Member>, &'s Member)> {
    let mut found = Vec::new();
    let mut push = |path: &str, old: &'s [Member], new: &'s [Member]| {
        for member in new {
            let was = old.iter().find(|one| one.name == member.name);
            found.push((format!("{path}/{}", member.name), was, member));
        }
    };
    for (name, action) in &new.actions {
        if let Some(was) = old.actions.get(name) {
            push(&format!("actions/{name}/input"), &was.input, &action.input);
        }
    }
    let sent = sent_structures(old);
    for name in sent_structures(new).intersection(&sent) {
        if let (Some(was), Some(is)) = (old.structures.get(*name), new.structures.get(*name)) {
            push(&format!("structures/{name}/members"), &was.members, &is.members);
        }
    }
    found
}

fn sent_structures(spec: &Spec) -> BTreeSet<&str> {
    let mut sent = BTreeSet::new();
    let inputs = spec.actions.values().flat_map(|action| &action.input);
    let mut open: Vec<&Member> = inputs.collect();
    while let Some(member) = open.pop() {
        if let Some((name, structure)) =
            member.member_type.structure().and_then(|name| spec.structures.get_key_value(name))
            && sent.insert(name.as_str())
        {
            open.extend(&structure.members);
        }
    }
    sent
}
