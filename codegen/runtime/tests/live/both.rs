//! Both clients behind one face, so that each scenario is written once.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use serde_json::json;
use tencentcloud_runtime::transport::Proxies;
use tencentcloud_runtime::{
    Action, Client, ClientBuilder, Credential, CredentialProvider, Error, JsonObject, Repeat,
    RetryPolicy, Settings, blocking,
};
use tests_service::{Account, Answer, Offer, Service};
use tokio::runtime::Runtime;

use crate::mini::{
    self, ChatRequest, CreateOrderRequest, CreateOrderResponse, DescribeOrdersRequest,
    DescribeOrdersResponse, DescribeTaskRequest, DescribeTaskResponse, Item,
};

/// An action that takes bytes. It says that it has a token, which bytes cannot carry.
const UPLOAD: Action<'_> =
    Action::new("shop", "2020-11-11", "Upload", "shop.tencentcloudapi.com").with_client_token();

pub(crate) type Placed = Result<CreateOrderResponse, Error>;
pub(crate) type Events = Vec<Placed>;

/// How a client is set up.
pub(crate) struct Setup {
    settings: Settings,
    retry: RetryPolicy,
    builders: Box<dyn FnOnce(Clients) -> Clients>,
}

/// The builders of both clients, of which one is used.
pub(crate) struct Clients {
    asynchronous: ClientBuilder<Client>,
    blocking: ClientBuilder<blocking::Client>,
}

impl Setup {
    /// For this double, with the account that it knows and short waits between attempts.
    pub(crate) fn of(service: &Service) -> Self {
        Self::at(&service.url())
    }

    pub(crate) fn at(url: &str) -> Self {
        let waits = Duration::from_millis(1);
        let account = Account::example();
        let credential = Credential::new(account.secret_id, account.secret_key).unwrap();
        Self {
            settings: Settings::default().endpoint(url),
            retry: RetryPolicy::default().waits(waits, waits),
            builders: Box::new(|clients| clients),
        }
        .provider(credential)
    }

    /// Signs with what comes from here.
    pub(crate) fn provider(self, provider: impl CredentialProvider + Clone) -> Self {
        self.build(|clients| Clients {
            asynchronous: clients.asynchronous.credential(provider.clone()),
            blocking: clients.blocking.credential(provider),
        })
    }

    /// Trusts the certificates of this PEM text too.
    pub(crate) fn trust(self, pem: &str) -> Self {
        let pem = pem.to_owned();
        self.build(move |clients| Clients {
            asynchronous: clients.asynchronous.root_certificates_pem(&pem),
            blocking: clients.blocking.root_certificates_pem(&pem),
        })
    }

    /// Believes every certificate.
    pub(crate) fn unchecked(self) -> Self {
        self.build(|clients| Clients {
            asynchronous: clients.asynchronous.danger_accept_invalid_certificates(true),
            blocking: clients.blocking.danger_accept_invalid_certificates(true),
        })
    }

    pub(crate) fn proxies(self, proxies: Proxies) -> Self {
        self.build(move |clients| Clients {
            asynchronous: clients.asynchronous.proxies(proxies.clone()),
            blocking: clients.blocking.proxies(proxies),
        })
    }

    /// What is said to the builders and not in the settings.
    fn build(mut self, more: impl FnOnce(Clients) -> Clients + 'static) -> Self {
        let so_far = self.builders;
        self.builders = Box::new(|clients| more(so_far(clients)));
        self
    }

    pub(crate) fn change(mut self, change: impl FnOnce(Settings) -> Settings) -> Self {
        self.settings = change(self.settings);
        self
    }

    pub(crate) fn region(self, region: &str) -> Self {
        self.change(|settings| settings.region(region))
    }

    pub(crate) fn timeout(self, timeout: Duration) -> Self {
        self.change(|settings| settings.timeout(timeout))
    }

    pub(crate) fn attempts(mut self, attempts: u32) -> Self {
        self.retry = self.retry.max_attempts(attempts);
        self
    }

    /// Waits between attempts as a client does unless told otherwise.
    pub(crate) fn usual_waits(mut self) -> Self {
        self.retry = RetryPolicy::default();
        self
    }

    /// The longest wait between two attempts.
    pub(crate) fn pause(mut self, longest: Duration) -> Self {
        self.retry = self.retry.waits(longest, longest);
        self
    }

    pub(crate) fn repeat(mut self, repeat: Repeat) -> Self {
        self.retry = self.retry.repeat(repeat);
        self
    }

    fn clients(self) -> Clients {
        let settings = self.settings.retry(self.retry);
        let other = settings.clone();
        (self.builders)(Clients {
            asynchronous: Client::builder().configure(|_| settings),
            blocking: blocking::Client::builder().configure(|_| other),
        })
    }
}

/// A client, asynchronous or blocking.
pub(crate) trait Caller: Sync {
    fn try_new(setup: Setup) -> Result<Self, Error>
    where
        Self: Sized;
    fn new(setup: Setup) -> Self
    where
        Self: Sized,
    {
        Self::try_new(setup).unwrap()
    }
    fn create_order(&self, request: &CreateOrderRequest) -> Placed;
    fn describe_orders(&self) -> Result<DescribeOrdersResponse, Error>;
    fn describe_task(&self) -> Result<DescribeTaskResponse, Error>;
    /// These bytes, with these headers.
    fn upload(&self, headers: &[(&str, &str)], body: Bytes) -> Result<JsonObject, Error>;
    /// All pages of so many orders.
    fn pages(&self, limit: u64) -> Vec<Result<DescribeOrdersResponse, Error>>;
    /// All events of a chat.
    fn chat(&self) -> Result<Events, Error>;
    /// So many orders, so many of them at once; of each whether it was placed.
    fn flood(&self, calls: usize, at_once: usize) -> Vec<Placed>;
}

pub(crate) struct Async {
    pub(crate) runtime: Runtime,
    pub(crate) client: Client,
}

impl Caller for Async {
    fn try_new(setup: Setup) -> Result<Self, Error> {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
        Ok(Self { runtime, client: setup.clients().asynchronous.build()? })
    }

    fn create_order(&self, request: &CreateOrderRequest) -> Placed {
        self.runtime.block_on(mini::create_order(&self.client, request))
    }

    fn describe_orders(&self) -> Result<DescribeOrdersResponse, Error> {
        let request = DescribeOrdersRequest::default();
        self.runtime.block_on(mini::describe_orders(&self.client, &request))
    }

    fn describe_task(&self) -> Result<DescribeTaskResponse, Error> {
        self.runtime.block_on(mini::describe_task(&self.client, &DescribeTaskRequest::default()))
    }

    fn upload(&self, headers: &[(&str, &str)], body: Bytes) -> Result<JsonObject, Error> {
        self.runtime.block_on(self.client.upload(&UPLOAD, headers, body))
    }

    fn pages(&self, limit: u64) -> Vec<Result<DescribeOrdersResponse, Error>> {
        let mut pages = mini::describe_orders_pages(&self.client, &of_limit(limit));
        let mut all = Vec::new();
        self.runtime.block_on(async {
            while let Some(page) = pages.next().await {
                all.push(page);
            }
        });
        all
    }

    fn chat(&self) -> Result<Events, Error> {
        self.runtime.block_on(async {
            let mut events = mini::chat_stream(&self.client, &ChatRequest::default()).await?;
            let mut all = Vec::new();
            while let Some(event) = events.next().await {
                all.push(event);
            }
            Ok(all)
        })
    }

    fn flood(&self, calls: usize, at_once: usize) -> Vec<Placed> {
        let next = std::sync::Arc::new(AtomicUsize::new(0));
        let worker = || {
            let (client, next) = (self.client.clone(), next.clone());
            self.runtime.spawn(async move {
                let mut placed = Vec::new();
                while let Some(number) = take(&next, calls) {
                    placed.push(mini::create_order(&client, &order(&number)).await);
                }
                placed
            })
        };
        let workers: Vec<_> = (0..at_once).map(|_| worker()).collect();
        let wait = |worker| self.runtime.block_on(worker);
        workers.into_iter().flat_map(|worker| wait(worker).unwrap()).collect()
    }
}

pub(crate) struct Blocking {
    client: blocking::Client,
}

impl Caller for Blocking {
    fn try_new(setup: Setup) -> Result<Self, Error> {
        Ok(Self { client: setup.clients().blocking.build()? })
    }

    fn create_order(&self, request: &CreateOrderRequest) -> Placed {
        self.client.send(request)
    }

    fn describe_orders(&self) -> Result<DescribeOrdersResponse, Error> {
        self.client.send(&DescribeOrdersRequest::default())
    }

    fn describe_task(&self) -> Result<DescribeTaskResponse, Error> {
        self.client.send(&DescribeTaskRequest::default())
    }

    fn upload(&self, headers: &[(&str, &str)], body: Bytes) -> Result<JsonObject, Error> {
        self.client.upload(&UPLOAD, headers, body)
    }

    fn pages(&self, limit: u64) -> Vec<Result<DescribeOrdersResponse, Error>> {
        self.client.pages(&of_limit(limit)).collect()
    }

    fn chat(&self) -> Result<Events, Error> {
        Ok(self.client.stream(&ChatRequest::default())?.collect())
    }

    fn flood(&self, calls: usize, at_once: usize) -> Vec<Placed> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut placed = Vec::new();
            while let Some(number) = take(&next, calls) {
                placed.push(self.create_order(&order(&number)));
            }
            placed
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        })
    }
}

fn of_limit(limit: u64) -> DescribeOrdersRequest {
    DescribeOrdersRequest { limit: Some(limit), ..DescribeOrdersRequest::default() }
}

/// The number of the next call, if one is left.
fn take(next: &AtomicUsize, calls: usize) -> Option<String> {
    let number = next.fetch_add(1, Ordering::SeqCst);
    (number < calls).then(|| number.to_string())
}

/// What a reporter of errors prints: the error and its causes, each once.
pub(crate) fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let told: Vec<String> = causes.map(ToString::to_string).collect();
    told.join(": ")
}

/// Makes twenty calls one after the other and checks that they shared their connections. A
/// connection that comes back a moment too late is met by another one, so a few are allowed.
pub(crate) fn keeps_connections(client: &impl Caller, connections: impl Fn() -> u64) {
    let before = connections();
    for number in 0..20 {
        client.create_order(&order(&number.to_string())).unwrap();
    }
    let made = connections() - before;
    assert!((1..=5).contains(&made), "{made} connections");
}

/// An order of this customer.
pub(crate) fn order(customer: &str) -> CreateOrderRequest {
    CreateOrderRequest::new(customer, vec![Item::new("book")])
}

/// A double that has the actions of the small product.
pub(crate) fn shop() -> Service {
    with_actions(Service::start())
}

/// The same at an address where nobody listens.
pub(crate) fn shop_at(address: SocketAddr) -> Service {
    with_actions(Service::start_at(address))
}

fn with_actions(service: Service) -> Service {
    service.offer(offer("CreateOrder").answering(|request, id| {
        let customer = request.json()["Customer"].as_str().unwrap_or_default().to_owned();
        Answer::success(json!({ "OrderId": format!("order of {customer}") }), id).into()
    }));
    service.offer(offer("DescribeOrders").in_a_region());
    service.offer(offer("DescribeTask"));
    service.offer(offer("Chat"));
    service.offer(offer("Upload").of_bytes());
    service
}

fn offer(action: &str) -> Offer {
    Offer::new("shop", "2020-11-11", action)
}

/// Runs each scenario with each client.
#[macro_export]
macro_rules! scenarios {
    ($($name:ident),* $(,)?) => {
        mod asynchronous {
            $(#[test] fn $name() { super::$name::<$crate::both::Async>(); })*
        }
        mod blocking {
            $(#[test] fn $name() { super::$name::<$crate::both::Blocking>(); })*
        }
    };
}
