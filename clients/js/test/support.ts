// What the journeys share: waiting, reading blocks, and recomputing what the chain should pay.
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

export interface Block {
  number: number;
  hash: string;
  events: any[];
}

/** Every finalized block from a number on, as it comes. */
export async function* finalizedBlocks(
  api: ApiPromise,
  from: number,
  withinMs: number,
): AsyncGenerator<Block> {
  const deadline = Date.now() + withinMs;
  for (let number = from; ; number++) {
    await until(`finalized block ${number}`, deadline - Date.now(), async () => {
      const head = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
      return head.number.toNumber() >= number;
    });
    const hash = (await api.rpc.chain.getBlockHash(number)).toHex();
    yield { number, hash, events: await eventsOf(api, hash) };
  }
}

/** A time, in seconds, at which the chain ran already: about as far back as nodes keep state. */
export async function ranAt(api: ApiPromise): Promise<number> {
  const head = await api.rpc.chain.getHeader();
  const hash = await api.rpc.chain.getBlockHash(Math.max(1, head.number.toNumber() - 200));
  return now(await api.at(hash));
}

/** Chain time in seconds. */
export async function now(api: State): Promise<number> {
  const time: any = await api.query.timestamp!.now!();
  return time.toNumber() / SECOND;
}

const WAD_PER_QUOTE_UNIT = 10n ** 12n;
const PERMILL = 1_000_000n;
const divideUp = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;

/** What a long lot receives at `settlement` (times 1e18), rounded down. */
export function payoffPerLot(series: Series, underlying: Underlying, settlement: bigint): bigint {
  const { strikeWad, kind } = series;
  const value = kind === "Call" ? settlement - strikeWad : strikeWad - settlement;
  return value <= 0n ? 0n : value / (BigInt(underlying.lotsPerContract) * WAD_PER_QUOTE_UNIT);
}

/** What `lots` cost at `tick`. */
export function premium(underlying: Underlying, tick: number, lots: number): bigint {
  return BigInt(tick) * BigInt(underlying.tickValue) * BigInt(lots);
}

/** The fee of a fill: a part of notional, at most a part of the premium, each rounded up. */
export function fee(rate: bigint, cap: bigint, underlying: Underlying, lots: number, paid: bigint) {
  const perLot = divideUp(
    underlying.spotWad!,
    BigInt(underlying.lotsPerContract) * WAD_PER_QUOTE_UNIT,
  );
  const ofNotional = divideUp(rate * perLot * BigInt(lots), PERMILL);
  const ofPremium = divideUp(cap * paid, PERMILL);
  return ofNotional < ofPremium ? ofNotional : ofPremium;
}
