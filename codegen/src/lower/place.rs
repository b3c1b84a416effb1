//! Where in a spec file a thing stands, found only when there is something to say about it.

use std::sync::Arc;

use crate::diagnostics::Location;

/// The text of a spec file and its path as the user gave it.
#[derive(Clone, Debug)]
pub struct SpecText<'a> {
    path: Arc<str>,
    text: &'a str,
}

/// What has members.
#[derive(Clone, Copy, Debug)]
pub(super) enum Owner<'a> {
    Action(&'a str),
    Input(&'a str),
    Output(&'a str),
    Structure(&'a str),
}

impl<'a> Owner<'a> {
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Action(name) | Self::Input(name) | Self::Output(name) | Self::Structure(name) => {
                name
            }
        }
    }
}

impl<'a> SpecText<'a> {
    /// The text that stands in this file.
    pub fn new(path: &str, text: &'a str) -> Self {
        Self { path: Arc::from(path), text }
    }

    /// The file as a whole.
    pub fn whole(&self) -> Location {
        Location::file(Arc::clone(&self.path))
    }

    pub(super) fn owner(&self, owner: Owner<'_>) -> Location {
        self.offset(owner).map_or_else(|| self.whole(), |offset| self.location(offset))
    }

    pub(super) fn member(&self, owner: Owner<'_>, member: &str) -> Location {
        let start = self.offset(owner).unwrap_or(0);
        let quoted = format!("\"name\": {}", quote(member));
        match self.find(&quoted, start) {
            Some(offset) => self.location(offset),
            None => self.owner(owner),
        }
    }

    /// Where the owner's key stands, or its list of inputs or outputs. Files are written with
    /// two spaces a level, and no string holds a line break, so text cannot pose as a key.
    fn offset(&self, owner: Owner<'_>) -> Option<usize> {
        let section = match owner {
            Owner::Structure(_) => "\n  \"structures\": {",
            _ => "\n  \"actions\": {",
        };
        let start = self.find(section, 0)?;
        let key = format!("\n    {}: ", quote(owner.name()));
        let at = self.find(&key, start)?;
        match owner {
            Owner::Action(_) | Owner::Structure(_) => Some(at + 5),
            Owner::Input(_) => self.find("\n      \"input\": ", at).map(|at| at + 7),
            Owner::Output(_) => self.find("\n      \"output\": ", at).map(|at| at + 7),
        }
    }

    fn find(&self, text: &str, start: usize) -> Option<usize> {
        self.text.get(start..)?.find(text).map(|at| start + at)
    }

    fn location(&self, offset: usize) -> Location {
        let before = self.text.get(..offset).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let number = |number: usize| u32::try_from(number).unwrap_or(0);
        Location::new(Arc::clone(&self.path), number(line), number(column))
    }
}

/// The text as a JSON string.
fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_below_their_owner() {
        let text = r#"{
  "actions": {
    "A": {
      "input": [
        {
          "name": "X",
          "type": "B"
        }
      ],
      "output": [
        {
          "name": "X",
          "type": "string"
        }
      ]
    }
  },
  "structures": {
    "A": {
      "members": [
        {
          "name": "X",
"#;
        let text = SpecText::new("spec.json", text);
        let place = |at: Location| (at.line, at.column);
        assert_eq!(place(text.owner(Owner::Action("A"))), (3, 5));
        assert_eq!(place(text.member(Owner::Input("A"), "X")), (6, 11));
        assert_eq!(place(text.member(Owner::Output("A"), "X")), (12, 11));
        assert_eq!(place(text.member(Owner::Structure("A"), "X")), (22, 11));
        assert_eq!(place(text.member(Owner::Structure("Gone"), "Y")), (0, 0));
    }
}
