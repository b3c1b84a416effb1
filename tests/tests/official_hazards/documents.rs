//! Documents: what must not be left of the way in which they are written.

use super::cloud;

/// The text of every member, action and error, and of every structure.
fn texts(cloud: &super::Cloud) -> impl Iterator<Item = &String> {
    let members = cloud.members().filter_map(|member| member.doc.as_ref());
    let actions = cloud.actions().filter_map(|action| action.doc.as_ref());
    let structures = cloud.specs.iter().flat_map(|spec| spec.structures.values());
    members.chain(actions).chain(structures.filter_map(|structure| structure.doc.as_ref()))
}

fn holding(cloud: &super::Cloud, test: impl Fn(&str) -> bool) -> usize {
    texts(cloud).filter(|text| test(text)).count()
}

#[test]
fn no_character_is_left_that_cannot_be_seen() {
    let Some(cloud) = cloud() else { return };
    let hidden = |c: char| c.is_control() && !"\n\t".contains(c) || "\u{200b}\u{feff}".contains(c);
    assert_eq!(holding(cloud, |text| text.contains(hidden)), 0);
}

#[test]
fn html_becomes_markdown() {
    let Some(cloud) = cloud() else { return };
    for sign in ["<br", "<td>", "<strong>", "<a ", "<code>", "&quot;", "&#39;", "&nbsp;", "&gt;"] {
        assert_eq!(holding(cloud, |text| text.contains(sign)), 0, "{sign}");
    }
    // What is left was escaped: the text shows its tags, and so does what comes of it.
    for (sign, escaped) in [("<p>", 1), ("<li>", 3), ("<ul>", 1), ("<font", 3)] {
        assert_eq!(holding(cloud, |text| text.contains(sign)), escaped, "{sign}");
    }
}

#[test]
fn links_lead_to_somewhere() {
    let Some(cloud) = cloud() else { return };
    // Relative ones 336, anchors 41, empty ones 6, and others, as the documents have them.
    for target in ["](/", "](#", "]()", "](.", "](javascript"] {
        assert_eq!(holding(cloud, |text| text.contains(target)), 0, "{target}");
    }
}

#[test]
fn values_are_taken_from_the_prose_only_where_they_are_sure() {
    let Some(cloud) = cloud() else { return };
    let (mut with_example, mut listed) = (0, 0);
    for member in cloud.members().filter(|member| !member.values.is_empty()) {
        let Some(example) = &member.example else { continue };
        with_example += 1;
        listed += usize::from(member.values.iter().any(|value| value.value == *example));
    }
    assert!(with_example >= 4_500, "{with_example}");
    // Where every form of writing values was read, from 65 % to 96 % by form.
    assert!(listed * 100 >= with_example * 88, "{listed} of {with_example}");
}
