//! `tcgen parse` on input that is not as it should be: what it says, how it ends, and that nothing
//! is written where it fails.

use super::run::tcgen;

const PAGE: &str = "\
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

#[test]
fn a_page_without_tables_is_skipped_with_the_reason() {
    let (status, said, written) = parse("## 烧水\n\n水烧开了。\n".as_bytes());
    assert_eq!((status, written), (0, false), "{said}");
    assert!(said.contains("note[E0202]: the page is skipped"), "{said}");
}
