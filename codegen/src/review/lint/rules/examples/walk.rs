//! Walks the JSON of an example beside the members that describe it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostics::Code;
use crate::spec::json_types::{Fit, item_fit, kind, list_fit, scalar_fit, structure_fit};
use crate::spec::{Member, MemberType, Presence, Scalar, Spec};

use crate::review::lint::finding::Draft;
use crate::review::lint::report::Message;
use crate::review::lint::rules::names::folded;
use crate::text::suggest::nearest;

use super::place::{WalkPlace, WalkStep};

/// One walk through one side of one example.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) spec: &'a Spec,
    pub(super) side: Message,
    action: &'a str,
    /// The side as people call it.
    pub(super) title: String,
    place: WalkPlace<'a>,
    extent: Extent,
    drafts: Vec<Draft>,
    /// The items for which a name was suggested: once is enough in a list of thousands.
    suggested: BTreeSet<String>,
}

/// How much of the members an example holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// All that there are.
    Whole,
    /// Those of one event of a stream.
    Part,
}

/// A found value is cut here, in characters.
const FOUND_LIMIT: usize = 200;

impl<'a> Walk<'a> {
    pub(super) fn new(
        spec: &'a Spec,
        side: Message,
        action: &'a str,
        pointer: String,
        title: String,
    ) -> Self {
        let (place, extent) = (WalkPlace::new(pointer), Extent::Whole);
        let (drafts, suggested) = (Vec::new(), BTreeSet::new());
        Self { spec, side, action, title, place, extent, drafts, suggested }
    }

    /// From here on the values are in a text that holds JSON.
    pub(super) fn in_text(mut self) -> Self {
        self.place.stay();
        self
    }

    /// What was found.
    pub(super) fn finish(self) -> Vec<Draft> {
        self.drafts
    }

    /// Looks inside the wrapper of a response.
    pub(super) fn inside(&mut self, look: impl FnOnce(&mut Self)) {
        self.place.push(WalkStep::Wrapper);
        look(self);
        self.place.pop();
    }

    /// Looks below a key.
    pub(super) fn below(&mut self, key: &'a str, look: impl FnOnce(&mut Self)) {
        self.place.push(WalkStep::Key(key));
        look(self);
        self.place.pop();
    }

    /// Checks an object against members.
    pub(super) fn members(&mut self, members: &'a [Member], object: &'a Map<String, Value>) {
        let mut strays = BTreeSet::new();
        for (key, value) in object {
            if let Some(member) = members.iter().find(|member| member.name == *key) {
                self.below(key, |walk| walk.member(member, value));
            } else {
                strays.insert(folded(key));
                self.below(key, |walk| walk.unknown(members, key, value));
            }
        }
        let is_missing = |member: &&Member| !object.contains_key(&member.name);
        if self.extent == Extent::Whole {
            for member in members.iter().filter(is_missing) {
                // A member that is spelt otherwise was said to be so.
                if strays.is_empty() || !strays.contains(&folded(&member.name)) {
                    self.missing(member);
                }
            }
        }
    }

    /// Checks an object that holds a part of the members, as an event of a stream does.
    pub(super) fn part(&mut self, members: &'a [Member], object: &'a Map<String, Value>) {
        let before = std::mem::replace(&mut self.extent, Extent::Part);
        self.members(members, object);
        self.extent = before;
    }

    fn member(&mut self, member: &'a Member, value: &'a Value) {
        match value {
            Value::Null if member.presence == Some(Presence::Nullable) => {}
            Value::Null => self.push_value(Code::ExampleNull, value, "is null, and may not be"),
            _ => {
                self.value(&member.member_type, value);
                self.among_values(member, value);
            }
        }
    }

    fn value(&mut self, member_type: &'a MemberType, value: &'a Value) {
        match (member_type, value) {
            (MemberType::Scalar(scalar), value) => {
                self.judge(scalar_fit(*scalar, value), value, scalar.as_str());
            }
            (MemberType::Structure(name), value) => self.structure(name, value),
            (MemberType::ScalarList(scalar), Value::Array(items)) => {
                self.items(items, |walk, item| walk.item(*scalar, item));
            }
            (MemberType::StructureList(name), Value::Array(items)) => {
                self.items(items, |walk, item| match item {
                    Value::Null => walk.null_item(item),
                    item => walk.structure(name, item),
                });
            }
            (MemberType::ScalarList(_) | MemberType::StructureList(_), value) => {
                self.judge(list_fit(value), value, &member_type.to_string());
            }
        }
    }

    fn items(&mut self, items: &'a [Value], mut look: impl FnMut(&mut Self, &'a Value)) {
        for (index, item) in items.iter().enumerate() {
            self.place.push(WalkStep::Index(index));
            look(self, item);
            self.place.pop();
        }
    }

    fn item(&mut self, scalar: Scalar, item: &Value) {
        match item_fit(scalar, item) {
            Fit::OtherForm if item.is_null() => self.null_item(item),
            fit => self.judge(fit, item, scalar.as_str()),
        }
    }

    fn null_item(&mut self, item: &Value) {
        self.push_value(Code::ExampleNull, item, "is null inside a list");
    }

    fn structure(&mut self, name: &str, value: &'a Value) {
        let Value::Object(object) = value else {
            return self.judge(structure_fit(value), value, name);
        };
        // A structure that is not documented is a finding of its own.
        if let Some(structure) = self.spec.structures.get(name) {
            self.members(&structure.members, object);
        }
    }

    fn judge(&mut self, fit: Fit, value: &Value, documented: &str) {
        match fit {
            Fit::Exact => {}
            Fit::OtherForm => {
                let what = format!("is {}, and `{documented}` is documented", kind(value));
                self.push_value(Code::ExampleOtherForm, value, &what);
            }
            Fit::OutOfRange => {
                let what = format!("is a number that `{documented}` cannot hold");
                self.push_value(Code::ExampleOutOfRange, value, &what);
            }
            Fit::Wrong => self.wrong(value, documented),
        }
    }

    /// A value is of another kind than documented.
    pub(super) fn wrong(&mut self, value: &Value, documented: &str) {
        let what = format!("is {}, and `{documented}` is documented", kind(value));
        self.push_value(Code::ExampleWrongKind, value, &what);
    }

    fn unknown(&mut self, members: &'a [Member], key: &str, value: &Value) {
        let same = folded(key);
        if let Some(member) = members.iter().find(|member| folded(&member.name) == same) {
            let what = format!("is spelt `{}` in the documentation", member.name);
            return self.push_value(Code::ExampleMemberCase, value, &what);
        }
        self.push_value(Code::ExampleUnknownMember, value, "is not documented");
        if self.suggested.insert(self.place.path())
            && let Some(close) = nearest(key, members.iter().map(|member| member.name.as_str()))
            && let Some(draft) = self.drafts.last_mut()
        {
            draft.help = Some(format!("did the documentation mean `{close}`?"));
        }
    }

    fn missing(&mut self, member: &Member) {
        let code = match self.side {
            Message::Request if member.required => Code::ExampleMissingRequired,
            Message::Response if member.name == "RequestId" && self.place.is_top() => {
                Code::ExampleWithoutRequestId
            }
            Message::Response if is_promised(member) => Code::ExampleMissingPromised,
            Message::Request | Message::Response => return,
        };
        let path = self.place.path_to(&member.name);
        let message = match self.side {
            Message::Request => format!("{} lacks `{path}`, which is required", self.title),
            Message::Response => format!("{} lacks `{path}`, which is promised", self.title),
        };
        let item = format!("{}/{path}", self.action);
        let pointer = self.place.pointer();
        self.drafts.push(Draft::new(code, item, pointer, message));
    }

    fn among_values(&mut self, member: &Member, value: &Value) {
        let text = match value {
            Value::String(text) if !text.is_empty() => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return,
        };
        if !member.values.is_empty() && !member.values.iter().any(|known| known.value == text) {
            let what = "is not among the documented values";
            self.push_value(Code::ExampleNotInValues, value, what);
        }
    }

    fn push_value(&mut self, code: Code, value: &Value, what: &str) {
        let message = match self.place.path().as_str() {
            "" if self.place.is_top() => format!("{} {what}", self.title),
            "" => format!("a member without a name in {} {what}", self.title),
            path => format!("`{path}` in {} {what}", self.title),
        };
        let draft = self.draft(code, message).found(shown(value));
        self.drafts.push(draft);
    }

    /// Adds a finding about where the walk stands.
    pub(super) fn push(&mut self, code: Code, message: String) {
        let draft = self.draft(code, message);
        self.drafts.push(draft);
    }

    fn draft(&self, code: Code, message: String) -> Draft {
        let item = match self.place.path().as_str() {
            "" => self.action.to_owned(),
            path => format!("{}/{path}", self.action),
        };
        Draft::new(code, item, self.place.pointer(), message)
    }
}

/// Whether the documentation promises that a member comes back. What speaks of outputs alone
/// goes before what is said of inputs and outputs together.
fn is_promised(member: &Member) -> bool {
    match member.presence {
        Some(Presence::Always) => true,
        Some(Presence::Nullable) => false,
        None => member.required,
    }
}

/// A value as JSON, cut to a length that fits a line.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(FOUND_LIMIT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
