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

use crate::language::Language;
use crate::review::diff::change::{Change, Class, Effect, Item};
use crate::review::diff::model::{Diff, Group};
use crate::spec::explorer;

use super::words;
use prose::side_by_side;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What the page is made of.
#[derive(Clone, Copy)]
struct HtmlPage<'d> {
    diff: &'d Diff,
    /// The language of the words that are not of the documentation.
    language: Language,
}

impl HtmlPage<'_> {
    /// A phrase of our own as HTML text, in the page's language.
    fn say(self, english: &str) -> String {
        line(&self.language.say(english))
    }

    /// The attribute that says the language of a text, where it is not the page's.
    fn lang(self, text: &str) -> &'static str {
        let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        match (text.contains(is_chinese), self.language) {
            (true, Language::English) => " lang=\"zh\"",
            (false, Language::Chinese) => " lang=\"en\"",
            _ => "",
        }
    }
}

/// The page, with its own words in a language.
pub fn html(diff: &Diff, language: Language) -> String {
    let mut out = String::with_capacity(64 << 10);
    let groups = diff.groups();
    let versions = by_version(&groups);
    let page = HtmlPage { diff, language };
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#changes\">{}</a>\n",
        language.tag(),
        page.say("What changed in the API"),
        page.say("To the changes")
    );
    head(&mut out, page);
    out.push_str("<div class=\"page\">\n");
    contents(&mut out, page, &versions);
    out.push_str("<main id=\"changes\" tabindex=\"-1\">\n");
    if groups.is_empty() {
        let _ = writeln!(out, "<p class=\"empty\">{}</p>", page.say("Nothing changed."));
    }
    for ((product, version), groups) in &versions {
        section(&mut out, page, (product, version), groups);
    }
    ignored(&mut out, page);
    let none = page.say("No change matches.");
    let _ = writeln!(out, "<p class=\"empty\" id=\"none\" hidden>{none}</p>");
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
fn head(out: &mut String, page: HtmlPage<'_>) {
    let verdict = page.diff.verdict();
    let (mood, said) = match (verdict.breaking, page.diff.changes.len()) {
        (0, 0) => ("calm", "Nothing changed.".to_owned()),
        (0, _) => ("calm", "Nothing breaks callers.".to_owned()),
        (1, _) => ("grave", "1 change breaks callers.".to_owned()),
        (many, _) => ("grave", format!("{many} changes break callers.")),
    };
    let _ = write!(
        out,
        "<header class=\"{mood}\">\n<h1>{}</h1>\n{}\
         <p class=\"verdict\"><strong>{}</strong> \
         <span class=\"step\">{}{}<b>{}</b></span></p>\n\
         <div class=\"controls\" role=\"group\" aria-label=\"{}\">\n",
        page.say("What changed in the API"),
        sides(page),
        page.say(&said),
        page.say("semver step of the generated crate"),
        page.say(": "),
        verdict.step,
        page.say("Show changes by effect")
    );
    for effect in Effect::ALL {
        let (name, count) = (effect.as_str(), verdict.with(effect));
        let _ = writeln!(
            out,
            "<button type=\"button\" class=\"tile {name}\" data-effect=\"{name}\" \
             data-all=\"{count}\" aria-pressed=\"true\" title=\"{}\"><b>{count}</b>\
             <span>{}</span></button>",
            page.say(effect.meaning()),
            page.say(name)
        );
    }
    let search = page.say("Filter by product, name or text");
    let fold = page.say("Fold all");
    // The script puts the numbers in.
    let _ = writeln!(
        out,
        "<input type=\"search\" id=\"search\" placeholder=\"{search}\" aria-label=\"{search}\">\n\
         <button type=\"button\" id=\"fold\" class=\"plain\" data-fold=\"{fold}\" \
         data-unfold=\"{}\">{fold}</button>\n\
         <span id=\"shown\" role=\"status\" aria-live=\"polite\" data-text=\"{}\"></span>\n\
         </div>\n</header>",
        page.say("Unfold all"),
        page.say("SOME of ALL changes shown")
    );
}

/// What is compared with what, where that is known.
fn sides(page: HtmlPage<'_>) -> String {
    match &page.diff.sides {
        Some(sides) => {
            let line = escaped(&words::sides(sides, page.language));
            format!("<p class=\"sides-of\">{line}</p>\n")
        }
        None => String::new(),
    }
}

/// The list of product versions, where there is more than one.
fn contents(out: &mut String, page: HtmlPage<'_>, versions: &Versions) {
    if versions.len() < 2 {
        return;
    }
    let _ = write!(out, "<nav aria-label=\"{}\">\n<ol>\n", page.say("Product versions"));
    for ((product, version), groups) in versions {
        let changes: usize = groups.iter().map(|group| group.all().count()).sum();
        let breaking = breaking(groups);
        let (badge, effect) = if breaking > 0 {
            let title = page.say("breaking");
            let badge = format!("<b class=\"count grave\" title=\"{title}\">{breaking}</b>");
            (badge, " data-effect=\"breaking\"")
        } else {
            let title = page.say("changes");
            (format!("<b class=\"count\" title=\"{title}\">{changes}</b>"), "")
        };
        let (product, version) = (escaped(product), escaped(version));
        let title = page.diff.title(&product, &version).unwrap_or_default();
        let (language, title) = (page.lang(title), escaped(title));
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

fn section(
    out: &mut String,
    page: HtmlPage<'_>,
    (product, version): (&str, &str),
    groups: &[&Group],
) {
    let title = page.diff.title(product, version).unwrap_or_default();
    let (language, title) = (page.lang(title), line(title));
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
            "<details class=\"part\" data-effect=\"{}\"{open}>\n<summary>{} <span class=\"count\">{count}\
             </span></summary>\n<ul>",
            wanted.as_str(),
            page.say(title)
        );
        for group in found {
            write_group(out, page, group);
        }
        out.push_str("</ul>\n</details>\n");
    }
    out.push_str("</section>\n");
}

fn write_group(out: &mut String, page: HtmlPage<'_>, group: &Group) {
    open_item(out, group.root);
    write_change(out, page, group.root);
    if !group.explained.is_empty() {
        let count = words::count(group.explained.len(), "change", Language::English);
        let explains = page.say(&format!("explains {count}"));
        let open = if group.explained.len() <= 8 { " open" } else { "" };
        let _ = writeln!(
            out,
            "<details class=\"explained\"{open}>\n<summary>{explains}</summary>\n<ul>"
        );
        for change in &group.explained {
            open_item(out, change);
            write_change(out, page, change);
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

fn write_change(out: &mut String, page: HtmlPage<'_>, change: &Change) {
    let name = change.place.item.name().unwrap_or(&change.place.product);
    let subject = words::subject(change, page.language);
    let happened = words::happened(change, page.language);
    out.push_str("<div class=\"line\"><span class=\"chips\">");
    for class in change.classes.iter() {
        let name = class.as_str();
        let _ = write!(out, "<span class=\"chip {name}\">{}</span>", page.say(name));
    }
    if change.likeness.is_some() {
        let _ = write!(out, "<span class=\"chip guess\">{}</span>", page.say("guess"));
    }
    let _ = write!(out, "</span>{}", named(page, change, name));
    if !subject.is_empty() {
        let _ = write!(out, "<code{}>{}</code>", page.lang(&subject), line(&subject));
    }
    let _ = writeln!(
        out,
        "<span class=\"what\"{}>{}</span><code class=\"print\" title=\"{}\">{}</code></div>",
        page.lang(&happened),
        spelled(&happened),
        page.say(&format!("fingerprint of {}", change.kind)),
        change.fingerprint
    );
    if let Some(note) = &change.note {
        let note = page.language.say(note);
        let _ = writeln!(out, "<p class=\"note\"{}>{}</p>", page.lang(&note), spelled(&note));
    }
    reached_by(out, page, change);
    if words::has_long_texts(change) {
        out.push_str(&side_by_side(page, change.from.as_deref(), change.to.as_deref()));
    }
}

/// The name of an item; that of an action leads to the page that it was read from, else to the
/// vendor's API Explorer.
fn named(page: HtmlPage<'_>, change: &Change, name: &str) -> String {
    let place = &change.place;
    let Item::Action(action) = &place.item else {
        return format!("<code class=\"name\">{}</code>", line(name));
    };
    let key = (place.product.to_string(), place.version.to_string(), action.clone());
    // An address is foreign text: one of another scheme might run something.
    let read = page.diff.pages.get(&key).filter(|read| read.starts_with("https://"));
    let (address, what) = if let Some(read) = read {
        (read.clone(), "its documentation")
    } else {
        let [product, version, action] =
            [&*place.product, &*place.version, action.as_str()].map(query);
        (explorer(&product, &version, &action), "in the API Explorer")
    };
    format!(
        "<a class=\"name\" href=\"{}\" rel=\"noreferrer\" title=\"{}\">\
         <code>{}</code></a>",
        escaped(&address),
        page.say(what),
        line(name)
    )
}

/// What may be in the query of an address as it is, of a name of the service's.
fn query(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect()
}

/// Text in one line of HTML, with what is in backticks as code.
fn spelled(text: &str) -> String {
    words::spelled(text, line, |code| format!("<code>{}</code>", line(code)))
}

fn reached_by(out: &mut String, page: HtmlPage<'_>, change: &Change) {
    if change.reached_by.is_empty() || change.classes.gravest() == Class::Docs {
        return;
    }
    let names: Vec<String> =
        change.reached_by.iter().map(|name| format!("<code>{}</code>", line(name))).collect();
    if names.len() <= 6 {
        let by = words::reached(change.direction, &names.join(", "), page.language);
        let _ = writeln!(out, "<p class=\"note\">{by}</p>");
    } else {
        let count = words::count(names.len(), "action", page.language);
        let by = words::reached(change.direction, &count, page.language);
        let names = names.join(", ");
        let _ = writeln!(
            out,
            "<details class=\"note\"><summary>{by}</summary><p>{names}</p></details>"
        );
    }
}

fn ignored(out: &mut String, page: HtmlPage<'_>) {
    let diff = page.diff;
    if diff.ignored.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<section>\n<h2>{} <small>{}</small></h2>\n<ul class=\"ignored\">",
        page.say("Ignored"),
        words::count(diff.ignored.len(), "change", page.language)
    );
    for ignored in &diff.ignored {
        open_item(out, &ignored.change);
        write_change(out, page, &ignored.change);
        let _ = writeln!(
            out,
            "<p class=\"note\">{}</p>\n</li>",
            page.say(&format!("because {}", ignored.reason))
        );
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
