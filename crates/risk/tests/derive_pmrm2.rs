//! Derive's second portfolio manager as a parameter set, on its own published cases.
//!
//! `TENOR_DERIVE_CASES` names a directory of further cases as its repository writes them, a JSON file
//! each; they are then run as well.

mod derive;

use derive::{assert_close, fixed, money, wad, UNIT};
use serde_json::Value;
use std::{collections::BTreeMap, env, fs};
use tenor_math::Fixed;
use tenor_primitives::{Lots, Money, Portfolio, SeriesId, SignedLots, WAD};
use tenor_risk::{
	account::{assess, Account, Conditions},
	contingency::{Charges, Collateral},
	model::{Contingencies, Model, Peg, PPM},
	page::{Board, Page},
	scenarios::{
		DiscountRate, Discounting, Scenario, ScenarioSet, Tilt, VolatilityMove, VolatilityShock,
		Wing,
	},
	vector::{Builder, Contract, Payoff, Term},
};

/// Lots of a contract: amounts of the cases have up to eight decimals.
const LOTS: i128 = 100_000_000;

fn ppm(value: &Value) -> u32 {
	let part = WAD.cast_signed() / i128::from(PPM);
	u32::try_from((wad(value) + part / 2).div_euclid(part)).unwrap()
}

fn scenario(value: &Value, parameters: &Value) -> Scenario {
	let weight = fixed(&value["DampeningFactor"]);
	let skew = &parameters["SkewShock"];
	let tilt = |name: &str, symmetric| Tilt {
		symmetric,
		level: fixed(&skew[format!("{name}_SCALE_CAP")]),
		slope: fixed(&skew[format!("{name}_CBASE")]),
	};
	let volatility = match value["VolShockDirection"].as_str().unwrap() {
		"Up" => VolatilityMove::Up,
		"Down" => VolatilityMove::Down,
		"None" => VolatilityMove::Still,
		"LINEAR" => return Scenario::Skew { tilt: tilt("LINEAR", false), weight },
		"ABS" => return Scenario::Skew { tilt: tilt("ABS", true), weight },
		other => panic!("no such direction: {other}"),
	};
	Scenario::Move { forward: fixed(&value["SpotShock"]), volatility, weight }
}

fn model(parameters: &Value) -> Model {
	let of = |group: &str, name: &str| fixed(&parameters[group][name]);
	let sum = |a: Fixed, b: Fixed| a.checked_add(b).unwrap();
	let mut scenarios: Vec<_> = parameters["Scenarios"]
		.as_array()
		.unwrap()
		.iter()
		.map(|value| scenario(value, parameters))
		.collect();
	scenarios.push(Scenario::Basis {
		up: of("BasisContingency", "SCENARIO_SPOT_UP"),
		down: of("BasisContingency", "SCENARIO_SPOT_DOWN"),
		add: of("BasisContingency", "BASIS_CONT_ADD_FACTOR"),
		multiple: of("BasisContingency", "BASIS_CONT_MULT_FACTOR"),
	});
	let seconds =
		|days: Fixed| u32::try_from(days.checked_mul_int(86_400).unwrap().floor()).unwrap();
	let other = |name| of("OtherContingency", name);
	Model {
		scenarios: ScenarioSet {
			scenarios,
			volatility: VolatilityShock {
				up: of("VolShock", "VOLRANGEUP"),
				down: of("VolShock", "VOLRANGEDOWN"),
				floor: of("VolShock", "MIN_VOL_EVAL_SHOCKED"),
				short_power: of("VolShock", "SHORTTERMPOWER"),
				long_power: of("VolShock", "LONGTERMPOWER"),
				least_seconds: seconds(of("VolShock", "DTE_FLOOR")),
			},
			wing: Wing {
				least: of("SkewShock", "MIN_K_STAR"),
				width: of("SkewShock", "MIN_WIDTH_SCALE"),
				level: of("SkewShock", "VOL_PARAM_STATIC"),
				slope: of("SkewShock", "VOL_PARAM_SCALE"),
			},
			discounting: Some(Discounting {
				gain: DiscountRate {
					base: of("Margin", "BASE_STATIC_DISCOUNT"),
					multiple: of("Margin", "LONG_RATE_MULTSCALE"),
					add: of("Margin", "LONG_RATE_ADDSCALE"),
				},
				loss: DiscountRate {
					base: of("Margin", "BASE_STATIC_DISCOUNT_NEG"),
					multiple: of("Margin", "SHORT_RATE_MULTSCALE"),
					add: of("Margin", "SHORT_RATE_ADDSCALE"),
				},
			}),
		},
		contingencies: Contingencies {
			naked_initial: sum(other("MM_OPTION_PERCENT"), other("IM_OPTION_PERCENT")),
			naked_maintenance: other("MM_OPTION_PERCENT"),
			future_initial: sum(other("MM_PERP_PERCENT"), other("IM_PERP_PERCENT")),
			future_maintenance: other("MM_PERP_PERCENT"),
			doubt_limit: Fixed::ONE.checked_sub(other("CONF_THRESHOLD")).unwrap(),
			doubt_factor: other("CONF_MARGIN"),
			..Contingencies::NONE
		},
		initial: ppm(&parameters["Margin"]["IM_LOSS_FACTOR"]),
		maintenance: ppm(&parameters["Margin"]["MM_LOSS_FACTOR"]),
		peg: Peg { threshold: other("PEG_LOSS_THRESHOLD"), factor: other("PEG_LOSS_FACTOR") },
		exempts_long_only: false,
		scales_contingencies: false,
	}
}

fn doubt(confidences: &[&Value]) -> Fixed {
	let least = confidences.iter().map(|value| fixed(value)).min().unwrap();
	Fixed::ONE.checked_sub(least).unwrap()
}

fn lots(amount: &Value) -> SignedLots {
	let lot = WAD.cast_signed() / LOTS;
	SignedLots(i64::try_from((wad(amount) + lot / 2).div_euclid(lot)).unwrap())
}

/// A case with the board and the account it describes.
struct Case {
	model: Model,
	board: Board,
	positions: BTreeMap<u32, SignedLots>,
	spot: u128,
	unit: u128,
}

impl Case {
	fn new(case: &Value) -> Self {
		let model = model(&case["Parameters"]);
		let mut board = Board::default();
		board.add_market(model.clone());
		// Of a lot: that of a contract over the lots of one.
		let unit = UNIT * LOTS.unsigned_abs();
		let spot = wad(&case["Scenario"]["SpotPrice"]).unsigned_abs();
		Self { model, board, positions: BTreeMap::new(), spot, unit }
	}

	fn add_page(
		&mut self,
		term: Term,
		doubt: Fixed,
		charges: bool,
		contracts: &[(Contract, SignedLots)],
	) {
		let of = if charges { self.model.contingencies } else { Contingencies::NONE };
		let charges = Charges::new(&of, self.spot, doubt, self.unit).unwrap();
		let builder = Builder::new(&self.model, &term).unwrap();
		let rows = self.board.markets()[0].layout.rows;
		let mut page = Page::new(0, rows, charges, 1);
		for (contract, lots) in contracts {
			let id = u32::try_from(self.positions.len()).unwrap();
			page.push(&builder, &self.model, SeriesId(id), contract, Lots(0)).unwrap();
			self.positions.insert(id, *lots);
		}
		self.board.add_page(page).unwrap();
	}

	fn add_linear(&mut self, payoff: Payoff, price: u128, amount: SignedLots, doubt: Fixed) {
		let term =
			Term { forward: price, left: None, average: None, rate: Fixed::ZERO, unit: self.unit };
		let contract = Contract { payoff, strike: 0, volatility: Fixed::ZERO };
		self.add_page(term, doubt, payoff == Payoff::Future, &[(contract, amount)]);
	}
}

/// Assets as collateral; those that move with the index as lots of it besides.
fn add_collateral(built: &mut Case, scenario: &Value) -> Vec<Collateral> {
	let (spot_confidence, money_price) =
		(&scenario["SpotConfidence"], fixed(&scenario["StablePrice"]));
	let mut collateral = Vec::new();
	for asset in scenario["Collaterals"].as_array().unwrap() {
		let price = fixed(&asset["Price"]).checked_div(money_price).unwrap();
		let price = price.to_wad_floor().unwrap();
		let amount = lots(&asset["Amount"]);
		let value = price.cast_signed() * i128::from(amount.0) / LOTS;
		collateral.push(Collateral {
			value: Money(money(value)),
			initial: fixed(&asset["IMHaircut"]).checked_add(fixed(&asset["MMHaircut"])).unwrap(),
			maintenance: fixed(&asset["MMHaircut"]),
			doubt: doubt(&[spot_confidence, &asset["Confidence"]]),
			doubt_limit: Fixed::ONE.checked_sub(fixed(&asset["ConfidenceFactor"])).unwrap(),
			off_peg: Fixed::ZERO,
			peg_factor: Fixed::ZERO,
			concentration: Money(i128::MAX),
			concentration_haircut: Fixed::ZERO,
		});
		if asset["IsRiskCancelling"] == Value::Bool(true) {
			built.add_linear(Payoff::Spot, price, amount, Fixed::ZERO);
		}
	}
	collateral
}

/// Equity less requirement: initial, maintenance.
fn margins(case: &Value) -> (i128, i128) {
	let scenario = &case["Scenario"];
	let mut built = Case::new(case);
	let (spot_confidence, money_price) =
		(&scenario["SpotConfidence"], fixed(&scenario["StablePrice"]));
	let has_perps = wad(&scenario["NumPerps"]) != 0;
	for feed in scenario["OptionFeeds"].as_array().unwrap() {
		let options: Vec<_> = scenario["Options"]
			.as_array()
			.unwrap()
			.iter()
			.filter(|option| option["Expiry"] == feed["FeedExpiry"])
			.map(|option| {
				let call = option["IsCall"].as_i64() == Some(1);
				let contract = Contract {
					payoff: if call { Payoff::Call } else { Payoff::Put },
					strike: wad(&option["Strike"]).unsigned_abs(),
					volatility: fixed(&option["MarkVol"]),
				};
				(contract, lots(&option["Amount"]))
			})
			.collect();
		let term = Term {
			forward: wad(&feed["Forward"]).unsigned_abs(),
			left: feed["FeedExpiry"].as_u64(),
			average: None,
			rate: fixed(&feed["Rate"]),
			unit: built.unit,
		};
		let mut confidences =
			vec![spot_confidence, &feed["ForwardConfidence"], &feed["RateConfidence"]];
		confidences.push(&feed["OptionVolConfidences"]);
		if has_perps {
			confidences.push(&scenario["PerpConfidence"]);
		}
		built.add_page(term, doubt(&confidences), true, &options);
	}
	let mut cash = wad(&scenario["Cash"])
		+ wad(&scenario["UnrealisedPerpPNL"])
		+ wad(&scenario["UnrealisedFunding"]);
	if has_perps {
		let (amount, price) = (lots(&scenario["NumPerps"]), wad(&scenario["PerpPrice"]));
		let doubt = doubt(&[spot_confidence, &scenario["PerpConfidence"]]);
		built.add_linear(Payoff::Future, price.unsigned_abs(), amount, doubt);
		// What it is worth is the gain that the case states, not its price.
		cash -= price * i128::from(amount.0) / LOTS;
	}
	let collateral = add_collateral(&mut built, scenario);
	let positions =
		built.positions.iter().map(|(id, lots)| (SeriesId(*id), *lots)).collect::<Vec<_>>();
	let portfolio = Portfolio { cash: Money(money(cash)), positions, ..Default::default() };
	let account = Account { portfolio: &portfolio, collateral: &collateral };
	let conditions = Conditions { money: money_price, ..Conditions::default() };
	let risk = assess(&built.board, &account, &conditions).unwrap().risk;
	(risk.equity.0 - risk.initial.0, risk.equity.0 - risk.maintenance.0)
}

fn check(name: &str, case: &Value) {
	let (initial, maintenance) = margins(case);
	let expected = |field: &str| money(wad(&case["Result"][field]));
	let floor = money(WAD.cast_signed());
	assert_close(&format!("{name}: initial"), initial, expected("IM"), floor);
	assert_close(&format!("{name}: maintenance"), maintenance, expected("MM"), floor);
}

#[test]
fn published_cases_are_reproduced() {
	let cases = include_str!("data/derive_pmrm2.jsonl");
	let mut count = 0;
	for line in cases.lines().filter(|line| !line.starts_with('#')) {
		let case: Value = serde_json::from_str(line).unwrap();
		check(case["name"].as_str().unwrap(), &case);
		count += 1;
	}
	assert_eq!(count, 40);
}

#[test]
fn further_cases_are_reproduced() {
	let Ok(directory) = env::var("TENOR_DERIVE_CASES") else { return };
	for entry in fs::read_dir(directory).unwrap() {
		let path = entry.unwrap().path();
		let case = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
		check(&path.display().to_string(), &case);
	}
}
