// A demo market maker and a demo taker, trading over public RPC, and a test chain's governance:
// bots.ts [WS_URL]
import type { ApiPromise } from "@polkadot/api";
import type { KeyringPair } from "@polkadot/keyring/types";
import {
  awaited,
  connect,
  developmentKey,
  ensureSubaccount,
  massQuote,
  onTick,
  placeOrders,
  QUOTE,
  type Quote,
  send,
  sendAsRoot,
  type Series,
  seriesOf,
  type TickStep,
  type Tx,
  underlyings,
  wad,
} from "./tenor.js";

const MAKER_BLOCKS = 4;
const QUOTED_SERIES = 16;
const FUNDS = 5_000_000n * QUOTE;

/** A series with the steps of its underlying's limits. */
type Quotable = Series & { tickSteps: TickStep[] };

/** The tradable series nearest to the money, at most `count`, over all underlyings. */
async function quotable(api: ApiPromise, count: number): Promise<Quotable[]> {
  const found: { series: Quotable; distance: number }[] = [];
  for (const u of await underlyings(api)) {
    if (u.phase !== "Open" || u.spot === null) continue;
    for (const series of await seriesOf(api, u.id)) {
      const leaves = series.expiry * 1000 - Date.now() > 5_000;
      if (series.status === "Trading" && series.mark !== null && leaves) {
        // A future is always at the money.
        const strike = series.kind === "Future" ? u.spot : series.strike;
        const distance = Math.abs(Math.log(strike / u.spot));
        found.push({ series: { ...series, tickSteps: u.tickSteps }, distance });
      }
    }
  }
  found.sort((a, b) => a.distance - b.distance);
  return found.slice(0, count).map(({ series }) => series);
}

/** What a trader sends for its subaccount, if anything, given what it may trade and the block. */
type Decide = (
  api: ApiPromise,
  subaccount: number,
  series: Quotable[],
  block: number,
) => Tx | undefined;

/** A bid below and an ask above the mark of each series. */
const make: Decide = (api, subaccount, series, block) => {
  if (series.length === 0) return undefined;
  const quotes = series.map(({ id, mark, tickSteps }): Quote => {
    const half = Math.max(1, Math.round(mark! * 0.02));
    const ask = { limit: onTick(tickSteps, mark! + half, "up"), quantity: 20 };
    if (mark! <= half) return { series: id, ask };
    const bid = { limit: onTick(tickSteps, mark! - half, "down"), quantity: 20 };
    return { series: id, bid, ask };
  });
  return massQuote(api, subaccount, quotes, block + 12);
};

/** One order that crosses the spread of a random series. */
const take: Decide = (api, subaccount, series, block) => {
  const chosen = series[Math.floor(Math.random() * series.length)];
  if (!chosen) return undefined;
  const side = Math.random() < 0.6 ? "Bid" : "Ask";
  const best = side === "Bid" ? chosen.ask : chosen.bid;
  if (!best) return undefined;
  const quantity = 1 + Math.floor(Math.random() * 5);
  const order = { series: chosen.id, side, limit: best[0], quantity, goodTil: block + 4 } as const;
  return placeOrders(api, subaccount, [{ ...order, kind: "ImmediateOrCancel" }]);
};

/** What a bot does now and then; it gets the number of the block. */
type Act = (block: number) => Promise<void>;

/** Trades for a key: sends what `decide` gives. */
function trader(api: ApiPromise, key: KeyringPair, decide: Decide): Act {
  let subaccount: number | undefined;
  return async (block) => {
    subaccount ??= await ensureSubaccount(api, key, FUNDS);
    const tx = decide(api, subaccount, await quotable(api, QUOTED_SERIES), block);
    if (tx) await send(api, tx, key);
  };
}

/**
 * Chooses the middle of what governance may choose for each expiry that has no price of its own,
 * because the chain stood still, or was started, in the window before it. Else it would wait for
 * ever, in the place of a new one.
 */
function governor(api: ApiPromise, sudo: KeyringPair): Act {
  return async () => {
    for (const { underlying, expiry, reason, range } of await awaited(api)) {
      // Neither samples nor an index yet.
      if (!range) continue;
      const price = (range[0] + range[1]) / 2n;
      const call = api.tx.settlement!.setSettlementPrice!(underlying, expiry, price);
      await sendAsRoot(api, call, sudo);
      const when = new Date(expiry * 1000).toISOString();
      const market = `underlying ${underlying}, expiry ${when}, ${reason}`;
      console.log(`governance: ${market}: settles at ${wad(price).toFixed(2)}`);
    }
  };
}

/** Runs one bot: acts every `every` blocks. What fails is printed, and tried again next time. */
async function bot(api: ApiPromise, name: string, every: number, act: Act): Promise<void> {
  let busy = false;
  await api.rpc.chain.subscribeNewHeads(async (head) => {
    const block = head.number.toNumber();
    if (busy || block % every !== 0) return;
    busy = true;
    try {
      await act(block);
    } catch (error) {
      console.log(`${name}: ${error instanceof Error ? error.message : error}`);
    } finally {
      busy = false;
    }
  });
}

const api = await connect(process.argv[2] ?? "ws://127.0.0.1:9944");
const maker = trader(api, developmentKey("//Bob"), make);
const taker = trader(api, developmentKey("//Charlie"), take);
await bot(api, "maker", MAKER_BLOCKS, maker);
await bot(api, "taker", 2, taker);
await bot(api, "governance", 5, governor(api, developmentKey("//Alice")));
