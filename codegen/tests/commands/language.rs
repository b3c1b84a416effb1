//! The language of what people read, and that nothing else hangs on it.

use std::path::Path;

use super::run::{package, tcgen, tcgen_in};

const CHINESE: &str = "zh_CN.UTF-8";
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases/diff");

/// Whether a text holds Chinese.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn project(folder: &Path) {
    let package = package();
    let product = ["init", "--product", "demo", "--metadata", package.to_str().unwrap()];
    let run = tcgen(folder, &product);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn help_and_what_is_wrong_with_the_arguments_are_chinese() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["diff", "-h"], &["help", "show"]] {
        let run = tcgen_in(CHINESE, folder.path(), arguments);
        assert_eq!(run.status, 0);
        assert!(
            run.stdout.contains("用法：tcgen") && !run.stdout.contains("Usage"),
            "{}",
            run.stdout
        );
    }
    for (arguments, said) in [
        (&["difff"][..], "错误：没有命令 “difff”"),
        (&["diff", "--format", "xml", "a", "b"], "错误：“--format <FORMAT>” 的值 “xml” 无效"),
        (&["show", "--nothing"], "错误：没有参数 “--nothing”"),
        (&["show"], "错误：缺少必需的参数："),
    ] {
        let run = tcgen_in(CHINESE, folder.path(), arguments);
        assert_eq!(run.status, 2);
        assert!(run.stderr.starts_with(said), "{}", run.stderr);
        assert!(!run.stderr.contains("Usage") && !run.stderr.contains("error"), "{}", run.stderr);
    }
}

#[test]
fn the_option_is_stronger_than_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let run = tcgen_in(CHINESE, folder.path(), &["lint", "--lang", "en", "nothing"]);
    assert!(run.stderr.starts_with("error[E0101]: cannot read: "), "{}", run.stderr);
    let run = tcgen_in("C", folder.path(), &["--lang=zh", "lint", "nothing"]);
    assert!(run.stderr.starts_with("错误[E0101]：无法读取："), "{}", run.stderr);
    assert!(run.stderr.ends_with("1 个错误，0 个警告\n"), "{}", run.stderr);
}

#[test]
fn a_message_keeps_code_place_and_what_it_quotes() {
    let folder = tempfile::tempdir().unwrap();
    let package = package();
    let product = ["init", "--product", "demoo", "--metadata", package.to_str().unwrap()];
    let run = tcgen_in(CHINESE, folder.path(), &product);
    assert_eq!(run.status, 2);
    let expected = "错误[E0602]：元数据里没有产品 `demoo`\n   = 建议：是否想写 `demo`？\n\
                    1 个错误，0 个警告\n";
    assert_eq!(run.stderr, expected);
}

#[test]
fn show_has_chinese_headings_around_documentation_as_it_is() {
    let case = Path::new(CASES).join("required_flips");
    let spec = std::fs::read_to_string(case.join("new.json")).unwrap();
    let spec: serde_json::Value = serde_json::from_str(&spec).unwrap();
    let action = spec["actions"].as_object().unwrap().keys().next().unwrap().clone();
    let show = |locale| {
        let run = tcgen_in(locale, &case, &["show", "demo", &action, "--spec", "new.json"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    };
    let (english, chinese) = (show("C"), show(CHINESE));
    for (before, after) in [("\nInput\n", "\n入参\n"), ("\nOutput\n", "\n出参\n")] {
        assert!(english.contains(before) && !chinese.contains(before), "{chinese}");
        assert!(chinese.contains(after), "{chinese}");
    }
    assert!(chinese.contains("\nRust，位于 "), "{chinese}");
    let product = tcgen_in(CHINESE, &case, &["show", "demo", "--spec", "new.json"]).stdout;
    assert!(product.contains("\n其他 (1)"), "{product}");
}

#[test]
fn the_report_for_people_is_chinese_and_the_one_for_programs_is_the_same() {
    let case = Path::new(CASES).join("required_flips");
    let diff = |locale, format| {
        let run = tcgen_in(locale, &case, &["diff", "old.json", "new.json", "--format", format]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    };
    for format in ["text", "markdown", "html"] {
        let text = diff(CHINESE, format);
        assert!(text.contains("不兼容") && text.contains("变为必选"), "{text}");
        for words in [
            "step of the generated",
            "Breaking",
            "Documentation",
            "now required",
            "Fold all",
            "changes shown",
            "What changed",
            "breaks callers",
            ">source<",
            "(source",
        ] {
            assert!(!text.contains(words), "{words} in {text}");
        }
    }
    assert!(diff(CHINESE, "html").contains("<html lang=\"zh\">"));
    assert!(diff("C", "html").contains("<html lang=\"en\">"));
    assert!(!is_chinese(&diff("C", "text")));
    for format in ["json", "changelog"] {
        assert_eq!(diff(CHINESE, format), diff("C", format));
    }
}

#[test]
fn what_is_written_is_the_same_in_every_language() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let lint = |format| {
        let lint = ["lint", "spec", "--format", format, "--all"];
        tcgen_in(CHINESE, folder.path(), &lint).stdout == tcgen(folder.path(), &lint).stdout
    };
    assert!(lint("json") && lint("sarif") && lint("github"));
    // Made in English, looked at in Chinese.
    let run = tcgen_in(CHINESE, folder.path(), &["regenerate", "--check"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.ends_with("规格      没有变化\n文件      都是最新的\n"), "{}", run.stdout);
}

#[test]
fn explanations_of_lint_and_the_list_of_them_are_chinese() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, said) in [
        (&["lint", "--explain", "L0123"][..], "# L0123：示例的值与类型不是一种\n\n示例的值"),
        (&["lint", "--explain", "l0147"], "`tcgen lint --only L0147`"),
        (&["lint", "--explain", "all"], "（默认关闭）\n"),
    ] {
        let run = tcgen_in(CHINESE, folder.path(), arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stdout.contains(said), "{}", run.stdout);
        for line in run.stdout.lines().filter(|line| !line.is_empty()) {
            assert!(is_chinese(line), "{line}");
        }
    }
}
