//! `tcgen parse` on input that is not as it should be: what it says, how it ends, and that nothing
//! is written where it fails.

use super::run::tcgen;

pub(crate) const PAGE: &str = "\
## 1. 接口描述
接口请求域名： kettle.tencentcloudapi.com 。
烧水。
## 2. 输入参数
| 参数名称 | 必选 | 类型 | 描述 |
|---|---|---|---|
| Action | 是 | String | 公共参数，本接口取值：BoilWater。 |
| Version | 是 | String | 公共参数，本接口取值：2021-02-03。 |
| Litres | 是 | Integer | 水量。 |
## 3. 输出参数
| 参数名称 | 类型 | 描述 |
|---|---|---|
| RequestId | String | 请求的标识。 |
## 4. 示例
### 示例1 烧两升
#### 输入示例
```
{\"Litres\": 2}
```
#### 输出示例
```
{\"Response\": {\"RequestId\": \"1\"}}
```
## 6. 错误码
该接口暂无业务逻辑相关的错误码。
";

/// Parses one page; gives the exit status, what was said, and whether a spec was written.
fn parse(page: &[u8]) -> (i32, String, bool) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("BoilWater.md"), page).unwrap();
    let run = tcgen(folder.path(), &["parse", "BoilWater.md"]);
    (run.status, run.stderr, folder.path().join("spec").exists())
}

#[test]
fn a_page_becomes_a_spec_file() {
    let (status, said, written) = parse(PAGE.as_bytes());
    assert_eq!((status, written), (0, true), "{said}");
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn faults_are_errors_at_their_place_and_nothing_is_written() {
    for (page, code, place) in [
        (PAGE.replace("Integer", "Interger"), "error[E0402]", "BoilWater.md:9:16"),
        (PAGE.replace("| Litres |", "| ../x |"), "error[E0401]", "BoilWater.md:9:3"),
        (PAGE.replace("Integer", "Foo; fn evil()"), "error[E0402]", "BoilWater.md:9:16"),
        (String::new(), "error[E0102]", "BoilWater.md"),
    ] {
        let (status, said, written) = parse(page.as_bytes());
        assert_eq!((status, written), (2, false), "{said}");
        assert!(said.contains(code) && said.contains(place), "{code} {place}\n{said}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_with_their_place() {
    let (status, said, written) = parse(b"## 1. \xff\xfe");
    assert_eq!((status, written), (2, false), "{said}");
    assert!(said.contains("error[E0103]") && said.contains("BoilWater.md:1:7"), "{said}");
}

#[test]
fn a_structure_that_nothing_defines_is_a_warning_of_parse_and_an_error_of_generate() {
    let folder = tempfile::tempdir().unwrap();
    let page = PAGE.replace("Integer", "Kettle");
    std::fs::write(folder.path().join("BoilWater.md"), page).unwrap();
    let parsed = tcgen(folder.path(), &["parse", "BoilWater.md"]);
    let said = parsed.stderr;
    assert_eq!(parsed.status, 0, "{said}");
    let warning = "warning[E0456]: structure `Kettle` is nowhere defined";
    assert!(said.contains(warning) && said.contains("--> BoilWater.md:9:3"), "{said}");

    let generated = tcgen(folder.path(), &["generate"]);
    let said = generated.stderr;
    assert_eq!(generated.status, 2, "{said}");
    assert!(
        said.contains("error[E0701]") && said.contains("spec/kettle/2021-02-03.json:"),
        "{said}"
    );
    assert!(!folder.path().join("generated").exists());
}

const OTHER: &str = "## 烧水\n\n水烧开了。\n";

#[test]
fn a_file_that_is_named_and_is_not_a_page_is_an_error_with_the_reason() {
    for (page, reason) in [
        (OTHER.as_bytes(), "error[E0202]: the page is skipped: "),
        (b"{\"a\": 1}", "error[E0202]: the page is skipped: it is JSON, which is not read"),
        (b"\x89PNG\r\n", "error[E0108]: the file is skipped: it is a PNG picture"),
    ] {
        let (status, said, written) = parse(page);
        assert_eq!((status, written), (2, false), "{said}");
        assert!(said.contains(reason) && said.contains("--> BoilWater.md"), "{said}");
        assert!(said.contains("help: leave it out, or name its folder"), "{said}");
        assert!(said.contains("\n1 error, 0 warnings\n"), "{said}");
    }
}

#[test]
fn between_the_pages_of_a_folder_other_files_are_skipped_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("pages")).unwrap();
    std::fs::write(folder.path().join("pages/other.md"), OTHER).unwrap();
    let run = tcgen(folder.path(), &["parse", "pages"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("note[E0202]: the page is skipped: "), "{}", run.stderr);
    assert!(run.stderr.contains("error[E0109]: no page of the documentation is here\n  --> pages"));
    std::fs::write(folder.path().join("pages/BoilWater.md"), PAGE).unwrap();
    let run = tcgen(folder.path(), &["parse", "pages"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("note[E0202]: the page is skipped: "), "{}", run.stderr);
    // A good page does not speak for the one beside it.
    let run = tcgen(folder.path(), &["parse", "pages/BoilWater.md", "pages/other.md"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    // What tcgen has written there itself is not a page either.
    let index = "{\"format\": 1, \"pages\": {}}";
    std::fs::write(folder.path().join("pages/index.json"), index).unwrap();
    let run = tcgen(folder.path(), &["parse", "pages/index.json"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
}

#[test]
fn a_file_that_the_config_names_has_to_be_a_page_and_a_folder_may_be_empty() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    std::fs::create_dir(folder.path().join("pages")).unwrap();
    write("BoilWater.md", PAGE);
    write("other.md", OTHER);
    let config = |pages: &str| {
        write("tcgen.toml", &format!("[sources]\npages = [{pages}]\n[products.kettle]\n"));
        tcgen(folder.path(), &["regenerate"])
    };
    let run = config("\"BoilWater.md\", \"pages\"");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = config("\"BoilWater.md\", \"other.md\"");
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("error[E0202]: the page is skipped: "), "{}", run.stderr);
}
