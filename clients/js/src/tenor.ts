// A thin layer over @polkadot/api: connecting, sending, and the shapes of Tenor's runtime API.
import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";
import type { ApiDecoration, SubmittableExtrinsic } from "@polkadot/api/types";
import type { KeyringPair } from "@polkadot/keyring/types";
import type { ISubmittableResult } from "@polkadot/types/types";
import { hexToString } from "@polkadot/util";
import { cryptoWaitReady } from "@polkadot/util-crypto";

export type Tx = SubmittableExtrinsic<"promise", ISubmittableResult>;
/** The chain now, or as it was at a block: `await api.at(hash)`. */
export type State = ApiPromise | ApiDecoration<"promise">;

export interface Series {
  id: number;
  underlying: number;
  /** Seconds since 1970. */
  expiry: number;
  /** Quote per unit of underlying. */
  strike: number;
  /** The same exactly, times 1e18. */
  strikeWad: bigint;
  kind: "Call" | "Put";
  status: "Listed" | "Trading" | "Halted" | "Expired" | "Settled";
  /** The mark in ticks; null without fresh prices. */
  mark: number | null;
  bid: [tick: number, lots: number] | null;
  ask: [tick: number, lots: number] | null;
  openInterest: number;
}

export interface Underlying {
  id: number;
  symbol: string;
  tickValue: number;
  lotsPerContract: number;
  /** Quote per unit; null when stale. */
  spot: number | null;
  /** The same exactly, times 1e18. */
  spotWad: bigint | null;
  quorum: string | null;
  phase: "CancelOnly" | "RiskReducing" | "Open";
  expiries: number[];
}

export interface Account {
  owner: string;
  /** Quote base units. */
  cash: bigint;
  positions: Map<number, number>;
  openOrders: number;
  sequence: number;
}

/** What an order says; see the call `optionsBook.placeOrders`. */
export interface Order {
  series: number;
  side: "Bid" | "Ask";
  limit: number;
  quantity: number;
  goodTil?: number;
  kind?: "GoodTil" | "ImmediateOrCancel" | "PostOnly";
}

/** A transaction that was refused or that failed in its block. */
export class TransactionFailed extends Error {
  constructor(
    name: string,
    /** What the block says of it; absent if it never got into one. */
    readonly result?: ISubmittableResult,
  ) {
    super(name);
  }
}

const WAD = 1e18;
export const QUOTE = 1_000_000n;
/** The quote asset in pallet `assets`. */
export const QUOTE_ASSET = 1;

export async function connect(url: string): Promise<ApiPromise> {
  await cryptoWaitReady();
  const api = await ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true });
  await api.isReadyOrError;
  return api;
}

export function developmentKey(uri: string): KeyringPair {
  return new Keyring({ type: "sr25519" }).addFromUri(uri);
}

/** Sends a transaction; resolves with its events once it is in a block (or finalized). */
export function send(
  api: ApiPromise,
  tx: Tx,
  signer: KeyringPair,
  until: "inBlock" | "finalized" = "inBlock",
): Promise<ISubmittableResult> {
  return new Promise((resolve, reject) => {
    let stop: (() => void) | undefined;
    const settle = (act: () => void) => {
      stop?.();
      act();
    };
    tx.signAndSend(signer, { nonce: -1 }, (result) => {
      if (result.dispatchError) {
        const error = result.dispatchError;
        const name = error.isModule
          ? (({ section, name }) => `${section}.${name}`)(api.registry.findMetaError(error.asModule))
          : error.toString();
        settle(() => reject(new TransactionFailed(name, result)));
      } else if (result.isError) {
        settle(() => reject(new TransactionFailed(result.status.type)));
      } else if (result.isFinalized || (until === "inBlock" && result.isInBlock)) {
        settle(() => resolve(result));
      }
    }).then((unsubscribe) => (stop = unsubscribe), reject);
  });
}

/** The fields, by name, of the first event of a kind that a transaction caused. */
export function eventOf(result: ISubmittableResult, section: string, method: string): any {
  const found = result.findRecord(section, method);
  if (!found) {
    const names = result.events.map(({ event }) => `${event.section}.${event.method}`);
    throw new Error(`no ${section}.${method} among ${names.join(", ")}`);
  }
  return found.event.data;
}

const exact = (value: any): bigint => BigInt(value.toString());
const wad = (value: any): number => Number(exact(value)) / WAD;
const level = (value: any): [number, number] | null => {
  if (value.isNone) return null;
  const [tick, lots] = value.unwrap();
  return [tick.toNumber(), lots.toNumber()];
};

export async function underlyings(api: State): Promise<Underlying[]> {
  const list: any = await api.call.tradingApi!.underlyings!();
  return list.map((u: any) => ({
    id: u.id.toNumber(),
    symbol: hexToString(u.symbol.toHex()),
    tickValue: u.tickValue.toNumber(),
    lotsPerContract: u.lotsPerContract.toNumber(),
    spot: u.spot.isSome ? wad(u.spot.unwrap().value) : null,
    spotWad: u.spot.isSome ? exact(u.spot.unwrap().value) : null,
    quorum: u.spot.isSome ? u.spot.unwrap().quorum.type : null,
    phase: u.phase.type,
    expiries: u.expiries.map((e: any) => e.toNumber()),
  }));
}

export async function seriesOf(api: State, underlying: number): Promise<Series[]> {
  const list: any = await api.call.tradingApi!.series!(underlying);
  return list.map((s: any) => ({
    id: s.id.toNumber(),
    underlying: s.underlying.toNumber(),
    expiry: s.expiry.toNumber(),
    strike: wad(s.strike),
    strikeWad: exact(s.strike),
    kind: s.kind.type,
    status: s.status.type,
    mark: s.markTick.isSome ? s.markTick.unwrap().toNumber() : null,
    bid: level(s.bid),
    ask: level(s.ask),
    openInterest: s.openInterest.toNumber(),
  }));
}

export async function account(api: State, subaccount: number): Promise<Account> {
  const view: any = await api.call.tradingApi!.account!(subaccount);
  if (view.isNone) throw new Error(`subaccount ${subaccount} was never opened`);
  const a = view.unwrap();
  return {
    owner: a.owner.toString(),
    cash: exact(a.cash),
    positions: new Map(a.positions.map(([s, q]: any) => [s.toNumber(), q.toNumber()])),
    openOrders: a.openOrders.length,
    sequence: a.sequence.toNumber(),
  };
}

/** Opens one more subaccount of `owner`. */
export async function openSubaccount(api: ApiPromise, owner: KeyringPair): Promise<number> {
  const opened = await send(api, api.tx.margin!.openSubaccount!(), owner);
  return eventOf(opened, "margin", "SubaccountOpened").subaccount.toNumber();
}

/** The owner's first subaccount, opened and funded with `amount` base units if there is none. */
export async function ensureSubaccount(
  api: ApiPromise,
  owner: KeyringPair,
  amount: bigint,
): Promise<number> {
  const owned: any = await api.call.tradingApi!.subaccounts!(owner.address);
  if (owned.length > 0) return owned[0].toNumber();
  const subaccount = await openSubaccount(api, owner);
  await send(api, api.tx.margin!.deposit!(subaccount, amount), owner);
  return subaccount;
}

let lastSequence = 0;
/** A sequence greater than any this process used: the time in milliseconds. */
export function nextSequence(): number {
  lastSequence = Math.max(lastSequence + 1, Date.now());
  return lastSequence;
}

/** A batch of orders; `goodTil` is a block number and defaults to the largest. */
export function placeOrders(
  api: ApiPromise,
  subaccount: number,
  orders: Order[],
  sequence = nextSequence(),
): Tx {
  return api.tx.optionsBook!.placeOrders!(
    subaccount,
    sequence,
    orders.map((order) => ({ goodTil: 0xffffffff, kind: "GoodTil", ...order })),
  );
}
