//! CreateUserAutoSignSealUrl of ess, written the way the generator writes it.

use tencentcloud_runtime::runtime::wire::{Members, Slot, Visitor};
use tencentcloud_runtime::{Action, Request, Response, wire_impls};

pub(crate) const CREATE_USER_AUTO_SIGN_SEAL_URL: Action =
    Action::new("ess", "2020-11-11", "CreateUserAutoSignSealUrl", "ess.tencentcloudapi.com");

#[derive(Clone, Default)]
pub(crate) struct UserInfo {
    user_id: Option<String>,
    channel: Option<String>,
    open_id: Option<String>,
    client_ip: Option<String>,
    proxy_ip: Option<String>,
}

impl Members for UserInfo {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("UserId", &self.user_id);
        visitor.member("Channel", &self.channel);
        visitor.member("OpenId", &self.open_id);
        visitor.member("ClientIp", &self.client_ip);
        visitor.member("ProxyIp", &self.proxy_ip);
    }
}

#[derive(Clone, Default)]
pub(crate) struct UserThreeFactor {
    name: String,
    id_card_type: String,
    id_card_number: String,
}

impl Members for UserThreeFactor {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.secret("Name", &self.name);
        visitor.member("IdCardType", &self.id_card_type);
        visitor.secret("IdCardNumber", &self.id_card_number);
    }
}

#[derive(Clone, Default)]
pub(crate) struct SealRequest {
    operator: UserInfo,
    scene_key: String,
    user_info: UserThreeFactor,
    expired_time: Option<i64>,
    url_type: Option<String>,
}

impl Members for SealRequest {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("Operator", &self.operator);
        visitor.member("SceneKey", &self.scene_key);
        visitor.member("UserInfo", &self.user_info);
        visitor.member("ExpiredTime", &self.expired_time);
        visitor.member("UrlType", &self.url_type);
    }
}

#[derive(Clone, Default, PartialEq)]
pub(crate) struct SealResponse {
    app_id: Option<String>,
    app_original_id: Option<String>,
    pub(crate) url: Option<String>,
    path: Option<String>,
    qr_code: Option<String>,
    request_id: String,
}

impl Members for SealResponse {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("AppId", &self.app_id);
        visitor.member("AppOriginalId", &self.app_original_id);
        visitor.member("Url", &self.url);
        visitor.member("Path", &self.path);
        visitor.member("QrCode", &self.qr_code);
        visitor.member("RequestId", &self.request_id);
    }

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "AppId" => &mut self.app_id,
            "AppOriginalId" => &mut self.app_original_id,
            "Url" => &mut self.url,
            "Path" => &mut self.path,
            "QrCode" => &mut self.qr_code,
            "RequestId" => &mut self.request_id,
            _ => return None,
        })
    }
}

impl Request for SealRequest {
    type Response = SealResponse;
    const ACTION: &'static Action<'static> = &CREATE_USER_AUTO_SIGN_SEAL_URL;
}

impl Response for SealResponse {
    fn request_id(&self) -> &str {
        &self.request_id
    }
}

wire_impls! { UserInfo, UserThreeFactor, SealRequest, SealResponse }

/// The request of the page's first example.
pub(crate) fn request() -> SealRequest {
    SealRequest {
        operator: UserInfo {
            user_id: Some("yDRCLUUgygq2xun5UuO4zjEwg0vjoimj".into()),
            client_ip: Some("1.2.3.4".into()),
            ..UserInfo::default()
        },
        scene_key: "E_PRESCRIPTION_AUTO_SIGN".into(),
        user_info: UserThreeFactor {
            name: "典子谦".into(),
            id_card_type: "ID_CARD".into(),
            id_card_number: "620000198802020000".into(),
        },
        expired_time: None,
        url_type: None,
    }
}

/// An answer of the size of the page's.
pub(crate) const ANSWER: &str = r#"{"Response":{"AppId":"wxa023292fd19d41e1d","AppOriginalId":"gh_da87f6188665","Path":"page?abc=123&def=456","QrCode":"EBAQAAAAAAAAAAAQIDBAUGBwgxxxxxwAEEQUSITFBBhNRYQcicRQygZGhCCN","RequestId":"s1695631245093","Url":"https://essurl.cn/dKd1T6ZCh"}}"#;
