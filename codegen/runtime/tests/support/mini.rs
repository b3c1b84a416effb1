//! A small product, written the way the generator writes one.

use tencentcloud_runtime::runtime::wire::{Members, Slot, Visitor};
use tencentcloud_runtime::runtime::{
    Action, Client, CommonErrorCode, Error, ErrorCode, EventStream, Pages, Pagination,
    PaginationKind, RegionRule,
};

pub const CREATE_ORDER: Action = Action {
    product: "shop",
    version: "2020-11-11",
    name: "CreateOrder",
    endpoint: "shop.tencentcloudapi.com",
    region: RegionRule::Optional,
    skip_sign: false,
    multipart: false,
    streaming: false,
    client_token: true,
    has_error_member: false,
    pagination: None,
};

pub const DESCRIBE_ORDERS: Action = Action {
    product: "shop",
    version: "2020-11-11",
    name: "DescribeOrders",
    endpoint: "shop.tencentcloudapi.com",
    region: RegionRule::Required,
    skip_sign: false,
    multipart: false,
    streaming: false,
    client_token: false,
    has_error_member: false,
    pagination: Some(Pagination {
        kind: PaginationKind::Offset { offset: "Offset", limit: "Limit" },
        is_text: false,
        total: Some("TotalCount"),
        lists: &["Orders"],
        end: None,
    }),
};

pub const CHAT: Action = Action {
    streaming: true,
    region: RegionRule::Unused,
    ..Action::new("shop", "2020-11-11", "Chat", "shop.tencentcloudapi.com")
};

pub const DESCRIBE_TASK: Action = Action {
    has_error_member: true,
    ..Action::new("shop", "2020-11-11", "DescribeTask", "shop.tencentcloudapi.com")
};

/// Both sent and read: all members are options.
#[non_exhaustive]
#[derive(Clone, PartialEq, Default)]
pub struct Item {
    pub name: Option<String>,
    pub price: Option<i64>,
    pub weight: Option<f64>,
    pub gift: Option<bool>,
    pub stock: Option<u64>,
    pub tags: Option<Vec<String>>,
    pub parts: Option<Vec<Item>>,
    pub inner: Option<Box<Item>>,
    pub id_card: Option<String>,
}

impl Item {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }
}

impl Members for Item {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("Name", &self.name);
        visitor.member("Price", &self.price);
        visitor.member("Weight", &self.weight);
        visitor.member("Gift", &self.gift);
        visitor.member("Stock", &self.stock);
        visitor.member("Tags", &self.tags);
        visitor.member("Parts", &self.parts);
        visitor.member("Inner", &self.inner);
        visitor.secret("IdCard", &self.id_card);
    }

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "Name" => &mut self.name,
            "Price" => &mut self.price,
            "Weight" => &mut self.weight,
            "Gift" => &mut self.gift,
            "Stock" => &mut self.stock,
            "Tags" => &mut self.tags,
            "Parts" => &mut self.parts,
            "Inner" => &mut self.inner,
            "IdCard" => &mut self.id_card,
            _ => return None,
        })
    }
}

/// Only sent: what is required is no option.
#[non_exhaustive]
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Default))]
pub struct CreateOrderRequest {
    pub customer: String,
    pub items: Vec<Item>,
    pub coupons: Option<Vec<String>>,
    pub empty: Option<Nothing>,
    pub client_token: Option<String>,
    pub pass_word: Option<String>,
}

impl CreateOrderRequest {
    pub fn new(customer: impl Into<String>, items: Vec<Item>) -> Self {
        Self {
            customer: customer.into(),
            items,
            coupons: None,
            empty: None,
            client_token: None,
            pass_word: None,
        }
    }
}

impl Members for CreateOrderRequest {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("Customer", &self.customer);
        visitor.member("Items", &self.items);
        visitor.member("Coupons", &self.coupons);
        visitor.member("Empty", &self.empty);
        visitor.member("ClientToken", &self.client_token);
        visitor.secret("PassWord", &self.pass_word);
    }
}

/// A structure without members.
#[non_exhaustive]
#[derive(Clone, PartialEq, Default)]
pub struct Nothing {}

impl Members for Nothing {
    fn visit(&self, _: &mut dyn Visitor) {}
}

#[non_exhaustive]
#[derive(Clone, PartialEq, Default)]
pub struct CreateOrderResponse {
    pub order_id: Option<String>,
    pub items: Vec<Item>,
    pub request_id: String,
}

impl Members for CreateOrderResponse {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("OrderId", &self.order_id);
        visitor.member("Items", &self.items);
        visitor.member("RequestId", &self.request_id);
    }

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "OrderId" => &mut self.order_id,
            "Items" => &mut self.items,
            "RequestId" => &mut self.request_id,
            _ => return None,
        })
    }
}

#[non_exhaustive]
#[derive(Clone, PartialEq, Default)]
pub struct DescribeOrdersRequest {
    pub offset: Option<u64>,
    pub limit: Option<u64>,
}

impl Members for DescribeOrdersRequest {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("Offset", &self.offset);
        visitor.member("Limit", &self.limit);
    }
}

#[non_exhaustive]
#[derive(Clone, PartialEq, Default)]
pub struct DescribeOrdersResponse {
    pub total_count: Option<i64>,
    pub orders: Vec<String>,
    pub numbers: Vec<i64>,
    pub request_id: String,
}

impl Members for DescribeOrdersResponse {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("TotalCount", &self.total_count);
        visitor.member("Orders", &self.orders);
        visitor.member("Numbers", &self.numbers);
        visitor.member("RequestId", &self.request_id);
    }

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "TotalCount" => &mut self.total_count,
            "Orders" => &mut self.orders,
            "Numbers" => &mut self.numbers,
            "RequestId" => &mut self.request_id,
            _ => return None,
        })
    }
}

#[non_exhaustive]
#[derive(Clone, PartialEq, Default)]
pub struct TaskError {
    pub code: Option<String>,
    pub message: Option<String>,
}

impl Members for TaskError {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("Code", &self.code);
        visitor.member("Message", &self.message);
    }

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "Code" => &mut self.code,
            "Message" => &mut self.message,
            _ => return None,
        })
    }
}

/// Has a member `Error` of its own.
#[non_exhaustive]
#[derive(Clone, PartialEq, Default)]
pub struct DescribeTaskResponse {
    pub status: Option<String>,
    pub error: Option<TaskError>,
    pub request_id: String,
}

impl Members for DescribeTaskResponse {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("Status", &self.status);
        visitor.member("Error", &self.error);
        visitor.member("RequestId", &self.request_id);
    }

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "Status" => &mut self.status,
            "Error" => &mut self.error,
            "RequestId" => &mut self.request_id,
            _ => return None,
        })
    }
}

tencentcloud_runtime::wire_impls! {
    CreateOrderRequest,
    DescribeOrdersRequest,
    Item,
    Nothing,
    CreateOrderResponse,
    DescribeOrdersResponse,
    TaskError,
    DescribeTaskResponse,
}

/// The codes of one action, the common ones, and all others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CreateOrderErrorCode {
    FailedOperationSoldOut,
    FailedOperation,
    Other(String),
}

impl ErrorCode for CreateOrderErrorCode {
    fn from_code(code: &str) -> Self {
        match code {
            "FailedOperation.SoldOut" => Self::FailedOperationSoldOut,
            "FailedOperation" => Self::FailedOperation,
            other => Self::Other(other.to_owned()),
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::FailedOperationSoldOut => "FailedOperation.SoldOut",
            Self::FailedOperation => "FailedOperation",
            Self::Other(code) => code,
        }
    }
}

impl std::fmt::Display for CreateOrderErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

pub type DescribeOrdersErrorCode = CommonErrorCode;

pub async fn create_order(
    client: &Client,
    request: &CreateOrderRequest,
) -> Result<CreateOrderResponse, Error<CreateOrderErrorCode>> {
    client.execute(&CREATE_ORDER, request).await
}

pub async fn describe_orders(
    client: &Client,
    request: &DescribeOrdersRequest,
) -> Result<DescribeOrdersResponse, Error<DescribeOrdersErrorCode>> {
    client.execute(&DESCRIBE_ORDERS, request).await
}

pub fn describe_orders_pages<'a>(
    client: &'a Client,
    request: &DescribeOrdersRequest,
) -> Pages<'a, DescribeOrdersRequest, DescribeOrdersResponse, DescribeOrdersErrorCode> {
    client.pages(&DESCRIBE_ORDERS, request)
}

pub async fn describe_task(
    client: &Client,
    request: &Nothing,
) -> Result<DescribeTaskResponse, Error> {
    client.execute(&DESCRIBE_TASK, request).await
}

pub async fn chat_stream(
    client: &Client,
    request: &CreateOrderRequest,
) -> Result<EventStream<CreateOrderResponse, CreateOrderErrorCode>, Error<CreateOrderErrorCode>> {
    client.stream(&CHAT, request).await
}

#[cfg(feature = "blocking")]
pub mod blocking {
    use super::{
        CHAT, CREATE_ORDER, CreateOrderErrorCode, CreateOrderRequest, CreateOrderResponse,
        DESCRIBE_ORDERS, DescribeOrdersErrorCode, DescribeOrdersRequest, DescribeOrdersResponse,
    };
    use tencentcloud_runtime::blocking::{Client, EventStream, Pages};
    use tencentcloud_runtime::runtime::Error;

    pub fn create_order(
        client: &Client,
        request: &CreateOrderRequest,
    ) -> Result<CreateOrderResponse, Error<CreateOrderErrorCode>> {
        client.execute(&CREATE_ORDER, request)
    }

    pub fn describe_orders_pages<'a>(
        client: &'a Client,
        request: &DescribeOrdersRequest,
    ) -> Pages<'a, DescribeOrdersRequest, DescribeOrdersResponse, DescribeOrdersErrorCode> {
        client.pages(&DESCRIBE_ORDERS, request)
    }

    pub fn chat_stream(
        client: &Client,
        request: &CreateOrderRequest,
    ) -> Result<EventStream<CreateOrderResponse, CreateOrderErrorCode>, Error<CreateOrderErrorCode>>
    {
        client.stream(&CHAT, request)
    }
}
