//! A diff as one HTML page: what breaks on top, old and new side by side, to be filtered and
//! folded. It opens from disk and needs nothing from the network.
//!
//! Invariant: every text of a spec passes [`escaped`]; should one ever slip through, the page's
//! own content policy lets it load nothing.

#[cfg(test)]
mod contrast;
mod prose;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::review::diff::change::{Change, Class, Effect, Item};
use crate::review::diff::model::{Diff, Group};
use crate::spec::explorer;

use super::words;
use prose::side_by_side;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The page.
pub fn html(diff: &Diff) -> String {
    let mut out = String::with_capacity(64 << 10);
    let groups = diff.groups();
    let versions = by_version(&groups);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>What changed in the API</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#changes\">To the changes</a>\n"
    );
    head(&mut out, diff);
    out.push_str("<div class=\"page\">\n");
    contents(&mut out, diff, &versions);
    out.push_str("<main id=\"changes\" tabindex=\"-1\">\n");
    if groups.is_empty() {
        out.push_str("<p class=\"empty\">Nothing changed.</p>\n");
    }
    for ((product, version), groups) in &versions {
        section(&mut out, diff, (product, version), groups);
    }
    ignored(&mut out, diff);
    out.push_str("<p class=\"empty\" id=\"none\" hidden>No change matches.</p>\n");
    let _ = write!(out, "</main>\n</div>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

type Versions<'g, 'd> = BTreeMap<(&'d str, &'d str), Vec<&'g Group<'d>>>;

fn by_version<'g, 'd>(groups: &'g [Group<'d>]) -> Versions<'g, 'd> {
    let mut versions = Versions::new();
    for group in groups {
        let place = &group.root.place;
        versions.entry((&place.product, &place.version)).or_default().push(group);
    }
    versions
}

/// The verdict, and the effects as switches.
fn head(out: &mut String, diff: &Diff) {
    let verdict = diff.verdict();
    let (mood, line) = match (verdict.breaking, diff.changes.len()) {
        (0, 0) => ("calm", "Nothing changed.".to_owned()),
        (0, _) => ("calm", "Nothing breaks callers.".to_owned()),
        (1, _) => ("grave", "1 change breaks callers.".to_owned()),
        (many, _) => ("grave", format!("{many} changes break callers.")),
    };
    let _ = write!(
        out,
        "<header class=\"{mood}\">\n<h1>What changed in the API</h1>\n{}\
         <p class=\"verdict\"><strong>{line}</strong> \
         <span class=\"step\">semver step of the generated crate: <b>{}</b></span></p>\n\
         <div class=\"controls\" role=\"group\" aria-label=\"Show changes by effect\">\n",
        sides(diff),
        verdict.step
    );
    for effect in Effect::ALL {
        let (name, count) = (effect.as_str(), verdict.with(effect));
        let _ = writeln!(
            out,
            "<button type=\"button\" class=\"tile {name}\" data-effect=\"{name}\" \
             data-all=\"{count}\" aria-pressed=\"true\" title=\"{}\"><b>{count}</b>\
             <span>{name}</span></button>",
            effect.meaning()
        );
    }
    out.push_str(
        "<input type=\"search\" id=\"search\" placeholder=\"Filter by product, name or text\" \
         aria-label=\"Filter by product, name or text\">\n\
         <button type=\"button\" id=\"fold\" class=\"plain\">Fold all</button>\n\
         <span id=\"shown\" role=\"status\" aria-live=\"polite\"></span>\n</div>\n</header>\n",
    );
}

/// What is compared with what, where that is known.
fn sides(diff: &Diff) -> String {
    match &diff.sides {
        Some([old, new]) => {
            format!("<p class=\"sides-of\">{} → {}</p>\n", line(old), line(new))
        }
        None => String::new(),
    }
}

/// The list of product versions, where there is more than one.
fn contents(out: &mut String, diff: &Diff, versions: &Versions) {
    if versions.len() < 2 {
        return;
    }
    out.push_str("<nav aria-label=\"Product versions\">\n<ol>\n");
    for ((product, version), groups) in versions {
        let changes: usize = groups.iter().map(|group| group.all().count()).sum();
        let breaking = breaking(groups);
        let (badge, effect) = if breaking > 0 {
            let badge = format!("<b class=\"count grave\" title=\"breaking\">{breaking}</b>");
            (badge, " data-effect=\"breaking\"")
        } else {
            (format!("<b class=\"count\" title=\"changes\">{changes}</b>"), "")
        };
        let (product, version) = (escaped(product), escaped(version));
        let title = diff.title(&product, &version).unwrap_or_default();
        let (language, title) = (language(title), escaped(title));
        let _ = writeln!(
            out,
            "<li data-section=\"{product}-{version}\"{effect}><a href=\"#{product}-{version}\" \
             title=\"{title}\"{language}>{product} \
             <small>{version}</small></a>{badge}</li>"
        );
    }
    out.push_str("</ol>\n</nav>\n");
}

fn breaking(groups: &[&Group]) -> usize {
    groups.iter().flat_map(|group| group.all()).filter(|change| change.is_breaking()).count()
}

fn section(out: &mut String, diff: &Diff, (product, version): (&str, &str), groups: &[&Group]) {
    let title = diff.title(product, version).unwrap_or_default();
    let (language, title) = (language(title), line(title));
    let (product, version) = (escaped(product), escaped(version));
    let _ = writeln!(
        out,
        "<section id=\"{product}-{version}\" data-names=\"{product} {version} {title}\">\n\
         <h2>{product} <small>{version}</small> <span{language}>{title}</span></h2>"
    );
    // What breaks is always in sight, prose never; the rest where it is not much.
    for (title, most_open, wanted) in [
        ("Breaking", usize::MAX, Effect::Breaking),
        ("Relaxed", usize::MAX, Effect::Relaxed),
        ("Held", usize::MAX, Effect::Held),
        ("Compatible", 25, Effect::Compatible),
        ("Documentation", 0, Effect::Docs),
    ] {
        let found: Vec<_> = groups.iter().filter(|group| group.effect() == wanted).collect();
        if found.is_empty() {
            continue;
        }
        let all = groups.iter().flat_map(|group| group.all());
        let count = all.filter(|change| change.effect() == wanted).count();
        let open = if count <= most_open { " open" } else { "" };
        let _ = writeln!(
            out,
            "<details class=\"part\" data-effect=\"{}\"{open}>\n<summary>{title} <span class=\"count\">{count}\
             </span></summary>\n<ul>",
            wanted.as_str()
        );
        for group in found {
            write_group(out, diff, group);
        }
        out.push_str("</ul>\n</details>\n");
    }
    out.push_str("</section>\n");
}

fn write_group(out: &mut String, diff: &Diff, group: &Group) {
    open_item(out, group.root);
    write_change(out, diff, group.root);
    if !group.explained.is_empty() {
        let count = words::count(group.explained.len(), "change");
        let open = if group.explained.len() <= 8 { " open" } else { "" };
        let _ = writeln!(
            out,
            "<details class=\"explained\"{open}>\n<summary>explains {count}</summary>\n<ul>"
        );
        for change in &group.explained {
            open_item(out, change);
            write_change(out, diff, change);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n</details>\n");
    }
    out.push_str("</li>\n");
}

fn open_item(out: &mut String, change: &Change) {
    let classes = change.classes.iter().map(Class::as_str).collect::<Vec<_>>().join(" ");
    let effect = change.effect().as_str();
    let _ = writeln!(out, "<li class=\"change {classes}\" data-effect=\"{effect}\">");
}

fn write_change(out: &mut String, diff: &Diff, change: &Change) {
    let name = change.place.item.name().unwrap_or(&change.place.product);
    let subject = words::subject(change);
    out.push_str("<div class=\"line\"><span class=\"chips\">");
    for class in change.classes.iter() {
        let _ = write!(out, "<span class=\"chip {0}\">{0}</span>", class.as_str());
    }
    if change.likeness.is_some() {
        out.push_str("<span class=\"chip guess\">guess</span>");
    }
    let _ = write!(out, "</span>{}", named(diff, change, name));
    if !subject.is_empty() {
        let _ = write!(out, "<code>{}</code>", line(&subject));
    }
    let _ = writeln!(
        out,
        "<span class=\"what\"{}>{}</span><code class=\"print\" title=\"fingerprint of {}\">{}</code></div>",
        language(&words::happened(change)),
        spelled(&words::happened(change)),
        line(&change.kind.to_string()),
        change.fingerprint
    );
    if let Some(note) = &change.note {
        let _ = writeln!(out, "<p class=\"note\"{}>{}</p>", language(note), spelled(note));
    }
    reached_by(out, change);
    if words::has_long_texts(change) {
        out.push_str(&side_by_side(change.from.as_deref(), change.to.as_deref()));
    }
}

/// The name of an item; that of an action leads to the page that it was read from, else to the
/// vendor's API Explorer.
fn named(diff: &Diff, change: &Change, name: &str) -> String {
    let place = &change.place;
    let Item::Action(action) = &place.item else {
        return format!("<code class=\"name\">{}</code>", line(name));
    };
    let key = (place.product.to_string(), place.version.to_string(), action.clone());
    // An address is foreign text: one of another scheme might run something.
    let page = diff.pages.get(&key).filter(|page| page.starts_with("https://"));
    let (address, what) = if let Some(page) = page {
        (page.clone(), "its documentation")
    } else {
        let [product, version, action] =
            [&*place.product, &*place.version, action.as_str()].map(query);
        (explorer(&product, &version, &action), "in the API Explorer")
    };
    format!(
        "<a class=\"name\" href=\"{}\" rel=\"noreferrer\" title=\"{what}\">\
         <code>{}</code></a>",
        escaped(&address),
        line(name)
    )
}

/// What may stand in the query of an address as it is, of a name of the service's.
fn query(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect()
}

/// The attribute that says the language of a text, where it is not the page's.
fn language(text: &str) -> &'static str {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if text.contains(is_chinese) { " lang=\"zh\"" } else { "" }
}

/// Text in one line of HTML, with what stands in backticks as code.
fn spelled(text: &str) -> String {
    let text = line(text);
    let (mut out, mut rest) = (String::new(), text.as_str());
    while let Some((before, after)) = rest.split_once('`') {
        out.push_str(before);
        match after.split_once('`') {
            Some((code, behind)) if !code.trim().is_empty() => {
                let _ = write!(out, "<code>{code}</code>");
                rest = behind;
            }
            // A backtick without another one, or with nothing in between, is a character.
            _ => {
                out.push('`');
                rest = after;
            }
        }
    }
    out + rest
}

fn reached_by(out: &mut String, change: &Change) {
    if change.reached_by.is_empty() || change.classes.gravest() == Class::Docs {
        return;
    }
    let way = words::way(change.direction);
    let names: Vec<String> =
        change.reached_by.iter().map(|name| format!("<code>{}</code>", line(name))).collect();
    if names.len() <= 6 {
        let _ = writeln!(out, "<p class=\"note\">{way} by {}</p>", names.join(", "));
    } else {
        let count = words::count(names.len(), "action");
        let _ = writeln!(
            out,
            "<details class=\"note\"><summary>{way} by {count}</summary><p>{}</p></details>",
            names.join(", ")
        );
    }
}

fn ignored(out: &mut String, diff: &Diff) {
    if diff.ignored.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<section>\n<h2>Ignored <small>{}</small></h2>\n<ul class=\"ignored\">",
        words::count(diff.ignored.len(), "change")
    );
    for ignored in &diff.ignored {
        open_item(out, &ignored.change);
        write_change(out, diff, &ignored.change);
        let _ = writeln!(out, "<p class=\"note\">because {}</p>\n</li>", line(&ignored.reason));
    }
    out.push_str("</ul>\n</section>\n");
}

/// Text of a spec in one line of HTML.
fn line(text: &str) -> String {
    escaped(&words::one_line(text))
}

/// Text of a spec as HTML text or as the value of a quoted attribute.
fn escaped(text: &str) -> String {
    html_escape::encode_quoted_attribute(text).into_owned()
}
