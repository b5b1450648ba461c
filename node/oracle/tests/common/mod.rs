//! Local servers for the tests of live sources.
#![allow(dead_code)]

use serde_json::{json, Value};
use std::{
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc, Mutex, Once,
	},
	time::Duration,
};
use tenor_oracle_worker::clock::unix_millis;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpListener, TcpStream},
};

/// What a server does with each request.
#[derive(Clone)]
pub(crate) enum Answer {
	/// This status and body, the length told.
	Body(u16, String),
	/// A right answer on this market, none on any other.
	Knows(&'static str, String),
	/// A right answer after so long.
	After(Duration, String),
	/// Bytes for ever, no length told.
	Endless,
	/// A length far above what follows.
	Lies(usize),
	/// A right head, then nothing.
	Stalls,
	/// Closes at once.
	Closes,
	/// Not HTTP.
	Noise,
	/// Sends the client elsewhere.
	Redirects(String),
}

pub(crate) fn ok(body: &str) -> Answer {
	Answer::Body(200, body.into())
}

/// Serves on a free port; gives the address and a count of requests.
pub(crate) async fn serve(answer: Answer) -> (String, Arc<AtomicUsize>) {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let address = listener.local_addr().unwrap();
	let count = Arc::new(AtomicUsize::new(0));
	let served = count.clone();
	tokio::spawn(async move {
		while let Ok((stream, _)) = listener.accept().await {
			served.fetch_add(1, Ordering::SeqCst);
			tokio::spawn(respond(stream, answer.clone()));
		}
	});
	(format!("http://{address}/{{market}}"), count)
}

async fn respond(mut stream: TcpStream, answer: Answer) {
	let mut request = [0; 4_096];
	let length = stream.read(&mut request).await.unwrap_or(0);
	let head = |status: u16, length: usize| {
		format!("HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n")
	};
	let mut send = async |text: String| stream.write_all(text.as_bytes()).await.is_ok();
	match answer {
		Answer::Body(status, body) => {
			send(format!("{}{body}", head(status, body.len()))).await;
		},
		Answer::Knows(market, body) => {
			let known = String::from_utf8_lossy(&request[..length]).contains(market);
			let status = if known { 200 } else { 404 };
			send(format!("{}{body}", head(status, body.len()))).await;
		},
		Answer::After(pause, body) => {
			tokio::time::sleep(pause).await;
			send(format!("{}{body}", head(200, body.len()))).await;
		},
		Answer::Endless => {
			send("HTTP/1.1 200 X\r\nconnection: close\r\n\r\n".into()).await;
			while send("1".repeat(4_096)).await {}
		},
		Answer::Lies(length) => {
			send(format!("{}[", head(200, length))).await;
		},
		Answer::Stalls => {
			send(head(200, 100)).await;
			tokio::time::sleep(Duration::from_secs(60)).await;
		},
		Answer::Closes => {},
		Answer::Noise => {
			send("\0\u{1}\u{2} what?\r\n\r\n".repeat(9)).await;
		},
		Answer::Redirects(to) => {
			send(format!("HTTP/1.1 302 X\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")).await;
		},
	}
}

/// Lines of all tests of a binary.
struct Lines;

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl log::Log for Lines {
	fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
		metadata.level() <= log::Level::Warn
	}

	fn log(&self, record: &log::Record<'_>) {
		if self.enabled(record.metadata()) {
			LINES.lock().unwrap().push(record.args().to_string());
		}
	}

	fn flush(&self) {}
}

/// Keeps warnings from now on; to be called before what logs them.
pub(crate) fn keep_logs() {
	static INSTALL: Once = Once::new();
	INSTALL.call_once(|| {
		log::set_logger(&Lines).unwrap();
		log::set_max_level(log::LevelFilter::Warn);
	});
}

/// The warnings that contain this.
pub(crate) fn logs(part: &str) -> Vec<String> {
	LINES.lock().unwrap().iter().filter(|line| line.contains(part)).cloned().collect()
}

/// What a venue of spot prices says first on its stream by its public documentation, shortened: acknowledgements, then a price.
pub(crate) fn stream(venue: &str) -> Vec<Value> {
	let now = unix_millis();
	let moment = chrono::DateTime::from_timestamp_millis(now.cast_signed()).unwrap();
	match venue {
		"binance" => vec![json!({"e": "24hrTicker", "E": now, "s": "BTCUSDT", "c": "61230.00",
			"b": "61234.00", "B": "1.5", "a": "61235.00", "A": "0.2"})],
		"coinbase" => vec![
			json!({"type": "subscriptions", "channels": [{"name": "ticker", "product_ids": ["BTC-USD"]}]}),
			json!({"type": "ticker", "sequence": 37_475_248_783_u64, "product_id": "BTC-USD",
				"price": "61230.01", "best_bid": "61234.00", "best_ask": "61235.00",
				"time": format!("{moment:?}")}),
		],
		"kraken" => vec![
			json!({"channel": "status", "type": "update", "data": [{"system": "online", "api_version": "v2"}]}),
			json!({"method": "subscribe", "result": {"channel": "ticker", "symbol": "BTC/USD"},
				"success": true}),
			json!({"channel": "ticker", "type": "snapshot", "data": [{"symbol": "BTC/USD",
				"bid": 61234.0, "bid_qty": 1.0, "ask": 61235.0, "ask_qty": 2.0, "last": 61230.1}]}),
			json!({"channel": "heartbeat"}),
		],
		"okx" => vec![
			json!({"event": "subscribe", "arg": {"channel": "tickers", "instId": "BTC-USDT"}}),
			json!({"arg": {"channel": "tickers", "instId": "BTC-USDT"}, "data": [{"instId": "BTC-USDT",
				"last": "61230", "askPx": "61235", "bidPx": "61234", "ts": now.to_string()}]}),
		],
		_ => vec![
			json!({"jsonrpc": "2.0", "id": 1, "result": ["deribit_price_index.btc_usd"]}),
			json!({"jsonrpc": "2.0", "method": "subscription", "params": {
				"channel": "deribit_price_index.btc_usd",
				"data": {"timestamp": now, "price": 61234.5, "index_name": "btc_usd"}}}),
		],
	}
}
