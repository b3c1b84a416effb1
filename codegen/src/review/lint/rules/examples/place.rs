//! Where a walk through an example is: as a JSON pointer for the file, and as a path of
//! members for people.

use crate::diagnostics::escaped;

/// The key that every answer of the service has alone.
pub(super) const WRAPPER: &str = "Response";

/// One step down.
#[derive(Clone, Copy, Debug)]
pub(super) enum WalkStep<'a> {
    /// Into the `Response` around every answer, which is not a member.
    Wrapper,
    /// To a member.
    Key(&'a str),
    /// To an item of a list.
    Index(usize),
}

/// Where a walk stands.
#[derive(Debug)]
pub(super) struct WalkPlace<'a> {
    /// The JSON pointer of the side of the example.
    start: String,
    steps: Vec<WalkStep<'a>>,
    /// Whether the side is a text, whose JSON has no places of its own in the file.
    is_text: bool,
}

impl<'a> WalkPlace<'a> {
    pub(super) fn new(start: String) -> Self {
        Self { start, steps: Vec::new(), is_text: false }
    }

    /// From here on the pointer stays where the side begins.
    pub(super) fn stay(&mut self) {
        self.is_text = true;
    }

    pub(super) fn push(&mut self, step: WalkStep<'a>) {
        self.steps.push(step);
    }

    pub(super) fn pop(&mut self) {
        self.steps.pop();
    }

    /// Whether no member has been entered.
    pub(super) fn is_top(&self) -> bool {
        self.keys().next().is_none()
    }

    /// The members on the way: `Users.Name`.
    pub(super) fn path(&self) -> String {
        self.keys().collect::<Vec<_>>().join(".")
    }

    /// The way to a member of the object where the walk stands.
    pub(super) fn path_to(&self, name: &str) -> String {
        self.keys().chain([name]).collect::<Vec<_>>().join(".")
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter_map(|step| match step {
            WalkStep::Key(key) => Some(*key),
            WalkStep::Wrapper | WalkStep::Index(_) => None,
        })
    }

    /// The place in the spec file, as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = self.start.clone();
        if self.is_text {
            return pointer;
        }
        for part in &self.steps {
            pointer.push('/');
            match part {
                WalkStep::Wrapper => pointer.push_str(WRAPPER),
                WalkStep::Key(key) => pointer.push_str(&escaped(key)),
                WalkStep::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }
}
