//! A search over the names and titles of a product version.

use crate::spec::Spec;

use super::screen::{Ink, Screen};
use super::table::{self, TableRow};

/// An action or structure that a search has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its title; a structure has none.
    pub title: Option<&'a str>,
    /// Whether it is an action.
    pub is_action: bool,
}

/// The actions, then the structures, that hold a text in name or title, in any case, by name.
pub fn search<'a>(spec: &'a Spec, text: &str) -> Vec<Hit<'a>> {
    let wanted = text.to_lowercase();
    let actions = spec.actions.iter().map(|(name, action)| Hit {
        name,
        title: action.title.as_deref(),
        is_action: true,
    });
    let structures = spec.structures.keys().map(|name| Hit { name, title: None, is_action: false });
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    actions
        .chain(structures)
        .filter(|hit| holds(hit.name) || hit.title.is_some_and(holds))
        .collect()
}

/// What was found in a product version, a line a hit.
pub fn hits(spec: &Spec, hits: &[Hit<'_>], screen: Screen) -> String {
    let name = format!("{} {}", spec.product, spec.version);
    let mut text = format!("{}\n", screen.paint(&name, Ink::Bold));
    let row = |hit: &Hit<'_>| {
        let title = hit.title.unwrap_or(if hit.is_action { "" } else { "(structure)" });
        TableRow::default().cell(hit.name, Ink::Plain).prose(title)
    };
    let rows: Vec<TableRow> = hits.iter().map(row).collect();
    text.push_str(&table::render(&rows, 2, screen));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Action, Structure};

    #[test]
    fn names_and_titles_are_searched_in_any_case() {
        let mut spec = Spec::new("demo", "2020-01-01");
        let action = Action { title: Some("签署合同 Sign".into()), ..Action::default() };
        spec.actions.insert("CreateFlow".into(), action);
        spec.structures.insert("SealInfo".into(), Structure::default());
        let names = |text: &str| -> Vec<String> {
            search(&spec, text).iter().map(|hit| hit.name.to_owned()).collect()
        };
        assert_eq!(names("seal"), ["SealInfo"]);
        assert_eq!(names("签署"), ["CreateFlow"]);
        assert_eq!(names("SIGN"), ["CreateFlow"]);
        assert!(names("nothing").is_empty());
        let (color, language) =
            (crate::diagnostics::Color::None, crate::language::Language::English);
        let screen = Screen { width: 80, color, language };
        let text = hits(&spec, &search(&spec, "f"), screen);
        assert_eq!(
            text,
            "demo 2020-01-01\n  CreateFlow  签署合同 Sign\n  SealInfo    (structure)\n"
        );
    }
}
