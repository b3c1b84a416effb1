//! What a page without an article is: a login, a captcha, or an empty shell.

use super::problem::Problem;

/// Marks of a page that asks for a captcha, in lower case.
const CAPTCHA: &[&str] = &["captcha", "验证码", "人机验证", "安全验证", "verify you are human"];
/// Marks of a page that asks to log in, in lower case.
const LOGIN: &[&str] = &[
    "type=\"password\"",
    "type=password",
    "type='password'",
    "请先登录",
    "请登录",
    "please log in",
    "sign in to",
];

/// Names what is in an article's place.
pub(super) fn verdict(address: &str, html: &str) -> Problem {
    let html = html.to_lowercase();
    let says = |marks: &[&str]| marks.iter().any(|mark| html.contains(mark));
    if address.contains("/login") {
        Problem::Login
    } else if says(CAPTCHA) {
        Problem::Captcha
    } else if says(LOGIN) {
        Problem::Login
    } else {
        Problem::NoArticle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told() {
        // Every page of the site has a button to log in: that alone says nothing.
        let page = "https://host/document/api/1/2";
        assert_eq!(verdict(page, "<form><input type=\"password\"></form>"), Problem::Login);
        assert_eq!(verdict("https://host/login?back=/x", "<html>"), Problem::Login);
        assert_eq!(verdict(page, "<div id=TCaptcha></div><a>登录</a>"), Problem::Captcha);
        assert_eq!(
            verdict(page, "<nav><a href=\"/login\">登录</a></nav><div id=\"root\"></div>"),
            Problem::NoArticle
        );
    }
}
