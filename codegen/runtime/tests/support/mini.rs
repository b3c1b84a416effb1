//! A small product, written the way the generator writes one.

use tencentcloud_runtime::runtime::wire::{Members, Slot, Visitor};
use tencentcloud_runtime::runtime::{
    Action, Call, Client, Error, EventStream, Listed, Paged, Pages, Pagination, PaginationKind,
    Request, Response, Streamed,
};

pub const CREATE_ORDER: Action =
    Action::new("shop", "2020-11-11", "CreateOrder", "shop.tencentcloudapi.com")
        .with_client_token()
        .with_errors(&["FailedOperation", "FailedOperation.SoldOut"]);

impl Request for CreateOrderRequest {
    type Response = CreateOrderResponse;
    const ACTION: &'static Action<'static> = &CREATE_ORDER;
}

impl Response for CreateOrderResponse {
    fn request_id(&self) -> &str {
        &self.request_id
    }
}

impl Request for DescribeOrdersRequest {
    type Response = DescribeOrdersResponse;
    const ACTION: &'static Action<'static> =
        &Action::new("shop", "2020-11-11", "DescribeOrders", "shop.tencentcloudapi.com")
            .with_region();
}

impl Response for DescribeOrdersResponse {
    fn request_id(&self) -> &str {
        &self.request_id
    }
}

impl Paged for DescribeOrdersRequest {
    const PAGINATION: Pagination = Pagination {
        kind: PaginationKind::Offset { offset: "Offset", limit: "Limit" },
        is_text: false,
        total: Some("TotalCount"),
        lists: &["Orders"],
        end: None,
    };
}

impl Listed for DescribeOrdersRequest {
    type Item = String;

    fn items(page: DescribeOrdersResponse) -> Vec<String> {
        page.orders
    }
}

impl Request for ChatRequest {
    type Response = CreateOrderResponse;
    const ACTION: &'static Action<'static> =
        &Action::new("shop", "2020-11-11", "Chat", "shop.tencentcloudapi.com").without_region();
}

impl Streamed for ChatRequest {}

impl Request for DescribeTaskRequest {
    type Response = DescribeTaskResponse;
    const ACTION: &'static Action<'static> =
        &Action::new("shop", "2020-11-11", "DescribeTask", "shop.tencentcloudapi.com")
            .with_error_member();
}

impl Response for DescribeTaskResponse {
    fn request_id(&self) -> &str {
        &self.request_id
    }
}

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

#[derive(Clone, PartialEq, Default)]
pub struct ChatRequest {
    pub text: Option<String>,
}

impl Members for ChatRequest {
    #[inline]
    fn visit(&self, visitor: &mut dyn Visitor) {
        visitor.member("Text", &self.text);
    }
}

#[non_exhaustive]
#[derive(Clone, PartialEq, Default)]
pub struct DescribeTaskRequest {}

impl Members for DescribeTaskRequest {
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
    ChatRequest,
    CreateOrderRequest,
    DescribeOrdersRequest,
    DescribeTaskRequest,
    Item,
    Nothing,
    CreateOrderResponse,
    DescribeOrdersResponse,
    TaskError,
    DescribeTaskResponse,
}

tencentcloud_runtime::error_codes! {
    /// The codes that the shop documents.
    pub enum ErrorCode {
        /// It failed.
        FailedOperation = "FailedOperation",
        /// There is nothing left.
        FailedOperationSoldOut = "FailedOperation.SoldOut",
    }
}

pub fn create_order(client: &Client, request: &CreateOrderRequest) -> Call<CreateOrderRequest> {
    client.send(request)
}

pub fn describe_orders(
    client: &Client,
    request: &DescribeOrdersRequest,
) -> Call<DescribeOrdersRequest> {
    client.send(request)
}

pub fn describe_orders_pages(
    client: &Client,
    request: &DescribeOrdersRequest,
) -> Pages<DescribeOrdersRequest> {
    client.pages(request)
}

pub fn describe_task(client: &Client, request: &DescribeTaskRequest) -> Call<DescribeTaskRequest> {
    client.send(request)
}

pub fn chat_stream(
    client: &Client,
    request: &ChatRequest,
) -> impl Future<Output = Result<EventStream<CreateOrderResponse>, Error>> + Send + use<> {
    client.stream(request)
}
