// A thin layer over @polkadot/api: connecting, sending, and the shapes of Tenor's runtime API.
import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";
import type { ApiDecoration, SubmittableExtrinsic } from "@polkadot/api/types";
import type { KeyringPair } from "@polkadot/keyring/types";
import type { ProviderInterface } from "@polkadot/rpc-provider/types";
import type { DispatchError } from "@polkadot/types/interfaces";
import type { ISubmittableResult } from "@polkadot/types/types";
import { hexToString, u8aConcat, u8aToHex } from "@polkadot/util";
import { cryptoWaitReady } from "@polkadot/util-crypto";

export type Tx = SubmittableExtrinsic<"promise", ISubmittableResult>;
/** The chain now, or as it was at a block: `await api.at(hash)`. */
export type State = ApiPromise | ApiDecoration<"promise">;

export interface Series {
  id: number;
  underlying: number;
  /** Seconds since 1970. */
  expiry: number;
  /** Quote per unit of underlying; zero of a future. */
  strike: number;
  /** The same exactly, times 1e18. */
  strikeWad: bigint;
  kind: "Call" | "Put" | "Future";
  status: "Listed" | "Trading" | "Halted" | "Expired" | "Settled";
  /** The mark in ticks; null without fresh prices. */
  mark: number | null;
  bid: [tick: number, lots: number] | null;
  ask: [tick: number, lots: number] | null;
  openInterest: number;
}

/** Limits from `from` ticks up are multiples of `step` ticks, up to the next level; below the first
 * level every tick may be one. */
export interface TickStep {
  from: number;
  step: number;
}

export interface Underlying {
  id: number;
  symbol: string;
  tickValue: number;
  lotsPerContract: number;
  /** Where limits may lie; see `onTick`. */
  tickSteps: TickStep[];
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
  /** What positions in futures cost in quote base units, to be paid when they settle. */
  costs: Map<number, bigint>;
  /** Other assets in their base units. */
  collateral: Map<number, bigint>;
  openOrders: number;
  /** What it has free for orders, 8 each, and two-sided quotes, 1 each. */
  allowance: number;
}

/** What an order says; see the call `optionsBook.placeOrders`. */
export interface Order {
  series: number;
  side: "Bid" | "Ask";
  /** The worst price it takes, in ticks. */
  limit: number;
  quantity: number;
  goodTil?: number;
  /** A peg is post-only; others are good-til unless this says otherwise. */
  kind?: "GoodTil" | "ImmediateOrCancel" | "PostOnly";
  /** Only brings the position nearer to nothing. */
  reduceOnly?: boolean;
  /** At most so many ticks past the best opposite order that rests when the block starts. */
  within?: number;
  /** A name: the order takes the place of the account's order of the series that has it. */
  client?: number;
  /** Makes it a peg, which follows what a contract is worth at this volatility: parts per million per
   * root of a year, up to 10,000,000. */
  peg?: number;
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

/** A price times 1e18, its range, the end of its round in Unix milliseconds, and the weight behind it. */
export interface Stamped {
  value: string;
  lo: string;
  hi: string;
  at: number;
  quorum: "lost" | "reduced" | "full";
}

/** The prices of an underlying after a block. */
export interface Prices {
  number: number;
  hash: string;
  underlying: number;
  /** Null when stale. */
  spot: Stamped | null;
  /** Milliseconds since the round of the last index, stale or not. */
  age: number | null;
  /** Dispersion of the reports behind a fresh index, in basis points of it. */
  confidence: number | null;
  breaker: "open" | "riskReducing" | "cancelOnly";
  /** `average`: of the settlement window so far, times 1e18. */
  expiries: { expiry: number; forward: Stamped | null; average: string | null }[];
}

/** Follows the prices of an underlying after best blocks, or after finalized ones, also over a connection that
 * is made anew. Gives what ends it. Where the node ends it, since it cannot read a block or nothing is read for
 * long, `ended` is called, and no more prices come: subscribe again. */
export async function subscribePrices(
  api: ApiPromise,
  underlying: number,
  finalized: boolean,
  told: (prices: Prices) => void,
  ended: () => void,
): Promise<() => void> {
  // The API's own subscriptions only log the node's last notification.
  const { provider }: { provider: ProviderInterface } = (api as any)._rpcCore;
  const [type, begin, end] = ["prices", "subscribePrices", "unsubscribePrices"].map(
    (name) => `options_${name}`,
  ) as [string, string, string];
  const subscription = provider.subscribe(type, begin, [underlying, finalized], (error, prices) => {
    if (!error) return told(prices);
    stop();
    ended();
  });
  // Else the provider would ask for it again with its next connection.
  const stop = () => {
    subscription.then((id) => provider.unsubscribe(type, end, id)).catch(() => undefined);
  };
  await subscription;
  return stop;
}

export async function connect(url: string): Promise<ApiPromise> {
  await cryptoWaitReady();
  const provider = new WsProvider(url);
  const api = await ApiPromise.create({ provider, noInitWarn: true });
  await api.isReadyOrError;
  return api;
}

export function developmentKey(uri: string): KeyringPair {
  return new Keyring({ type: "sr25519" }).addFromUri(uri);
}

function errorName(api: ApiPromise, error: DispatchError): string {
  if (!error.isModule) return error.toString();
  const { section, name } = api.registry.findMetaError(error.asModule);
  return `${section}.${name}`;
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
        const name = errorName(api, result.dispatchError);
        settle(() => reject(new TransactionFailed(name, result)));
      } else if (result.isError) {
        settle(() => reject(new TransactionFailed(result.status.type)));
      } else if (result.isFinalized || (until === "inBlock" && result.isInBlock)) {
        settle(() => resolve(result));
      }
    }).then((unsubscribe) => (stop = unsubscribe), reject);
  });
}

/** Calls as root, by the key that a test chain's sudo has. */
export async function sendAsRoot(api: ApiPromise, call: Tx, sudo: KeyringPair): Promise<void> {
  const { sudoResult } = eventOf(await send(api, api.tx.sudo!.sudo!(call), sudo), "sudo", "Sudid");
  if (sudoResult.isErr) throw new TransactionFailed(errorName(api, sudoResult.asErr));
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
/** A price that the chain gives times 1e18. */
export const wad = (value: any): number => Number(exact(value)) / WAD;
const level = (value: any): [number, number] | null => {
  if (value.isNone) return null;
  const [tick, lots] = value.unwrap();
  return [tick.toNumber(), lots.toNumber()];
};

/** Asks a pallet's view function, by the names of the metadata. */
async function view(api: ApiPromise, pallet: string, name: string, ...args: unknown[]) {
  const { registry, runtimeMetadata } = api;
  const found = runtimeMetadata.asLatest.pallets
    .find((one) => one.name.eq(pallet))
    ?.viewFunctions.find((one) => one.name.eq(name));
  if (!found) throw new Error(`the chain has no view function ${pallet}.${name}`);
  const encoded = found.inputs.map(({ type }, i) =>
    registry.createType(registry.createLookupType(type), args[i]).toU8a(),
  );
  const input = u8aToHex(u8aConcat(...encoded));
  const answer: any = await api.call.runtimeViewFunction!.executeViewFunction!(found.id, input);
  if (answer.isErr) throw new Error(`${pallet}.${name}: ${answer.asErr}`);
  return registry.createType<any>(registry.createLookupType(found.output), answer.asOk.toU8a(true));
}

/** An expiry without a settlement price of its own. */
export interface Awaited {
  underlying: number;
  /** Seconds since 1970. */
  expiry: number;
  reason: string;
  /** Between which prices, times 1e18, governance may choose; null while nothing says. */
  range: [least: bigint, greatest: bigint] | null;
}

/** The expiries that wait for governance to choose their settlement price. */
export async function awaited(api: ApiPromise): Promise<Awaited[]> {
  const keys: any[] = await api.query.settlement!.awaitingPrice!.keys();
  const found = keys.map(async ({ args: [underlying, expiry] }): Promise<Awaited[]> => {
    const answer = await view(api, "Settlement", "awaiting", underlying, expiry);
    if (answer.isNone) return [];
    const [reason, range] = answer.unwrap();
    return [
      {
        underlying: underlying.toNumber(),
        expiry: expiry.toNumber(),
        reason: reason.type,
        range: range.isSome ? range.unwrap().map(exact) : null,
      },
    ];
  });
  return (await Promise.all(found)).flat();
}

export async function underlyings(api: State): Promise<Underlying[]> {
  const list: any = await api.call.tradingApi!.underlyings!();
  return list.map((u: any) => ({
    id: u.id.toNumber(),
    symbol: hexToString(u.symbol.toHex()),
    tickValue: u.tickValue.toNumber(),
    lotsPerContract: u.lotsPerContract.toNumber(),
    tickSteps: u.tickSteps.map(({ from, step }: any) => ({
      from: from.toNumber(),
      step: step.toNumber(),
    })),
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
    costs: new Map(a.costs.map(([s, cost]: any) => [s.toNumber(), exact(cost)])),
    collateral: new Map(a.collateral.map(([id, units]: any) => [id.toNumber(), exact(units)])),
    openOrders: a.openOrders.length,
    allowance: a.allowance.toNumber(),
  };
}

/** Opens one more subaccount of `owner`. */
export async function openSubaccount(api: ApiPromise, owner: KeyringPair): Promise<number> {
  const opened = await send(api, api.tx.margin!.openSubaccount!(), owner);
  return eventOf(opened, "margin", "SubaccountOpened").subaccount.toNumber();
}

/** The owner's first subaccount: opened if there is none, funded with `amount` if it is empty. */
export async function ensureSubaccount(
  api: ApiPromise,
  owner: KeyringPair,
  amount: bigint,
): Promise<number> {
  const owned: any = await api.call.tradingApi!.subaccounts!(owner.address);
  const subaccount = owned.length > 0 ? owned[0].toNumber() : await openSubaccount(api, owner);
  const { cash, positions } = await account(api, subaccount);
  if (cash === 0n && positions.size === 0) {
    await send(api, api.tx.margin!.deposit!(subaccount, amount), owner);
  }
  return subaccount;
}

/** The limit at or beside a price in ticks, by an underlying's steps: a bid that should not pay more
 * goes down, an ask up. */
export function onTick(steps: TickStep[], ticks: number, way: "down" | "up"): number {
  const step = steps.filter(({ from }) => from <= ticks).at(-1)?.step ?? 1;
  return (way === "down" ? Math.floor(ticks / step) : Math.ceil(ticks / step)) * step;
}

/** The id of an order that the owner of a subaccount placed, by its transaction, once it is sent. */
export function orderId(subaccount: number, sent: Tx, index: number) {
  return { subaccount, key: 0, sequence: sent.nonce.toNumber(), index };
}

/** A bid and an ask of a series; a side that is absent is taken away. */
export interface Quote {
  series: number;
  bid?: { limit: number; quantity: number };
  ask?: { limit: number; quantity: number };
}

/** Quotes in the place of the account's earlier ones of these series, good up to a block. */
export function massQuote(
  api: ApiPromise,
  subaccount: number,
  quotes: Quote[],
  goodTil: number,
): Tx {
  const none = { limit: 0, quantity: 0 };
  const sides = quotes.map(({ series, bid = none, ask = none }) => ({ series, bid, ask }));
  return api.tx.optionsBook!.massQuote!(subaccount, sides, goodTil);
}

/** A batch of orders; `goodTil` is a block number and defaults to the largest. */
export function placeOrders(
  api: ApiPromise,
  subaccount: number,
  orders: Order[],
): Tx {
  return api.tx.optionsBook!.placeOrders!(
    subaccount,
    orders.map((order) => ({
      goodTil: 0xffffffff,
      kind: order.peg === undefined ? "GoodTil" : "PostOnly",
      reduceOnly: false,
      within: null,
      client: null,
      peg: null,
      ...order,
    })),
  );
}
