//! How long pages take. `cargo bench -p tencentcloud-codegen --bench pages`.
//!
//! The same page is made larger and larger in each form: the bytes a second must not fall.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::BytesCount;
use tencentcloud_codegen::documentation::interpret::{PageOptions, parse_page};
use tencentcloud_codegen::source::{SourceText, text_of_bytes};

fn main() {
    divan::main();
}

fn source(text: String) -> SourceText {
    text_of_bytes("page".into(), text.into_bytes()).unwrap()
}

const ROWS: [usize; 3] = [100, 1_000, 10_000];

fn markdown(rows: usize) -> SourceText {
    let mut text = String::from(
        "## 1. 接口描述\n\n接口请求域名： demo.tencentcloudapi.com 。\n\n## 2. 输入参数\n\n\
         | 参数名称 | 必选 | 类型 | 描述 |\n|---|---|---|---|\n\
         | Action | 是 | String | 公共参数，本接口取值：DoIt。 |\n\
         | Version | 是 | String | 公共参数，本接口取值：2020-01-02。 |\n",
    );
    for row in 0..rows {
        let _ = writeln!(
            text,
            "| Name{row}.N | 否 | Array of [Filter](/document/api/1/2#Filter) | 描述，取值：<li>ON：开<li>OFF：关<br>示例值：ON |"
        );
    }
    text.push_str("\n## 3. 输出参数\n\n| 参数名称 | 类型 | 描述 |\n|---|---|---|\n| RequestId | String | 编号 |\n");
    source(text)
}

fn html(rows: usize) -> SourceText {
    let mut text = String::from(
        "<html><body><div id=\"docArticleContent\"><h2>2. 输入参数</h2><table><tr><th>参数名称</th><th>必选</th><th>类型</th><th>描述</th></tr>\
         <tr><td>Action</td><td>是</td><td>String</td><td>公共参数，本接口取值：DoIt。</td></tr>\
         <tr><td>Version</td><td>是</td><td>String</td><td>公共参数，本接口取值：2020-01-02。</td></tr>",
    );
    for row in 0..rows {
        let _ = write!(
            text,
            "<tr><td>Name{row}</td><td>否</td><td>String</td><td>描述，取值：<li>ON：开<li>OFF：关<br>示例值：ON</td></tr>"
        );
    }
    text.push_str("</table></div></body></html>");
    source(text)
}

#[divan::bench(args = ROWS)]
fn a_markdown_page(bencher: Bencher<'_, '_>, rows: usize) {
    let page = markdown(rows);
    bencher
        .counter(BytesCount::new(page.text.len()))
        .bench(|| parse_page(divan::black_box(&page), &PageOptions::default()));
}

#[divan::bench(args = ROWS)]
fn an_html_page(bencher: Bencher<'_, '_>, rows: usize) {
    let page = html(rows);
    bencher
        .counter(BytesCount::new(page.text.len()))
        .bench(|| parse_page(divan::black_box(&page), &PageOptions::default()));
}
