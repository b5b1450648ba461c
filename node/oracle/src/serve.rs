//! `oracle serve`: a recorded window as venues at a local address, over HTTP and WebSocket.
//!
//! `/N/SYMBOL` is the N-th venue's price, as `{"symbol", "price", "time"}`: the answer to a GET, and over
//! WebSocket a message every quarter of a second.

use crate::{
	clock::unix_millis,
	config::{ConfigError, OracleConfig},
	sources::{decimal, replay::Replay, Sources},
};
use futures::SinkExt;
use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{TcpListener, TcpStream},
	time::{sleep, timeout},
};
use tokio_tungstenite::{accept_async, tungstenite::Message};

/// Between two messages of a stream.
const EVERY: Duration = Duration::from_millis(250);

/// For a client to say what it wants.
const PATIENCE: Duration = Duration::from_secs(5);

/// Most bytes of a request.
const MAX_REQUEST: usize = 8 * 1024;

/// Venues that are made of one recording differ from each other, and not from run to run.
const SALT: &[u8] = b"served";

/// Serves a recorded window as venues.
#[derive(Clone, Debug, clap::Args)]
pub struct ServeArgs {
	/// The TOML file of a source of the kind `replay`, such as node/oracle/replay.toml; without it the
	/// recording that is built in.
	#[arg(long, value_name = "FILE")]
	pub config: Option<PathBuf>,
	/// Where to listen.
	#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:9930")]
	pub listen: SocketAddr,
}

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
	/// The configuration is refused.
	#[error(transparent)]
	Config(#[from] ConfigError),
	/// The configuration's sources are live.
	#[error("nothing to serve: name a file whose only source has kind = \"replay\"")]
	NotRecorded,
	/// The address is taken or not this machine's.
	#[error("cannot listen at {0}: {1}")]
	Listen(SocketAddr, std::io::Error),
	/// The runtime cannot be started.
	#[error("cannot start: {0}")]
	Start(#[from] std::io::Error),
}

impl ServeArgs {
	/// Serves until the process ends.
	///
	/// # Errors
	///
	/// [`ServeError`].
	pub fn run(&self) -> Result<(), ServeError> {
		let config = match &self.config {
			Some(path) => OracleConfig::load(path)?,
			None => OracleConfig::recorded()?,
		};
		let Sources::Recorded(replay) = Sources::new(&config)? else {
			return Err(ServeError::NotRecorded);
		};
		let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
		runtime.block_on(async {
			let listener = TcpListener::bind(self.listen).await;
			let listener = listener.map_err(|error| ServeError::Listen(self.listen, error))?;
			println!("venues at http://{0}/0/BTC and ws://{0}/0/BTC", self.listen);
			serve(listener, replay).await;
			Ok(())
		})
	}
}

/// Answers whoever connects, for ever.
pub async fn serve(listener: TcpListener, replay: Arc<Replay>) {
	loop {
		match listener.accept().await {
			Ok((stream, _)) => drop(tokio::spawn(answer(stream, replay.clone()))),
			// Too many connections, most often: some end.
			Err(_) => sleep(EVERY).await,
		}
	}
}

/// Answers one client; one that breaks off or asks for nothing is let go.
async fn answer(mut stream: TcpStream, replay: Arc<Replay>) -> Option<()> {
	let head = timeout(PATIENCE, head(&stream)).await.ok()??;
	let path = head.split_whitespace().nth(1)?.to_string();
	if !head.to_ascii_lowercase().contains("upgrade: websocket") {
		// What is left unread would reset the connection before the answer is read.
		stream.read_exact(&mut vec![0; head.len()]).await.ok()?;
		let (status, body) = match said(&replay, &path) {
			Some(body) => ("200 OK", body),
			None => ("404 Not Found", String::new()),
		};
		let length = body.len();
		let answer = format!(
			"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
			 connection: close\r\n\r\n{body}"
		);
		return stream.write_all(answer.as_bytes()).await.ok();
	}
	let mut socket = timeout(PATIENCE, accept_async(stream)).await.ok()?.ok()?;
	loop {
		let message = Message::text(said(&replay, &path)?);
		timeout(PATIENCE, socket.send(message)).await.ok()?.ok()?;
		sleep(EVERY).await;
	}
}

/// The head of a request, left in the stream.
async fn head(stream: &TcpStream) -> Option<String> {
	let mut bytes = vec![0; MAX_REQUEST];
	loop {
		let length = stream.peek(&mut bytes).await.ok()?;
		let text = String::from_utf8(bytes.get(..length)?.to_vec()).ok()?;
		if text.contains("\r\n\r\n") {
			return Some(text);
		}
		if length == 0 || length == MAX_REQUEST {
			return None;
		}
		sleep(Duration::from_millis(10)).await;
	}
}

/// What the venue says that a path names.
fn said(replay: &Replay, path: &str) -> Option<String> {
	let (venue, symbol) = path.strip_prefix('/')?.split_once('/')?;
	let quotes = replay.quotes(symbol, unix_millis(), SALT);
	let quote = quotes.get(venue.parse::<usize>().ok()?)?;
	let price = decimal(quote.price);
	Some(serde_json::json!({ "symbol": symbol, "price": price, "time": quote.at }).to_string())
}
