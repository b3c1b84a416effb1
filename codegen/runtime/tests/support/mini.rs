//! A small product, written the way the generator writes one.

use tencentcloud_runtime::{
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

impl Streamed for ChatRequest {
    type Event = CreateOrderResponse;
}

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
#[derive(Clone, Default)]
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

tencentcloud_runtime::members! {
    read Item {
        name: member "Name",
        price: member "Price",
        weight: member "Weight",
        gift: member "Gift",
        stock: member "Stock",
        tags: member "Tags",
        parts: member "Parts",
        inner: member "Inner",
        id_card: secret "IdCard",
    }
}

/// Only sent: what is required is not an option.
#[non_exhaustive]
#[derive(Clone)]
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

tencentcloud_runtime::members! {
    strict CreateOrderRequest {
        customer: member "Customer",
        items: member "Items",
        coupons: member "Coupons",
        empty: member "Empty",
        client_token: member "ClientToken",
        pass_word: secret "PassWord",
    }
}

/// A structure without members.
#[non_exhaustive]
#[derive(Clone, Default)]
pub struct Nothing {}

tencentcloud_runtime::members! {
    sent Nothing {
    }
}

#[derive(Clone, Default)]
pub struct ChatRequest {
    pub text: Option<String>,
}

tencentcloud_runtime::members! {
    sent ChatRequest {
        text: member "Text",
    }
}

#[non_exhaustive]
#[derive(Clone, Default)]
pub struct DescribeTaskRequest {}

tencentcloud_runtime::members! {
    sent DescribeTaskRequest {
    }
}

#[non_exhaustive]
#[derive(Clone, Default)]
pub struct CreateOrderResponse {
    pub order_id: Option<String>,
    pub items: Vec<Item>,
    pub request_id: String,
}

tencentcloud_runtime::members! {
    read CreateOrderResponse {
        order_id: member "OrderId",
        items: member "Items",
        request_id: member "RequestId",
    }
}

#[non_exhaustive]
#[derive(Clone, Default)]
pub struct DescribeOrdersRequest {
    pub offset: Option<u64>,
    pub limit: Option<u64>,
}

tencentcloud_runtime::members! {
    sent DescribeOrdersRequest {
        offset: member "Offset",
        limit: member "Limit",
    }
}

#[non_exhaustive]
#[derive(Clone, Default)]
pub struct DescribeOrdersResponse {
    pub total_count: Option<i64>,
    pub orders: Vec<String>,
    pub numbers: Vec<i64>,
    pub request_id: String,
}

tencentcloud_runtime::members! {
    read DescribeOrdersResponse {
        total_count: member "TotalCount",
        orders: member "Orders",
        numbers: member "Numbers",
        request_id: member "RequestId",
    }
}

#[non_exhaustive]
#[derive(Clone, Default)]
pub struct TaskError {
    pub code: Option<String>,
    pub message: Option<String>,
}

tencentcloud_runtime::members! {
    read TaskError {
        code: member "Code",
        message: member "Message",
    }
}

/// Has a member `Error` of its own.
#[non_exhaustive]
#[derive(Clone, Default)]
pub struct DescribeTaskResponse {
    pub status: Option<String>,
    pub error: Option<TaskError>,
    pub request_id: String,
}

tencentcloud_runtime::members! {
    read DescribeTaskResponse {
        status: member "Status",
        error: member "Error",
        request_id: member "RequestId",
    }
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
