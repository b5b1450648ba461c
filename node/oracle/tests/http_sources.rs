//! Venues that answer right, slowly, wrongly, hugely, or not at all.

mod common;

use common::{ok, serve, Answer};
use std::{
	sync::atomic::Ordering,
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
		http::{HttpConfig, HttpVenue},
		parse_price, Sources,
	},
};
use tokio::{net::TcpListener, task::JoinHandle};

fn config(url: &str, name: &str) -> HttpConfig {
	HttpConfig {
		name: name.into(),
		url: url.into(),
		path: "/result/{market}/0".into(),
		time_path: None,
		frozen_after_ms: 60_000,
		timeout_ms: 500,
		interval_ms: 250,
		markets: [("BTC".to_string(), "XBT".to_string())].into(),
	}
}

async fn ask(answer: Answer) -> Result<String, FetchError> {
	let (url, _) = serve(answer).await;
	let venue = HttpVenue::new(config(&url, "venue")).unwrap();
	venue.fetch("BTC").await.map(|quote| quote.price.0.to_string())
}

const RIGHT: &str = r#"{"result":{"XBT":["61234.5"]}}"#;

#[tokio::test]
async fn a_right_answer_is_a_price() {
	let price = parse_price("61234.5").unwrap().0.to_string();
	assert_eq!(ask(ok(RIGHT)).await.unwrap(), price);
	assert_eq!(ask(ok(r#"{"result":{"XBT":[61234.50]}}"#)).await.unwrap(), price);
	assert_eq!(ask(Answer::After(Duration::from_millis(100), RIGHT.into())).await.unwrap(), price);
}

#[tokio::test]
async fn a_slow_answer_is_cut_off_in_time() {
	for answer in [Answer::After(Duration::from_secs(30), RIGHT.into()), Answer::Stalls] {
		let start = Instant::now();
		assert!(matches!(ask(answer).await, Err(FetchError::Timeout)));
		assert!(start.elapsed() < Duration::from_secs(3));
	}
}

#[tokio::test]
async fn wrong_answers_are_no_prices() {
	let wrong = [
		"",
		"[",
		"null",
		"<html>down for maintenance</html>",
		r#"{"result":{}}"#,
		r#"{"result":{"XBT":["-1"]}}"#,
		r#"{"result":{"XBT":["0.0"]}}"#,
		r#"{"result":{"XBT":["NaN"]}}"#,
		r#"{"result":{"XBT":[1e300]}}"#,
		r#"{"result":{"XBT":[{"price":"1"}]}}"#,
	];
	for body in wrong {
		let error = ask(ok(body)).await.unwrap_err();
		assert!(matches!(error, FetchError::NotJson | FetchError::NoPrice(_)), "{body}: {error}");
	}
	let deep = |depth| ok(&"[".repeat(depth));
	assert!(matches!(ask(deep(4_000)).await, Err(FetchError::NotJson)));
	assert!(matches!(ask(deep(50_000)).await, Err(FetchError::TooMany { .. })));
}

#[tokio::test]
async fn refusals_and_redirects_are_errors() {
	for status in [404, 429, 500, 503] {
		let error = ask(Answer::Body(status, RIGHT.into())).await.unwrap_err();
		assert!(matches!(error, FetchError::Status(seen) if seen == status));
	}
	let (elsewhere, count) = serve(ok(RIGHT)).await;
	let error = ask(Answer::Redirects(elsewhere.replace("{market}", "XBT"))).await.unwrap_err();
	assert!(matches!(error, FetchError::Status(302)));
	assert_eq!(count.load(Ordering::SeqCst), 0, "no redirect is followed");
}

#[tokio::test]
async fn huge_answers_are_cut_off() {
	assert!(matches!(ask(Answer::Endless).await, Err(FetchError::TooLarge(_))));
	let big = format!("{}{}", " ".repeat(70_000), RIGHT);
	assert!(matches!(ask(ok(&big)).await, Err(FetchError::TooLarge(_))));
	let lie = ask(Answer::Lies(usize::MAX / 4)).await.unwrap_err();
	assert!(matches!(lie, FetchError::Unreachable(_)), "{lie}");
}

#[tokio::test]
async fn no_answer_at_all_is_an_error() {
	for answer in [Answer::Closes, Answer::Noise] {
		assert!(matches!(ask(answer).await, Err(FetchError::Unreachable(_))));
	}
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let url = format!("http://{}/secret-key/{{market}}", listener.local_addr().unwrap());
	drop(listener);
	let venue = HttpVenue::new(config(&url, "gone")).unwrap();
	let error = venue.fetch("BTC").await.unwrap_err();
	assert!(matches!(error, FetchError::Unreachable(_)));
	assert!(!error.to_string().contains("secret-key"), "addresses may hold keys: {error}");
}

#[tokio::test]
async fn a_venues_own_time_makes_its_price_old_but_never_younger() {
	let at = async |time: &str| {
		let (url, _) = serve(ok(&format!(r#"{{"result":{{"XBT":[5]}},"ts":{time}}}"#))).await;
		let mut config = config(&url, "timed");
		config.time_path = Some("/ts".into());
		HttpVenue::new(config).unwrap().fetch("BTC").await.map(|quote| quote.at)
	};
	assert_eq!(at("\"1700000000000\"").await.unwrap(), 1_700_000_000_000);
	assert_eq!(at("1700000000000").await.unwrap(), 1_700_000_000_000);
	let now = unix_millis();
	assert!(at(&(now + 4_000).to_string()).await.unwrap() < now + 4_000);
	// Far ahead, and a present time in microseconds, which would be fresh for ever.
	for ahead in [now + 20_000, u64::MAX, now * 1_000] {
		let error = at(&ahead.to_string()).await.unwrap_err();
		assert!(matches!(error, FetchError::Ahead { .. }), "{ahead}: {error}");
	}
	assert!(matches!(at("\"soon\"").await, Err(FetchError::NoTime(_))));
	assert!(matches!(at("-1").await, Err(FetchError::NoTime(_))));
}

/// The five ways to answer, at once, as an operator would configure them.
async fn mixed(min_sources: usize) -> OracleConfig {
	let answers = [
		ok(r#"{"result":{"XBT":["61000"]}}"#),
		ok(r#"{"result":{"XBT":["61010"]}}"#),
		ok(r#"{"result":{"XBT":["30000"]}}"#),
		ok(r#"{"result":{"XBT":["61020"]}}"#),
		Answer::Stalls,
		Answer::Endless,
		Answer::Noise,
	];
	let mut sources = Vec::new();
	for (index, answer) in answers.into_iter().enumerate() {
		let (url, _) = serve(answer).await;
		sources.push(SourceConfig::Http(config(&url, &format!("venue-{index}"))));
	}
	OracleConfig {
		min_sources,
		outlier_bp: 100,
		stale_after_ms: 5_000,
		surface: None,
		sources,
		folder: None,
	}
}

#[tokio::test]
async fn check_prints_every_source_and_the_median() {
	let table = check(&mixed(3).await).await.unwrap();
	assert_eq!(table.rows.len(), 7);
	assert_eq!(table.rows.iter().filter(|row| row.answer.is_ok()).count(), 4);
	let expected = (parse_price("61010").unwrap(), 3);
	assert_eq!(table.prices, [("BTC".to_string(), Some(expected))]);
	let text = table.to_string();
	for line in ["venue-2", "30000.000000", "no answer in time", "61010.000000", "3 venues"] {
		assert!(text.contains(line), "{line} is not in\n{text}");
	}
	let table = check(&mixed(4).await).await.unwrap();
	assert_eq!(table.prices, [("BTC".to_string(), None)]);
	assert!(table.to_string().contains("too few venues"));
}

/// Sources that are polled until the returned tasks are aborted; they never end by themselves.
fn polled(venues: Vec<HttpConfig>) -> (Sources, Vec<JoinHandle<()>>) {
	let config = OracleConfig {
		min_sources: 1,
		outlier_bp: 100,
		stale_after_ms: 5_000,
		surface: None,
		sources: venues.into_iter().map(SourceConfig::Http).collect(),
		folder: None,
	};
	let sources = Sources::new(&config).unwrap();
	assert!(sources.quotes("BTC", 0, b"").is_empty());
	let polls = sources.polls(MedianRule::of(&config), &Metrics::default());
	(sources, polls.into_iter().map(tokio::spawn).collect())
}

#[tokio::test]
async fn polling_keeps_the_last_answers_and_backs_off() {
	let (good, good_count) = serve(ok(RIGHT)).await;
	let (bad, bad_count) = serve(Answer::Body(500, String::new())).await;
	let (sources, tasks) = polled(vec![config(&good, "good"), config(&bad, "bad")]);
	tokio::time::sleep(Duration::from_millis(3_000)).await;
	let quotes = sources.quotes("BTC", 0, b"");
	assert_eq!(quotes.len(), 1);
	assert_eq!(
		(quotes[0].venue.as_str(), quotes[0].price),
		("good", parse_price("61234.5").unwrap())
	);
	assert!(unix_millis() - quotes[0].at < 2_000);
	let (good, bad) = (good_count.load(Ordering::SeqCst), bad_count.load(Ordering::SeqCst));
	assert!(good > bad && (2..=5).contains(&bad), "{good} to the good venue, {bad} to the bad one");
	assert!(tasks.iter().all(|task| !task.is_finished()), "a source never ends");
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn a_price_that_never_changes_grows_old() {
	let (url, _) = serve(ok(RIGHT)).await;
	let frozen = HttpConfig { frozen_after_ms: 1_000, ..config(&url, "frozen") };
	let (sources, tasks) = polled(vec![frozen]);
	tokio::time::sleep(Duration::from_millis(3_500)).await;
	let age = unix_millis() - sources.quotes("BTC", 0, b"")[0].at;
	assert!(age > 2_000, "the last price is {age} ms old");
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn a_market_that_fails_does_not_slow_the_others_down() {
	let (url, _) = serve(Answer::Knows("XBT", RIGHT.into())).await;
	let mut venue = config(&url, "venue");
	venue.markets.insert("OLD".into(), "GONE".into());
	let (sources, tasks) = polled(vec![venue]);
	// A pause that both shared would be two seconds by now.
	tokio::time::sleep(Duration::from_millis(3_000)).await;
	let quotes = sources.quotes("BTC", 0, b"");
	assert_eq!(quotes.len(), 1);
	let age = unix_millis() - quotes[0].at;
	assert!(age < 1_000, "the last price is {age} ms old");
	assert!(sources.quotes("OLD", 0, b"").is_empty());
	tasks.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn the_recording_passes_its_check() {
	let table = check(&OracleConfig::recorded().unwrap()).await.unwrap();
	assert_eq!(table.rows.len(), 6);
	assert!(table.prices.iter().all(|(_, price)| price.is_some_and(|(_, count)| count == 3)));
}

#[test]
fn files_are_found_beside_the_configuration() {
	let folder = std::env::current_dir().unwrap();
	let config = OracleConfig::load(&folder.join("replay.toml")).unwrap();
	assert!(matches!(Sources::new(&config), Ok(Sources::Recorded(_))));
	let moved = OracleConfig { folder: Some("/nonexistent".into()), ..config };
	let error = Sources::new(&moved).err().unwrap().to_string();
	assert!(error.contains("/nonexistent/data/closes.csv"), "{error}");
	assert!(OracleConfig::load(&folder.join("missing.toml")).is_err());
}
