use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use super::Language;
use super::phrase::Phrase;

const CATALOG: &str = include_str!("zh.toml");

fn tables() -> BTreeMap<String, BTreeMap<String, String>> {
    toml::from_str(CATALOG).unwrap()
}

#[test]
fn the_locale_says_the_language() {
    for (locale, language) in [
        ("zh_CN.UTF-8", Language::Chinese),
        ("zh_CN.utf8", Language::Chinese),
        ("zh_CN", Language::Chinese),
        ("zh", Language::Chinese),
        ("zh-Hans", Language::Chinese),
        // Written in UTF-8, it could not be read.
        ("zh_CN.GB18030", Language::English),
        ("C", Language::English),
        ("en_US.UTF-8", Language::English),
        ("zhx", Language::English),
    ] {
        assert_eq!(Language::of_locale(locale), language, "{locale}");
    }
}

#[test]
fn the_first_variable_that_says_anything_counts() {
    let of = |set: &[(&str, &str)]| {
        Language::of_environment(|name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    };
    let chinese = ("LANG", "zh_CN.UTF-8");
    assert_eq!(of(&[chinese]), Language::Chinese);
    assert_eq!(of(&[chinese, ("LC_ALL", "")]), Language::Chinese);
    assert_eq!(of(&[chinese, ("LC_ALL", "C")]), Language::English);
    assert_eq!(of(&[chinese, ("LC_MESSAGES", "en_US.UTF-8")]), Language::English);
    assert_eq!(of(&[]), Language::English);
}

#[test]
fn what_a_phrase_quotes_stays_and_what_it_says_does_not() {
    let say = |text: &str| Language::Chinese.say(text).into_owned();
    assert_eq!(say("the metadata does not know the product `ess`"), "元数据里没有产品 `ess`");
    // A name that is a word of the catalogue is a name all the same.
    assert_eq!(say("`read` has no action `required`"), "`read` 没有接口 `required`");
    // Phrases inside of phrases, in another order.
    assert_eq!(
        say("`A.B` in request example 2 of `Boil` is null, and may not be"),
        "`Boil` 的请求示例 2里的 `A.B`是 null，而文档不允许"
    );
    assert_eq!(say("nobody said this before"), "nobody said this before");
    assert_eq!(Language::English.say("1 error"), "1 error");
}

#[test]
fn lines_keep_what_stands_around_them() {
    let lines = "files     all up to date\n          x\n\n";
    assert_eq!(Language::Chinese.say_lines(lines), "文件      都是最新的\n          x\n\n");
    assert_eq!(Language::English.say_lines(lines), lines);
}

#[test]
fn every_translation_is_chinese_and_uses_each_gap_once() {
    let mut seen = BTreeMap::new();
    for (table, phrases) in tables() {
        for (english, chinese) in phrases {
            assert!(Phrase::new(&english, &chinese).is_sound(), "{english} = {chinese}");
            let other = seen.insert(english.clone(), table.clone());
            assert_eq!(other, None, "{english} is in {table} too");
            // A sentence ends as Chinese does, and quotes as it does outside of code.
            assert!(!chinese.contains([';', '!']) || english.contains('`'), "{chinese}");
        }
    }
}

/// What is not said to people on a terminal, or is said in one language only.
const NOT_SAID: &[&str] = &[
    // Written to files, which are the same for everybody.
    "rust/emit/",
    "rust/api/",
    "export/components.rs",
    "export/openapi.rs",
    "export/operation.rs",
    "export/schema.rs",
    "workflow/init/files.rs",
    "workflow/regenerate/changelog.rs",
    "rust/lower/doc.rs",
    "rust/lower/function.rs",
    "rust/lower/fields.rs",
    "rust/lock/mod.rs",
    "output/manifest.rs",
    "fetch/stored.rs",
    "workflow/generate/examples.rs",
    "review/diff/render/changelog.rs",
    "review/lint/format/github.rs",
    "review/lint/format/sarif.rs",
    // The words of the documentation.
    "text/phrases.rs",
    "rust/lower/secret.rs",
    "documentation/interpret/page/description.rs",
    "documentation/interpret/page/doc.rs",
    "documentation/interpret/page/doc/example.rs",
    "documentation/interpret/page/facts.rs",
    "documentation/interpret/page/member_type.rs",
    "documentation/interpret/page/public.rs",
    "documentation/interpret/page/values.rs",
    "documentation/interpret/host.rs",
    "documentation/page/",
    "documentation/tables/prose.rs",
    "documentation/tables/subject.rs",
    "documentation/tables/examples.rs",
    "fetch/verdict.rs",
    "fetch/links.rs",
    "review/lint/rules/deprecation.rs",
    // What a server says, which speaks both languages by itself; what a screen of `show` says.
    "mock/",
    "review/show/",
    // The catalogue itself; help, which has a file of its own.
    "language/",
    "diagnostics/codes.rs",
];

/// Code that is quoted in messages, or is part of no message: how it begins.
const CODE: &[&str] = &[
    // Of a value of an option, which the Chinese help has.
    "None: names, types and flags only",
    "tcgen ",
    "pip ",
    "install ",
    "tencentcloud-codegen ",
    "// ",
    "content-type: ",
    " data-effect=",
    "prefers-",
    "@generated",
    " (reads API",
    " at line ",
    "invalid type: string ",
];

/// The text of a literal.
fn value(literal: &str) -> String {
    syn::parse_str::<syn::LitStr>(literal).map_or(String::new(), |text| text.value())
}

/// What is around the gaps of a text for `format!`.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some((before, inside)) = rest.split_once('{') {
        pieces.push(before);
        rest = inside.split_once('}').map_or("", |(_, behind)| behind);
    }
    pieces.push(rest);
    pieces
}

/// Whether people read the text: it has at least three words.
fn is_read(text: &str) -> bool {
    let letters = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(letters).count();
    words >= 3
        && text.contains(' ')
        && !text.contains(['\n', '\t'])
        && !CODE.iter().any(|code| text.starts_with(code))
        && !text.starts_with('<')
}

/// Whether the catalogue has the text, or a phrase that it is a part of.
fn is_known(text: &str, phrases: &[String]) -> bool {
    let pieces: Vec<&str> =
        pieces(text).into_iter().map(str::trim).filter(|one| one.len() > 3).collect();
    phrases.iter().any(|phrase| pieces.iter().all(|piece| phrase.contains(piece)))
        || Language::Chinese.knows(text)
        || Language::Chinese.knows(self::pieces(text).join("X1").trim_matches([' ', ',', ';']))
}

/// The literals of a file, but those of attributes, tests, checks, and lists of words.
fn literals(tokens: TokenStream, with_lists: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let text = |at: usize| tokens.get(at).map(ToString::to_string).unwrap_or_default();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                // `#![…]` is an attribute too.
                at += usize::from(text(at + 1) == "!");
                if text(at + 1).replace(' ', "") == "[cfg(test)]" {
                    // The module behind it.
                    while !matches!(&tokens.get(at), None | Some(TokenTree::Group(_)))
                        || text(at).starts_with('[')
                    {
                        at += 1;
                    }
                } else {
                    at += 1;
                }
            }
            TokenTree::Ident(word)
                if (word == "const" || word == "static")
                    && !with_lists
                    && text(at.wrapping_sub(1)) != "'" =>
            {
                // A list of words, up to its end; a text of its own counts.
                let is_list = text(at + 4).starts_with('[') || text(at + 3).starts_with('[');
                while is_list && at < tokens.len() && text(at) != ";" {
                    at += 1;
                }
            }
            TokenTree::Ident(word)
                if text(at + 1) == "!" && word.to_string().contains("assert") =>
            {
                at += 2;
            }
            TokenTree::Group(group) => literals(group.stream(), with_lists, found),
            TokenTree::Literal(literal) if literal.to_string().starts_with('"') => {
                found.push(value(&literal.to_string()));
            }
            _ => {}
        }
        at += 1;
    }
}

fn sources(folder: &Path, with_lists: bool, found: &mut BTreeMap<String, Vec<String>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, with_lists, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let mut here = Vec::new();
            literals(text.parse().unwrap(), with_lists, &mut here);
            found.insert(path.display().to_string(), here);
        }
    }
}

fn all_sources(with_lists: bool) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), with_lists, &mut found);
    found
}

/// So that a new message comes with its Chinese.
#[test]
fn every_message_of_the_source_has_a_chinese_text() {
    let phrases: Vec<String> = tables().into_values().flat_map(BTreeMap::into_keys).collect();
    let mut missing = Vec::new();
    for (path, literals) in all_sources(false) {
        let is_said = !NOT_SAID.iter().any(|part| path.contains(&format!("/src/{part}")));
        for text in literals.iter().filter(|text| is_said && is_read(text)) {
            if !is_known(text, &phrases) {
                missing.push(format!("{path}: {text}"));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "put these into codegen/src/language/zh.toml, or name the file in NOT_SAID:\n{}",
        missing.join("\n")
    );
}

/// So that the catalogue forgets what nobody says any more.
#[test]
fn every_phrase_is_said_somewhere() {
    let said = all_sources(true).into_values().flatten().collect::<Vec<_>>().join("\n");
    let free = ["clap", "parsers", "words", "composed"];
    let mut stale = Vec::new();
    for (_, phrases) in tables().into_iter().filter(|(name, _)| !free.contains(&name.as_str())) {
        for english in phrases.into_keys() {
            let longest = pieces(&english)
                .into_iter()
                .map(|piece| piece.trim_matches(|c: char| !c.is_alphabetic() && c != '`'))
                .max_by_key(|piece| piece.len())
                .unwrap_or_default();
            if !said.contains(longest) {
                stale.push(english);
            }
        }
    }
    assert!(stale.is_empty(), "remove from codegen/src/language/zh.toml:\n{}", stale.join("\n"));
}
