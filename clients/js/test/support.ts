// What the journeys share: waiting, reading blocks, and recomputing what the chain should pay.
import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiPromise } from "@polkadot/api";
import { createClient, type PolkadotClient } from "polkadot-api";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";
import type { Series, State, Underlying } from "../src/tenor.js";

export const URL = process.env.TENOR_WS ?? "ws://127.0.0.1:9944";
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** Tests that build on one another: after one that fails the rest are skipped. */
export function steps(): (name: string, run: () => Promise<void>) => void {
  let broken = false;
  return (name, run) => {
    it(name, async (test) => {
      if (broken) return test.skip("an earlier step failed");
      broken = true;
      await run();
      broken = false;
    });
  };
}

/** A PAPI client of the node. Node.js has a WebSocket of its own from version 22 only. */
export function papiClient(): PolkadotClient {
  return createClient(getWsProvider(URL, { websocketClass: WebSocket as any }));
}

/** Asks until there is an answer, and says what was waited for when there is none. */
export async function until<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | undefined | null | false>,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${withinMs / SECOND} s for ${what}`);
    await sleep(300);
  }
}

/** All events of a block, those of its end included. */
export async function eventsOf(api: ApiPromise, hash: string): Promise<any[]> {
  const records: any = await (await api.at(hash)).query.system!.events!();
  return records.map(({ event }: any) => event);
}

/** What an event of the pallet of settlement says, in whichever library's shapes. */
interface SettlementEvent {
  name: string;
  data: any;
}

export interface SettlementBlock {
  hash: string;
  events: SettlementEvent[];
}

/** Every finalized block from a number on, as it comes. */
export async function* settlementBlocks(
  api: ApiPromise,
  from: number,
  withinMs: number,
): AsyncGenerator<SettlementBlock> {
  const deadline = Date.now() + withinMs;
  for (let number = from; ; number++) {
    await until(`finalized block ${number}`, deadline - Date.now(), async () => {
      const head = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
      return head.number.toNumber() >= number;
    });
    const hash = (await api.rpc.chain.getBlockHash(number)).toHex();
    const events = (await eventsOf(api, hash))
      .filter(({ section }) => section === "settlement")
      .map(({ method, data }): SettlementEvent => ({ name: method, data }));
    yield { hash, events };
  }
}

/** Chain time in seconds. */
export async function now(api: State): Promise<number> {
  const time: any = await api.query.timestamp!.now!();
  return time.toNumber() / SECOND;
}

/** Time that the steps between the choice of a series and its expiry take, in seconds. */
const LEAD = 60;

/** What a payout needs to know of a series. */
export type Terms = Pick<Series, "id" | "underlying" | "expiry" | "strikeWad" | "kind">;

/**
 * The option whose payout is seen soonest and pays something: the dearest of the first expiry that
 * comes late enough, for the steps before it and for prices over all of its window.
 */
export function pickSeries<S extends Terms & Pick<Series, "status" | "mark">>(
  listed: S[],
  nowSecs: number,
  windowSecs: number,
): S | undefined {
  const earliest = nowSecs + Math.max(LEAD, windowSecs + 10);
  return listed
    .filter((s) => s.kind !== "Future" && s.status === "Trading" && s.mark)
    .filter((s) => s.expiry >= earliest)
    .sort((a, b) => a.expiry - b.expiry || b.mark! - a.mark!)[0];
}

/** Follows the payout of a series and checks it: the price, and in which block who got what. */
export async function paidOut(
  blocks: AsyncIterable<SettlementBlock>,
  series: Terms,
  lotsPerContract: number,
  holders: Map<number, number>,
): Promise<{ price: bigint; paid: Map<number, { hash: string; cash: bigint }> }> {
  let price: bigint | undefined;
  const paid = new Map<number, { hash: string; lots: number; cash: bigint }>();
  follow: for await (const { hash, events } of blocks) {
    for (const { name, data } of events) {
      if (name === "PositionPaidOut" && Number(data.series) === series.id) {
        const cash = BigInt(data.cash.toString());
        paid.set(Number(data.subaccount), { hash, lots: Number(data.lots), cash });
      }
      if (Number(data.underlying) !== series.underlying || Number(data.expiry) !== series.expiry) {
        continue;
      }
      assert.notEqual(name, "PriceAwaited", `no settlement price: ${data.reason?.type}`);
      if (name === "ExpiryPriceFixed") price = BigInt(data.price.toString());
      if (name === "ExpiryPaidOut") break follow;
    }
  }
  assert(price, "no settlement price was fixed");
  const perLot = payoffPerLot(series, lotsPerContract, price);
  for (const [subaccount, lots] of holders) {
    const payout = paid.get(subaccount);
    assert(payout, `subaccount ${subaccount} was not paid out`);
    assert.equal(payout.lots, lots);
    assert.equal(payout.cash, perLot * BigInt(lots));
  }
  return { price, paid };
}

const WAD_PER_QUOTE_UNIT = 10n ** 12n;
const PERMILL = 1_000_000n;
const divideUp = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;

/** What a long lot receives at `settlement` (times 1e18), rounded down. */
function payoffPerLot(series: Terms, lotsPerContract: number, settlement: bigint): bigint {
  const { strikeWad, kind } = series;
  const value = kind === "Put" ? strikeWad - settlement : settlement - strikeWad;
  return value <= 0n ? 0n : value / (BigInt(lotsPerContract) * WAD_PER_QUOTE_UNIT);
}

/** What `lots` cost at `tick`. */
export function premium(tickValue: number, tick: number, lots: number): bigint {
  return BigInt(tick) * BigInt(tickValue) * BigInt(lots);
}

/** The fee of a fill: a part of notional, at most a part of the premium, each rounded up. */
export function fee(
  rate: bigint,
  cap: bigint,
  { spotWad, lotsPerContract }: Pick<Underlying, "spotWad" | "lotsPerContract">,
  lots: number,
  paid: bigint,
): bigint {
  const perLot = divideUp(spotWad!, BigInt(lotsPerContract) * WAD_PER_QUOTE_UNIT);
  const ofNotional = divideUp(rate * perLot * BigInt(lots), PERMILL);
  const ofPremium = divideUp(cap * paid, PERMILL);
  return ofNotional < ofPremium ? ofNotional : ofPremium;
}
