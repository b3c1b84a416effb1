//! What a host is to a product.

/// The domains under which the services answer.
const DOMAINS: &[&str] = &[
    "tencentcloudapi.com",
    "tencentcloudapi.cn",
    "tencentcloudapi.com.cn",
    "tencentcloud.com",
    "tencent.cn",
    "tencent.com",
    "qcloud.com",
    "myqcloud.com",
];

/// What a host is to a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostForm {
    /// The host of all its actions: `es.tencentcloudapi.com`.
    Ordinary,
    /// One that an action can have for itself: `es.ai.tencentcloudapi.com`, `file.ess.tencent.cn`.
    Own,
    /// All others: of a region, of a private network, of the international site, of another
    /// product, of a test environment, a placeholder.
    Other,
}

/// What a host is to a product.
pub fn host_form(host: &str, product: &str) -> HostForm {
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let odd = ["test", "dev", "mock", "sandbox", "pre", "demo", "internal", "intl", "xxx"];
    // A product may be called what is odd elsewhere.
    let is_odd = |one: &&str| *one != product && odd.contains(one);
    if !labels.iter().all(is_label) || labels.iter().any(is_odd) {
        return HostForm::Other;
    }
    match host.strip_suffix(".tencentcloudapi.com") {
        Some(before) if before == product => HostForm::Ordinary,
        Some(before) if before.strip_suffix(".ai") == Some(product) => HostForm::Own,
        Some(_) => HostForm::Other,
        None => {
            let below = |domain: &&str| {
                host.strip_suffix(*domain).is_some_and(|before| before.ends_with('.'))
            };
            if DOMAINS.iter().any(below) { HostForm::Own } else { HostForm::Other }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_known_by_its_form() {
        for (host, form) in [
            ("kettle.tencentcloudapi.com", HostForm::Ordinary),
            ("kettle.ai.tencentcloudapi.com", HostForm::Own),
            ("file.kettle.tencent.cn", HostForm::Own),
            ("kettle.ai.intl.tencentcloudapi.com", HostForm::Other),
            ("kettle.dev.tencentcloudapi.com", HostForm::Other),
            ("kettle.ap-guangzhou.tencentcloudapi.com", HostForm::Other),
            ("cup.tencentcloudapi.com", HostForm::Other),
            ("<region>.tencent.cn", HostForm::Other),
            ("tencent.cn", HostForm::Other),
            ("eviltencent.cn", HostForm::Other),
        ] {
            assert_eq!(host_form(host, "kettle"), form, "{host}");
        }
        assert_eq!(host_form("demo.tencentcloudapi.com", "demo"), HostForm::Ordinary);
    }
}
