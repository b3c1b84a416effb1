//! Specs made at random, and what a next release could make of them. Names are few and alike, so
//! that they collide in Rust; the same seed gives the same history.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use tencentcloud_codegen::spec::{Action, Member, Spec, Structure};

const MEMBERS: [&str; 9] =
    ["Id", "ID", "Id2", "Name", "Phone", "Email", "Count", "Offset", "Limit"];
const STRUCTURES: [&str; 6] = ["Cup", "CUP", "BoilRequest", "PourResponse", "Tea", "Tea_Leaf"];
const ACTIONS: [&str; 5] = ["Boil", "BOIL", "BoilPages", "Pour", "DescribeTeas"];
const CODES: [&str; 4] = ["InternalError.Db", "InternalErrorDb", "InternalError.DB", "Burnt"];
const SCALARS: [&str; 6] = ["string", "string", "int64", "uint64", "bool", "list<string>"];

/// A source of numbers.
pub struct Random(fastrand::Rng);

impl Random {
    /// The same seed gives the same numbers.
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// A number below another; 0 below 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.0.usize(..end) }
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        let at = self.0.usize(..of.len());
        of.get(at).copied().unwrap_or_default()
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.0.u32(..100) < percent
    }

    /// A product version with a few actions and structures.
    pub fn spec(&mut self) -> Spec {
        let mut spec = Spec::new("kettle", "2021-02-03");
        for name in STRUCTURES {
            if self.chance(50) {
                let members = self.members(&spec);
                spec.structures.insert(name.into(), Structure { members, ..Structure::default() });
            }
        }
        for name in ACTIONS {
            if self.chance(50) {
                let action = self.action(&spec);
                spec.actions.insert(name.into(), action);
            }
        }
        spec
    }

    fn action(&mut self, spec: &Spec) -> Action {
        let (input, mut output) = (self.members(spec), self.members(spec));
        output.push(Member::new("RequestId", "string".parse().unwrap()));
        let codes = CODES.iter().filter(|_| self.0.bool()).map(|code| (*code).to_owned());
        let errors = codes.map(|code| (code, String::new())).collect();
        Action { input, output, errors, ..Action::default() }
    }

    fn members(&mut self, spec: &Spec) -> Vec<Member> {
        let mut members = Vec::new();
        for name in MEMBERS {
            if self.chance(35) {
                members.push(self.member(name, spec));
            }
        }
        members
    }

    fn member(&mut self, name: &str, spec: &Spec) -> Member {
        let known: Vec<&str> = spec.structures.keys().map(String::as_str).collect();
        let text = if known.is_empty() || self.chance(60) {
            self.one(&SCALARS).to_owned()
        } else {
            let structure = self.one(&known);
            if self.0.bool() { format!("list<{structure}>") } else { structure.to_owned() }
        };
        let mut member = Member::new(name, text.parse().unwrap());
        member.required = self.0.bool();
        member.disabled = self.chance(10);
        member
    }

    /// What the next release makes of a spec: a few of the things that releases do.
    pub fn next(&mut self, old: &Spec) -> Spec {
        let mut spec = old.clone();
        for _ in 0..self.0.usize(1..4) {
            match self.0.u32(..8) {
                0 => {
                    let (name, action) = (self.one(&ACTIONS), self.action(&spec));
                    spec.actions.entry(name.into()).or_insert(action);
                }
                1 => {
                    let (name, members) = (self.one(&STRUCTURES), self.members(&spec));
                    let structure = Structure { members, ..Structure::default() };
                    spec.structures.entry(name.into()).or_insert(structure);
                }
                2 if self.chance(30) => {
                    let name = self.one(&ACTIONS);
                    spec.actions.remove(name);
                }
                3 => {
                    let (name, code) = (self.one(&ACTIONS), self.one(&CODES));
                    if let Some(action) = spec.actions.get_mut(name) {
                        action.errors.insert(code.into(), String::new());
                    }
                }
                _ => self.change_members(&mut spec),
            }
        }
        spec
    }

    /// One list of members: reordered, relaxed, grown, shrunk, or with a member of another kind.
    fn change_members(&mut self, spec: &mut Spec) {
        let name = self.one(&MEMBERS);
        let new = self.member(name, spec);
        let (kind, at) = (self.0.u32(..8), self.0.usize(..16));
        let outputs = self.0.bool();
        let list = if self.0.bool() {
            spec.actions
                .values_mut()
                .nth(at % 3)
                .map(|action| if outputs { &mut action.output } else { &mut action.input })
        } else {
            spec.structures.values_mut().nth(at % 3).map(|one| &mut one.members)
        };
        let Some(list) = list else { return };
        let place = at.checked_rem(list.len()).unwrap_or(0);
        match kind {
            0 => list.reverse(),
            1 | 2 if list.iter().all(|member| member.name != new.name) => list.insert(place, new),
            3 if list.get(place).is_some_and(|member| member.name != "RequestId") => {
                list.remove(place);
            }
            _ => {
                let member = list.get_mut(place).filter(|member| member.name != "RequestId");
                let Some(member) = member else { return };
                match kind {
                    6 => member.member_type = new.member_type,
                    7 => member.disabled = !member.disabled,
                    _ => member.required = !member.required,
                }
            }
        }
    }
}
