//! Streams of venues that speak right, wrongly, hugely, in pieces, or fall silent.

mod common;

use common::{keep_logs, logs, stream};
use futures::{SinkExt, StreamExt};
use serde_json::json;
use std::{
	future::Future,
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc, Mutex,
	},
	time::{Duration, Instant},
};
use tenor_oracle_worker::{
	check::check,
	clock::unix_millis,
	config::{OracleConfig, SourceConfig},
	median::MedianRule,
	metrics::Metrics,
	sources::{
		client::FetchError,
		parse_price,
		websocket::{WebSocketConfig, WebSocketVenue},
		Sources,
	},
};
use tokio::{
	net::{TcpListener, TcpStream},
	task::JoinHandle,
};
use tokio_tungstenite::{accept_async, tungstenite::Message, WebSocketStream};

type Socket = WebSocketStream<TcpStream>;

/// Hands each connection to `talk`, with its number from 0; the connection ends when that does.
async fn serve<F: Future<Output = ()> + Send>(
	talk: impl Fn(Socket, usize) -> F + Send + Sync + Clone + 'static,
) -> (String, Arc<AtomicUsize>) {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let address = listener.local_addr().unwrap();
	let count = Arc::new(AtomicUsize::new(0));
	let served = count.clone();
	tokio::spawn(async move {
		while let Ok((stream, _)) = listener.accept().await {
			let number = served.fetch_add(1, Ordering::SeqCst);
			let talk = talk.clone();
			tokio::spawn(async move {
				if let Ok(socket) = accept_async(stream).await {
					talk(socket, number).await;
				}
			});
		}
	});
	(format!("ws://{address}/{{market}}"), count)
}

async fn say(socket: &mut Socket, text: impl Into<String>) {
	let _ = socket.send(Message::text(text.into())).await;
}

async fn for_ever() {
	std::future::pending().await
}

fn config(url: &str, name: &str) -> WebSocketConfig {
	WebSocketConfig {
		name: name.into(),
		url: url.into(),
		subscribe: None,
		ping: None,
		path: Some("/p".into()),
		bid: None,
		ask: None,
		time_path: None,
		frozen_after_ms: 60_000,
		timeout_ms: 500,
		silence_ms: 1_000,
		markets: [("BTC".to_string(), "XBT".to_string())].into(),
	}
}

fn joined(sources: Vec<WebSocketConfig>) -> OracleConfig {
	OracleConfig {
		min_sources: 1,
		outlier_bp: 100,
		stale_after_ms: 5_000,
		surface: None,
		sources: sources.into_iter().map(SourceConfig::WebSocket).collect(),
		folder: None,
	}
}

/// Sources that are listened to until the returned tasks are aborted; they never end by themselves.
fn listened(venues: Vec<WebSocketConfig>) -> (Sources, Vec<JoinHandle<()>>) {
	keep_logs();
	let config = joined(venues);
	let sources = Sources::new(&config).unwrap();
	let polls = sources.polls(MedianRule::of(&config), &Metrics::default());
	(sources, polls.into_iter().map(tokio::spawn).collect())
}

/// The last prices of BTC, by venue.
fn heard(sources: &Sources) -> Vec<u128> {
	sources.quotes("BTC", 0, b"").into_iter().map(|quote| quote.price.0).collect()
}

fn wad(text: &str) -> u128 {
	parse_price(text).unwrap().0
}

/// Waits for a moment at which this holds.
async fn until(what: &str, holds: impl Fn() -> bool) {
	let start = Instant::now();
	while !holds() {
		assert!(start.elapsed() < Duration::from_secs(15), "never {what}");
		tokio::time::sleep(Duration::from_millis(20)).await;
	}
}

async fn pause(millis: u64) {
	tokio::time::sleep(Duration::from_millis(millis)).await;
}

#[tokio::test]
async fn each_update_is_the_price_at_once() {
	let (url, count) = serve(|mut socket, _| async move {
		for price in 0..200 {
			say(&mut socket, format!(r#"{{"p":"{}"}}"#, 61_000 + price)).await;
			pause(10).await;
		}
		for_ever().await;
	})
	.await;
	let (sources, tasks) = listened(vec![config(&url, "venue")]);
	until("a first price", || !heard(&sources).is_empty()).await;
	let first = heard(&sources)[0];
	until("a later price", || heard(&sources)[0] > first).await;
	until("the last price", || heard(&sources) == [wad("61199")]).await;
	assert_eq!(count.load(Ordering::SeqCst), 1);
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn a_silent_stream_has_no_price_and_is_made_anew() {
	// The first connection stays open and says nothing after its price but that it lives.
	let (url, count) = serve(|mut socket, number| async move {
		say(&mut socket, format!(r#"{{"p":"{}"}}"#, 5 + number)).await;
		loop {
			pause(100).await;
			say(&mut socket, r#"{"type":"heartbeat"}"#).await;
		}
	})
	.await;
	let (sources, tasks) = listened(vec![config(&url, "venue")]);
	until("the first price", || heard(&sources) == [wad("5")]).await;
	until("silence to count", || heard(&sources).is_empty()).await;
	assert_eq!(count.load(Ordering::SeqCst), 1, "the price goes before another connection is made");
	until("a price again", || heard(&sources) == [wad("6")]).await;
	assert!(tasks.iter().all(|task| !task.is_finished()), "a source never ends");
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn a_stream_that_says_the_same_for_ever_has_no_price() {
	let (url, _) = serve(|mut socket, _| async move {
		loop {
			say(&mut socket, r#"{"p":5}"#).await;
			pause(100).await;
		}
	})
	.await;
	let frozen = WebSocketConfig { frozen_after_ms: 500, ..config(&url, "venue") };
	let (sources, tasks) = listened(vec![frozen]);
	until("the price", || heard(&sources) == [wad("5")]).await;
	until("that to be old", || heard(&sources).is_empty()).await;
	pause(1_500).await;
	assert!(heard(&sources).is_empty(), "a new connection makes it no newer");
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn a_broken_stream_keeps_its_price_while_it_is_fresh_and_comes_back() {
	let (url, count) = serve(|mut socket, number| async move {
		say(&mut socket, format!(r#"{{"p":"{}"}}"#, 5 + number)).await;
		if number > 0 {
			for_ever().await;
		}
	})
	.await;
	let (sources, tasks) = listened(vec![config(&url, "venue")]);
	until("the first price", || heard(&sources) == [wad("5")]).await;
	pause(300).await;
	assert_eq!(heard(&sources), [wad("5")], "a broken connection makes no price old");
	until("the second connection", || heard(&sources) == [wad("6")]).await;
	assert_eq!(count.load(Ordering::SeqCst), 2);
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn failures_are_retried_less_and_less_often() {
	let (bad, count) = serve(|_, _| async {}).await;
	let (good, _) = serve(|mut socket, _| async move {
		loop {
			say(&mut socket, r#"{"p":7}"#).await;
			pause(100).await;
		}
	})
	.await;
	let (sources, tasks) = listened(vec![config(&bad, "bad"), config(&good, "good")]);
	pause(8_000).await;
	// At 0, 1, 3 and 7 seconds.
	let tries = count.load(Ordering::SeqCst);
	assert!((3..=4).contains(&tries), "{tries}");
	assert_eq!(heard(&sources), [wad("7")]);
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn garbage_is_passed_over_with_one_line() {
	let (url, count) = serve(|mut socket, _| async move {
		let garbage = [
			Message::text("<html>down</html>"),
			Message::text("[".repeat(50_000)),
			Message::binary(vec![0xff; 300]),
			Message::text(r#"{"p":"-1"}"#),
			Message::text(r#"{"p":"NaN"}"#),
			Message::text(r#"{"p":1e300}"#),
			Message::text(r#"{"p":{}}"#),
			Message::text(""),
			Message::Ping(vec![1, 2, 3].into()),
			Message::Pong(vec![4].into()),
		];
		say(&mut socket, r#"{"p":"5"}"#).await;
		for message in garbage {
			let _ = socket.send(message).await;
		}
		pause(500).await;
		say(&mut socket, r#"{"p":"6"}"#).await;
		for_ever().await;
	})
	.await;
	let (sources, tasks) = listened(vec![config(&url, "garbled")]);
	until("the price before", || heard(&sources) == [wad("5")]).await;
	until("the price after", || heard(&sources) == [wad("6")]).await;
	assert_eq!(count.load(Ordering::SeqCst), 1);
	let lines = logs("garbled XBT: message ignored");
	assert_eq!(lines.len(), 1, "{lines:#?}");
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn oversized_messages_end_the_connection_unread() {
	let (url, count) = serve(|mut socket, number| async move {
		say(&mut socket, format!(r#"{{"p":{}}}"#, 5 + number)).await;
		if number == 0 {
			say(&mut socket, format!(r#"{{"p":9,"x":"{}"}}"#, "y".repeat(70_000))).await;
		}
		for_ever().await;
	})
	.await;
	let (sources, tasks) = listened(vec![config(&url, "huge")]);
	until("the next connection", || heard(&sources) == [wad("6")]).await;
	assert_eq!(count.load(Ordering::SeqCst), 2);
	assert_eq!(logs("huge BTC: answer above 65536 bytes").len(), 1);
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn what_is_no_stream_is_an_error_in_time() {
	let ask = async |url: &str| {
		let mut config = config(url, "venue");
		config.silence_ms = 1_000;
		WebSocketVenue::new(config).unwrap().fetch("BTC").await.unwrap_err()
	};
	for answer in [common::Answer::Closes, common::Answer::Noise] {
		let (url, _) = common::serve(answer).await;
		let error = ask(&url.replace("http", "ws")).await;
		assert!(matches!(error, FetchError::Unreachable(_)), "{error}");
	}
	let (url, _) = common::serve(common::ok("{}")).await;
	assert!(matches!(ask(&url.replace("http", "ws")).await, FetchError::Status(200)));
	let (elsewhere, count) = common::serve(common::ok("{}")).await;
	let redirects = common::Answer::Redirects(elsewhere.replace("{market}", "XBT"));
	let (url, _) = common::serve(redirects).await;
	assert!(matches!(ask(&url.replace("http", "ws")).await, FetchError::Status(302)));
	assert_eq!(count.load(Ordering::SeqCst), 0, "no redirect is followed");
	let wait = common::Answer::After(Duration::from_secs(60), String::new());
	let (url, _) = common::serve(wait).await;
	assert!(matches!(ask(&url.replace("http", "ws")).await, FetchError::Timeout));
	// TLS with one who speaks none.
	let (url, _) = common::serve(common::Answer::Noise).await;
	let error = ask(&url.replace("http", "wss").replace("{market}", "secret-key")).await;
	assert!(matches!(error, FetchError::Unreachable(_)), "{error}");
	assert!(!error.to_string().contains("secret-key"), "addresses may hold keys: {error}");
	// A stream that tells why it has nothing.
	let (url, _) = serve(|mut socket, _| async move {
		say(&mut socket, r#"{"error":"no such market"}"#).await;
		for_ever().await;
	})
	.await;
	let error = ask(&url).await;
	assert!(matches!(error, FetchError::Silent(_)));
	assert!(error.to_string().contains("no such market"), "{error}");
}

#[tokio::test]
async fn the_subscription_is_sent_first_and_markets_have_connections_of_their_own() {
	let (url, count) = serve(|mut socket, _| async move {
		let Some(Ok(Message::Text(asked))) = socket.next().await else { return };
		let price = match asked.as_str() {
			r#"{"ask":"XBT"}"# => 5,
			r#"{"ask":"XETH"}"# => 6,
			_ => return,
		};
		loop {
			say(&mut socket, json!({ "p": price }).to_string()).await;
			pause(200).await;
			if price == 6 {
				return;
			}
		}
	})
	.await;
	let mut venue = config(&url.replace("{market}", ""), "venue");
	venue.subscribe = Some(r#"{"ask":"{market}"}"#.into());
	venue.markets.insert("ETH".into(), "XETH".into());
	let (sources, tasks) = listened(vec![venue]);
	until("both prices", || heard(&sources).len() + sources.quotes("ETH", 0, b"").len() == 2).await;
	assert_eq!(heard(&sources), [wad("5")]);
	assert_eq!(sources.quotes("ETH", 0, b"")[0].price.0, wad("6"));
	pause(1_500).await;
	assert_eq!(count.load(Ordering::SeqCst), 3, "only the market that broke is asked for again");
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn a_venue_that_waits_for_pings_gets_them() {
	let (url, count) = serve(|mut socket, _| async move {
		say(&mut socket, r#"{"p":0}"#).await;
		while let Some(Ok(message)) = socket.next().await {
			match message {
				Message::Text(text) if text.as_str() == "are you there?" => {
					say(&mut socket, r#"{"p":5}"#).await;
				},
				Message::Ping(_) => say(&mut socket, r#"{"p":6}"#).await,
				_ => return,
			}
		}
	})
	.await;
	let text = Some("are you there?".into());
	let own = WebSocketConfig { ping: text, ..config(&url, "text") };
	let (sources, tasks) = listened(vec![own, config(&url, "frame")]);
	until("both answers", || heard(&sources) == [wad("5"), wad("6")]).await;
	pause(2_000).await;
	assert_eq!(heard(&sources), [wad("5"), wad("6")]);
	assert_eq!(count.load(Ordering::SeqCst), 2);
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn an_answer_to_a_ping_is_neither_a_price_nor_worth_a_line() {
	let (url, _) = serve(|mut socket, _| async move {
		say(&mut socket, r#"{"error":"no such market"}"#).await;
		while let Some(Ok(_)) = socket.next().await {
			say(&mut socket, "pong").await;
		}
	})
	.await;
	let own = WebSocketConfig { ping: Some("ping".into()), ..config(&url, "answering") };
	let (_, tasks) = listened(vec![own]);
	// What it said besides is what the log tells.
	until("silence to be told", || !logs("answering BTC: no price for too long").is_empty()).await;
	let lines = logs("answering");
	assert!(lines.iter().all(|line| line.contains("no such market")), "{lines:#?}");
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn the_streams_of_five_venues_give_their_prices() {
	let example = OracleConfig::parse(include_str!("../websocket.toml")).unwrap();
	let asked = Arc::new(Mutex::new(Vec::new()));
	let mut sources = Vec::new();
	for source in example.sources {
		let SourceConfig::WebSocket(mut venue) = source else { panic!("not a stream") };
		let (name, subscribes, seen) =
			(venue.name.clone(), venue.subscribe.is_some(), asked.clone());
		let (url, _) = serve(move |mut socket, _| {
			let (name, seen) = (name.clone(), seen.clone());
			async move {
				if subscribes {
					let Some(Ok(Message::Text(text))) = socket.next().await else { return };
					seen.lock().unwrap().push(text.to_string());
				}
				for message in stream(&name) {
					say(&mut socket, message.to_string()).await;
				}
				for_ever().await;
			}
		})
		.await;
		venue.url = url;
		venue.markets.remove("ETH");
		sources.push(venue);
	}
	let mut config = joined(sources);
	config.min_sources = 5;
	let table = check(&config).await.unwrap();
	let expected = (parse_price("61234.5").unwrap(), 5);
	assert_eq!(table.prices, [("BTC".to_string(), Some(expected))], "{table}");
	let asked = asked.lock().unwrap().join("\n");
	for market in ["BTC-USD", "BTC/USD", "BTC-USDT", "deribit_price_index.btc_usd"] {
		assert!(asked.contains(market), "{asked}");
	}
	assert!(!asked.contains("{market}"));
}

#[tokio::test]
async fn silence_is_told_by_the_time_that_a_venue_names_too() {
	let (url, _) = serve(|mut socket, _| async move {
		let old = unix_millis() - 60_000;
		loop {
			say(&mut socket, format!(r#"{{"p":5,"t":{old}}}"#)).await;
			pause(100).await;
		}
	})
	.await;
	let mut venue = config(&url, "old");
	venue.time_path = Some("/t".into());
	let (sources, tasks) = listened(vec![venue]);
	until("a quote", || !heard(&sources).is_empty()).await;
	let rule = MedianRule { min_sources: 1, outlier_bp: 100, stale_after_ms: 5_000 };
	let quotes = sources.quotes("BTC", 0, b"");
	assert_eq!(rule.apply(&quotes, unix_millis()), None, "a venue that repeats itself is stale");
	tasks.iter().for_each(|task| task.abort());
}
