//! CreateUserAutoSignSealUrl of ess, written the way the generator writes it.

use tencentcloud_runtime::{Action, Request, Response, members};

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

members! {
    sent UserInfo {
        user_id: member "UserId",
        channel: member "Channel",
        open_id: member "OpenId",
        client_ip: member "ClientIp",
        proxy_ip: member "ProxyIp",
    }
}

#[derive(Clone, Default)]
pub(crate) struct UserThreeFactor {
    name: String,
    id_card_type: String,
    id_card_number: String,
}

members! {
    sent UserThreeFactor {
        name: secret "Name",
        id_card_type: member "IdCardType",
        id_card_number: secret "IdCardNumber",
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

members! {
    sent SealRequest {
        operator: member "Operator",
        scene_key: member "SceneKey",
        user_info: member "UserInfo",
        expired_time: member "ExpiredTime",
        url_type: member "UrlType",
    }
}

#[derive(Clone, Default)]
pub(crate) struct SealResponse {
    app_id: Option<String>,
    app_original_id: Option<String>,
    pub(crate) url: Option<String>,
    path: Option<String>,
    qr_code: Option<String>,
    request_id: String,
}

members! {
    read SealResponse {
        app_id: member "AppId",
        app_original_id: member "AppOriginalId",
        url: member "Url",
        path: member "Path",
        qr_code: member "QrCode",
        request_id: member "RequestId",
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
