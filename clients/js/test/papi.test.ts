// The same journey through PAPI, in the other market: from metadata to a trade and its payout.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { cryptoWaitReady, encodeAddress } from "@polkadot/util-crypto";
import type { BlockInfo, PolkadotClient } from "polkadot-api";
import { getPolkadotSigner, type PolkadotSigner } from "polkadot-api/signer";
import { developmentKey, onTick, QUOTE, wad } from "../src/tenor.js";
import {
  fee,
  MINUTE,
  paidOut,
  papiClient,
  pickSeries,
  premium,
  SECOND,
  type SettlementBlock,
  steps,
  until,
} from "./support.js";

const FUNDS = 20_000n * QUOTE;
const LOTS = 10;

interface Trader {
  signer: PolkadotSigner;
  subaccount: number;
}

/** A choice of an enumeration, as PAPI takes it. */
const choice = (type: string) => ({ type, value: undefined });

/** What of a listed series the helpers read. */
const plain = (series: any) => ({
  id: series.id as number,
  underlying: series.underlying as number,
  expiry: Number(series.expiry),
  strikeWad: series.strike as bigint,
  kind: series.kind.type as "Call" | "Put" | "Future",
  status: series.status.type as "Trading",
  mark: (series.mark_tick ?? null) as number | null,
});

describe("a journey with PAPI", { timeout: 14 * MINUTE }, () => {
  const step = steps();
  let client: PolkadotClient;
  // Types come from the chain's metadata when the test runs.
  let api: any;
  let maker: Trader;
  let taker: Trader;
  let underlying: any;
  let series: ReturnType<typeof plain>;

  before(async () => {
    await cryptoWaitReady();
    client = papiClient();
    api = client.getUnsafeApi();
  });
  after(() => client.destroy());

  const signerOf = (uri: string): PolkadotSigner => {
    const key = developmentKey(uri);
    return getPolkadotSigner(key.publicKey, "Sr25519", (bytes) => key.sign(bytes));
  };

  const address = ({ signer }: Trader): string => encodeAddress(signer.publicKey);

  /** Sends a transaction and gives what its final block says of it. */
  const submit = async (
    tx: any,
    { signer }: Pick<Trader, "signer">,
    nonce?: number,
  ): Promise<any> => {
    const result = await tx.signAndSubmit(signer, nonce === undefined ? {} : { nonce });
    assert(result.ok, JSON.stringify(result.dispatchError));
    return result;
  };

  const view = (who: Trader, at = "finalized"): Promise<any> =>
    api.apis.TradingApi.account(who.subaccount, { at });

  const cashAt = async (hash: string, who: Trader): Promise<bigint> => (await view(who, hash)).cash;

  /** What a block did to a trader's cash. */
  const cashMoved = async (hash: string, who: Trader): Promise<bigint> => {
    const { parentHash } = await client.getBlockHeader(hash);
    return (await cashAt(hash, who)) - (await cashAt(parentHash, who));
  };

  /** The events of a kind in a block, those of its end included. */
  const eventsOf = async (hash: string, name: string): Promise<any[]> =>
    (await api.event.OptionsBook[name].get(hash)).map(({ payload }: any) => payload);

  const reported = async (hash: string, name: string, who: Trader): Promise<any[]> =>
    (await eventsOf(hash, name)).filter(({ subaccount }) => subaccount === who.subaccount);

  /** What a block tells of the book of the series: every such block has one event. */
  const changed = async (hash: string): Promise<any> => {
    const own = (await eventsOf(hash, "BookChanged")).filter((told) => told.series === series.id);
    assert.equal(own.length, 1);
    return own[0].change;
  };

  const order = (side: "Bid" | "Ask", limit: number, kind: string) => ({
    series: series.id,
    side: choice(side),
    limit,
    quantity: BigInt(LOTS),
    good_til: 0xffffffff,
    kind: choice(kind),
    reduce_only: false,
    within: undefined,
    client: undefined,
    peg: undefined,
  });

  /** Sends an order that must enter the book, and gives its id and its final block. */
  const place = async (who: Trader, sent: ReturnType<typeof order>) => {
    const { subaccount } = who;
    const tx = api.tx.OptionsBook.place_orders({ subaccount, orders: [sent] });
    const nonce = await api.apis.AccountNonceApi.account_nonce(address(who), { at: "best" });
    const { block } = await submit(tx, who, nonce);
    assert.deepEqual(await reported(block.hash, "OrdersRefused", who), []);
    return { id: { subaccount, key: 0, sequence: nonce, index: 0 }, hash: block.hash as string };
  };

  /** Every finalized block from now on, as it comes. */
  async function* settlementBlocks(): AsyncGenerator<SettlementBlock> {
    const waiting: BlockInfo[] = [];
    const following = client.finalizedBlock$.subscribe((block) => waiting.push(block));
    try {
      for (;;) {
        const { hash } = await until("a final block", MINUTE, async () => waiting.shift());
        const records: any[] = await api.query.System.Events.getValue({ at: hash });
        const events = records
          .filter(({ event }) => event.type === "Settlement")
          .map(({ event }) => ({ name: event.value.type, data: event.value.value }));
        yield { hash, events };
      }
    } finally {
      following.unsubscribe();
    }
  }

  step("reads the chain and its metadata", async () => {
    const { name, genesisHash } = await client.getChainSpecData();
    assert(name.startsWith("Tenor"), name);
    assert.match(genesisHash, /^0x[0-9a-f]{64}$/);
    const { hash } = await client.getFinalizedBlock();
    const metadata = await client.getMetadata(hash);
    // "meta", in ASCII.
    assert.deepEqual([...metadata.slice(0, 4)], [0x6d, 0x65, 0x74, 0x61]);
    const { spec_name, spec_version } = await api.constants.System.Version();
    assert.equal(spec_name, "tenor");
    assert(spec_version >= 1);
  });

  step("lists the series", async () => {
    const listed = await until("a marked series", 3 * MINUTE, async () => {
      const all: any[] = await api.apis.TradingApi.underlyings();
      underlying = all[1];
      if (underlying?.phase.type !== "Open") return undefined;
      const of: any[] = await api.apis.TradingApi.series(underlying.id);
      return of.some(({ status, mark }) => status.type === "Trading" && mark) && of;
    });
    for (const { kind, strike, mark } of listed) {
      assert(["Call", "Put", "Future"].includes(kind.type));
      assert(strike > 0n === (kind.type !== "Future"));
      if (mark) assert.equal(mark.quorum.type, "Full");
    }
  });

  step("opens subaccounts and deposits", async () => {
    const open = async (uri: string): Promise<Trader> => {
      const signer = signerOf(uri);
      const opened = await submit(api.tx.Margin.open_subaccount(), { signer });
      const [event] = api.event.Margin.SubaccountOpened.filter(opened.events);
      const who = { signer, subaccount: event.payload.subaccount };
      const deposit = { subaccount: who.subaccount, amount: FUNDS };
      await submit(api.tx.Margin.deposit(deposit), who);
      assert.equal((await view(who)).cash, FUNDS);
      return who;
    };
    [maker, taker] = await Promise.all([open("//Dave//stash"), open("//Ferdie")]);
  });

  step("picks a series that its payout can be seen of", async () => {
    const { twap_window_secs } = await api.query.Durations.Current.getValue();
    series = await until("a marked series that expires late enough", MINUTE, async () => {
      const now: bigint = await api.query.Timestamp.Now.getValue();
      const listed: any[] = await api.apis.TradingApi.series(underlying.id);
      return pickSeries(listed.map(plain), Number(now) / SECOND, Number(twap_window_secs));
    });
  });

  step("places and cancels an order and reads what its blocks say", async () => {
    const sent = order("Bid", 1, "PostOnly");
    const { id, hash } = await place(taker, sent);
    const { side, limit, quantity, good_til, kind, reduce_only } = sent;
    const entry = {
      ...{ id, side, limit, quantity, good_til, kind, reduce_only },
      name: undefined,
      peg: undefined,
    };
    const { entered: told } = await changed(hash);
    assert.deepEqual(
      told.find((entry: any) => entry.id.subaccount === taker.subaccount),
      entry,
    );
    const [open, ...others] = (await view(taker)).open_orders;
    const { entered, ...rest } = open;
    assert.deepEqual(rest, { id, series: series.id, side, limit, quantity, good_til, name: undefined });
    assert(entered > 0 && others.length === 0);

    const { subaccount } = taker;
    const tx = api.tx.OptionsBook.cancel_orders({ subaccount, orders: [id] });
    const { block } = await submit(tx, taker);
    const { left } = await changed(block.hash);
    const own = left.filter(([order]: any) => order.subaccount === subaccount);
    assert.deepEqual(own, [[id, choice("Requested")]]);
    assert.deepEqual((await view(taker)).open_orders, []);
  });

  step("trades at the mark and reads the trade and the positions", async () => {
    const listed: any[] = await api.apis.TradingApi.series(underlying.id, { at: "best" });
    const mark = listed.map(plain).find(({ id }) => id === series.id)?.mark;
    assert(mark, "the series has no mark");
    const tick = onTick(underlying.tick_steps, mark, "down");
    const ask = await place(maker, order("Ask", tick, "PostOnly"));
    const bid = await place(taker, order("Bid", tick, "GoodTil"));

    const { trade, fills } = await changed(bid.hash);
    assert(trade, "the block of the bid cleared nothing");
    assert.deepEqual(trade, { price: tick, volume: BigInt(LOTS) });
    assert.deepEqual(fills, [
      { id: bid.id, side: choice("Bid"), lots: BigInt(LOTS), maker: false },
      { id: ask.id, side: choice("Ask"), lots: BigInt(LOTS), maker: true },
    ]);

    const at = { at: bid.hash };
    const all: any[] = await api.apis.TradingApi.underlyings(at);
    const spotWad: bigint = all.find(({ id }) => id === underlying.id).spot.value;
    const terms = { spotWad, lotsPerContract: underlying.lots_per_contract };
    const parameters = await api.query.OptionsBook.Parameters.getValue(at);
    const { taker_fee, maker_fee, premium_cap } = parameters;
    const paid = premium(underlying.tick_value, tick, LOTS);
    const feeAt = (rate: number) => fee(BigInt(rate), BigInt(premium_cap), terms, LOTS, paid);
    assert.equal(await cashMoved(bid.hash, taker), -paid - feeAt(taker_fee));
    assert.equal(await cashMoved(bid.hash, maker), paid - feeAt(maker_fee));

    for (const [who, lots] of [
      [taker, LOTS],
      [maker, -LOTS],
    ] as const) {
      const { positions, open_orders } = await view(who);
      assert.deepEqual(positions, [[series.id, BigInt(lots)]]);
      assert.deepEqual(open_orders, []);
    }
  });

  step("names the error of a bad call", async () => {
    const { signer, subaccount } = taker;
    const bad = api.tx.OptionsBook.cancel_orders({ subaccount, orders: [] });
    const result = await bad.signAndSubmit(signer);
    assert.equal(result.ok, false);
    const { type, value } = result.dispatchError;
    assert.deepEqual(
      [type, value.type, value.value.type],
      ["Module", "OptionsBook", "EmptyBatch"],
    );
  });

  step("sees the expiry and is paid the payoff", async () => {
    const holders = new Map([
      [taker.subaccount, LOTS],
      [maker.subaccount, -LOTS],
    ]);
    const lotsPerContract = underlying.lots_per_contract;
    const { price, paid } = await paidOut(settlementBlocks(), series, lotsPerContract, holders);
    for (const who of [taker, maker]) {
      const { hash, cash } = paid.get(who.subaccount)!;
      assert.equal(await cashMoved(hash, who), cash);
      assert.deepEqual((await view(who)).positions, []);
    }
    const left: any[] = await api.apis.TradingApi.series(underlying.id);
    assert(!left.some(({ id }) => id === series.id), "the series is still listed");
    const { cash } = paid.get(taker.subaccount)!;
    console.log(
      `PAPI: ${series.kind} at ${wad(series.strikeWad)} settled at ${wad(price)}: ` +
        `${cash} base units for ${LOTS} lots`,
    );
  });
});
