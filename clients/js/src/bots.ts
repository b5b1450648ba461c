// A demo market maker and a demo taker, trading over public RPC: bots.ts [WS_URL]
import type { ApiPromise } from "@polkadot/api";
import type { KeyringPair } from "@polkadot/keyring/types";
import {
  connect,
  developmentKey,
  ensureSubaccount,
  type Order,
  placeOrders,
  QUOTE,
  send,
  type Series,
  seriesOf,
  underlyings,
} from "./tenor.js";

const MAKER_BLOCKS = 4;
const QUOTED_SERIES = 16;
const FUNDS = 5_000_000n * QUOTE;

/** The tradable series nearest to the money, at most `count`, over all underlyings. */
async function quotable(api: ApiPromise, count: number): Promise<Series[]> {
  const found: { series: Series; distance: number }[] = [];
  for (const u of await underlyings(api)) {
    if (u.phase !== "Open" || u.spot === null) continue;
    for (const series of await seriesOf(api, u.id)) {
      const leaves = series.expiry * 1000 - Date.now() > 5_000;
      if (series.status === "Trading" && series.mark !== null && leaves) {
        found.push({ series, distance: Math.abs(Math.log(series.strike / u.spot)) });
      }
    }
  }
  found.sort((a, b) => a.distance - b.distance);
  return found.slice(0, count).map(({ series }) => series);
}

/** One bid below and one ask above the mark of each series. */
function quotes(series: Series[], goodTil: number): Order[] {
  return series.flatMap(({ id, mark }): Order[] => {
    const half = Math.max(1, Math.round(mark! * 0.02));
    const common = { series: id, quantity: 20, goodTil, kind: "PostOnly" as const };
    const ask: Order = { ...common, side: "Ask", limit: mark! + half };
    if (mark! <= half) return [ask];
    return [{ ...common, side: "Bid", limit: mark! - half }, ask];
  });
}

/** One order that crosses the spread of a random series. */
function take(series: Series[], goodTil: number): Order[] {
  const chosen = series[Math.floor(Math.random() * series.length)];
  if (!chosen) return [];
  const side = Math.random() < 0.6 ? "Bid" : "Ask";
  const best = side === "Bid" ? chosen.ask : chosen.bid;
  if (!best) return [];
  const quantity = 1 + Math.floor(Math.random() * 5);
  return [{ series: chosen.id, side, limit: best[0], quantity, goodTil, kind: "ImmediateOrCancel" }];
}

/** Runs one bot: every `every` blocks it sends what `decide` gives. */
async function bot(
  api: ApiPromise,
  name: string,
  key: KeyringPair,
  every: number,
  decide: (series: Series[], block: number) => Order[],
): Promise<void> {
  const subaccount = await ensureSubaccount(api, key, FUNDS);
  console.log(`${name}: subaccount ${subaccount}`);
  let busy = false;
  await api.rpc.chain.subscribeNewHeads(async (head) => {
    const block = head.number.toNumber();
    if (busy || block % every !== 0) return;
    busy = true;
    try {
      const orders = decide(await quotable(api, QUOTED_SERIES), block);
      if (orders.length === 0) return;
      await send(api, placeOrders(api, subaccount, orders), key);
    } catch (error) {
      console.log(`${name}: ${error instanceof Error ? error.message : error}`);
    } finally {
      busy = false;
    }
  });
}

const api = await connect(process.argv[2] ?? "ws://127.0.0.1:9944");
await bot(api, "maker", developmentKey("//Bob"), MAKER_BLOCKS, (s, n) => quotes(s, n + 12));
await bot(api, "taker", developmentKey("//Charlie"), 2, (s, n) => take(s, n + 4));
