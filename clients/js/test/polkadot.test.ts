// The whole journey of two traders with @polkadot/api, from the first connection to the payout.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import type { ApiPromise } from "@polkadot/api";
import type { KeyringPair } from "@polkadot/keyring/types";
import {
  account,
  type Account,
  connect,
  developmentKey,
  eventOf,
  massQuote,
  onTick,
  openSubaccount,
  type Order,
  orderId,
  placeOrders,
  type Prices,
  QUOTE,
  QUOTE_ASSET,
  send,
  type Series,
  seriesOf,
  subscribePrices,
  TransactionFailed,
  type Tx,
  type Underlying,
  underlyings,
  wad,
} from "../src/tenor.js";
import {
  eventsOf,
  fee,
  MINUTE,
  now,
  paidOut,
  pickSeries,
  premium,
  settlementBlocks,
  steps,
  until,
  URL,
} from "./support.js";

const FUNDS = 200_000n * QUOTE;
const LOTS = 10;

interface Trader {
  key: KeyringPair;
  subaccount: number;
}

interface Placed {
  hash: string;
  id: (index: number) => ReturnType<typeof orderId>;
}

describe("a journey with @polkadot/api", { timeout: 14 * MINUTE }, () => {
  const step = steps();
  let api: ApiPromise;
  let maker: Trader;
  let taker: Trader;
  let underlying: Underlying;
  let series: Series;
  let tradeTick: number;

  before(async () => {
    api = await connect(URL);
  });
  after(() => api.disconnect());

  const cashAt = async (hash: string, { subaccount }: Trader): Promise<bigint> =>
    (await account(await api.at(hash), subaccount)).cash;

  /** What a block did to a trader's cash. */
  const cashMoved = async (hash: string, trader: Trader): Promise<bigint> => {
    const { parentHash } = await api.rpc.chain.getHeader(hash);
    return (await cashAt(hash, trader)) - (await cashAt(parentHash.toHex(), trader));
  };

  /** TNR in base units. */
  const free = async ({ key }: Trader): Promise<bigint> => {
    const { data }: any = await api.query.system!.account!(key.address);
    return data.free.toBigInt();
  };

  const quoteOf = async ({ key }: Trader): Promise<bigint> => {
    const held: any = await api.query.assets!.account!(QUOTE_ASSET, key.address);
    return BigInt(held.unwrap().balance.toString());
  };

  /** Sends a batch and gives the block that it is final in, and the ids of its orders. */
  const submit = async (who: Trader, orders: Order[]): Promise<Placed> => {
    const tx = placeOrders(api, who.subaccount, orders);
    const result = await send(api, tx, who.key, "finalized");
    const id = (index: number) => orderId(who.subaccount, tx, index);
    return { hash: result.status.asFinalized.toHex(), id };
  };

  /** What a block tells of the book of the series: every such block has one event. */
  const changed = async (hash: string): Promise<any> => {
    const own = (await eventsOf(api, hash)).filter(
      ({ section, method, data }) =>
        section === "optionsBook" &&
        method === "BookChanged" &&
        data.series.toNumber() === series.id,
    );
    assert.equal(own.length, 1);
    return own[0]!.data.change;
  };

  /** The orders and reasons that a block's end reports about a trader. */
  const reported = async (hash: string, method: string, who: Trader): Promise<any[]> => {
    const events = (await eventsOf(api, hash)).filter(
      ({ section, method: name, data }) =>
        section === "optionsBook" &&
        name === method &&
        data.subaccount.toNumber() === who.subaccount,
    );
    return events.flatMap(({ data }) => [...data.orders]);
  };

  /** Sends a batch that must enter the book whole. */
  const place = async (who: Trader, orders: Order[]): Promise<Placed> => {
    const placed = await submit(who, orders);
    const refusals = await reported(placed.hash, "OrdersRefused", who);
    assert.equal(refusals.length, 0, `refused at the block's end: ${refusals}`);
    return placed;
  };

  /** Expects a transaction to fail in its block by that name, at its sender's cost: a fee, or for a
   * trade a part of its subaccount's allowance. */
  const refused = async (
    name: string,
    tx: Tx,
    key: KeyringPair,
    free = false,
  ): Promise<void> => {
    const failure = await send(api, tx, key).then(
      () => assert.fail(`${tx.method.section}.${tx.method.method} passed, not ${name}`),
      (error: unknown) => error,
    );
    assert(failure instanceof TransactionFailed, String(failure));
    assert.equal(failure.message, name);
    assert(failure.result, `${name}: it never got into a block`);
    if (free) {
      eventOf(failure.result, "skipFeelessPayment", "FeeSkipped");
      return;
    }
    const paid = eventOf(failure.result, "transactionPayment", "TransactionFeePaid");
    assert.equal(paid.who.toString(), api.createType("AccountId", key.publicKey).toString());
    assert(paid.actualFee.toBigInt() > 0n, `${name} cost nothing`);
  };

  step("reads the metadata", async () => {
    assert.equal(api.runtimeVersion.specName.toString(), "tenor");
    assert(api.runtimeMetadata.version >= 14);
    const pallets = api.runtimeMetadata.asLatest.pallets.map(({ name }) => name.toString());
    for (const pallet of [
      "Instruments",
      "Oracle",
      "Margin",
      "OptionsBook",
      "Settlement",
      "MarketGuard",
    ]) {
      assert(pallets.includes(pallet), `no pallet ${pallet}`);
    }
    assert.equal(api.registry.chainSS58, 7395);
    assert.equal((api.consts.margin as any).maxPositions.toNumber(), 128);
  });

  step("lists underlyings and series", async () => {
    const listed = await until("open markets with marked series", 3 * MINUTE, async () => {
      const all = await underlyings(api);
      if (all.length < 2 || all.some(({ phase, spot }) => phase !== "Open" || !spot)) return;
      const series = await Promise.all(all.map(({ id }) => seriesOf(api, id)));
      const marked = series.every((of) => of.some((s) => s.status === "Trading" && s.mark));
      return marked && { all, series: series.flat() };
    });
    assert.deepEqual(listed.all.map(({ symbol }) => symbol).sort(), ["BTC", "ETH"]);
    underlying = listed.all.find(({ symbol }) => symbol === "BTC")!;
    assert.equal(underlying.quorum, "Full");
    const of = listed.series.filter((s) => s.underlying === underlying.id);
    assert.deepEqual(new Set(of.map(({ kind }) => kind)), new Set(["Call", "Put", "Future"]));
    for (const { id, expiry, strike, kind } of of) {
      assert(underlying.expiries.includes(expiry), `series ${id}: expiry ${expiry}`);
      const near = kind === "Future" ? strike === 0 : Math.abs(strike / underlying.spot! - 1) < 0.2;
      assert(near, `series ${id}: strike ${strike}`);
    }
  });

  step("follows prices", async () => {
    for (const finalized of [false, true]) {
      const told: Prices[] = [];
      const end = await subscribePrices(
        api,
        underlying.id,
        finalized,
        (prices) => told.push(prices),
        () => assert.fail("the node ended it"),
      );
      await until("prices of three blocks", MINUTE, async () => told.length >= 3);
      end();
      for (const prices of told) {
        assert.equal(prices.underlying, underlying.id);
        const { spot }: any = (await underlyings(await api.at(prices.hash))).find(
          ({ id }) => id === underlying.id,
        );
        assert.equal(prices.spot && Number(prices.spot.value) / 1e18, spot);
        assert(prices.expiries.some(({ forward }) => forward !== null));
      }
      const numbers = told.map(({ number }) => number);
      assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
    }
    const nothing = () => assert.fail("prices of nothing");
    const unknown = subscribePrices(api, 9, false, nothing, nothing);
    await assert.rejects(unknown, /underlying 9 is not listed/);
  });

  step("opens subaccounts and deposits", async () => {
    const open = async (uri: string): Promise<Trader> => {
      const key = developmentKey(uri);
      return { key, subaccount: await openSubaccount(api, key) };
    };
    [maker, taker] = await Promise.all([open("//Dave"), open("//Eve")]);
    assert.notEqual(maker.subaccount, taker.subaccount);
    for (const who of [maker, taker]) {
      const before = await quoteOf(who);
      const deposit = api.tx.margin!.deposit!(who.subaccount, FUNDS);
      const event = eventOf(await send(api, deposit, who.key), "margin", "Deposited");
      assert.equal(event.subaccount.toNumber(), who.subaccount);
      assert.equal(event.amount.toBigInt(), FUNDS);
      assert.equal(before - (await quoteOf(who)), FUNDS);
      const view = await account(api, who.subaccount);
      assert.equal(view.cash, FUNDS);
      assert.equal(view.owner, api.createType("AccountId", who.key.publicKey).toString());
    }
  });

  step("picks a series that its payout can be seen of", async () => {
    const record: any = await api.query.durations!.current!();
    series = await until("a marked series that expires late enough", MINUTE, async () => {
      const listed = await seriesOf(api, underlying.id);
      return pickSeries(listed, await now(api), record.twapWindowSecs.toNumber());
    });
  });

  step("places, reads and cancels orders", async () => {
    const order: Order = { series: series.id, side: "Bid", limit: 1, quantity: 3 };
    const paid = await free(maker);
    const { id, hash: placed } = await place(maker, [order, { ...order, limit: 2 }]);
    const entered = [...(await changed(placed)).entered].filter(
      ({ id }: any) => id.subaccount.toNumber() === maker.subaccount,
    );
    assert.deepEqual(
      entered.map(({ id, side, limit, quantity }: any) => [
        id.index.toNumber(),
        side.type,
        limit.toNumber(),
        quantity.toNumber(),
      ]),
      [
        [1, "Bid", 2, 3],
        [0, "Bid", 1, 3],
      ],
    );
    const view = await account(api, maker.subaccount);
    assert.equal(view.openOrders, 2);
    const listed = (await seriesOf(api, underlying.id)).find(({ id }) => id === series.id);
    assert.deepEqual(listed?.bid, [2, 3]);

    // The third was never placed.
    const cancel = api.tx.optionsBook!.cancelOrders!(maker.subaccount, [id(1), id(2)]);
    const cancelled = await send(api, cancel, maker.key, "finalized");
    const hash = cancelled.status.asFinalized.toHex();
    const gone = [...(await changed(hash)).left].filter(
      ([order]: any) => order.subaccount.toNumber() === maker.subaccount,
    );
    assert.deepEqual(
      gone.map(([order, reason]: any) => [order.index.toNumber(), reason.type]),
      [[1, "Requested"]],
    );
    const unknown = await reported(hash, "UnknownCancel", maker);
    assert.deepEqual(
      unknown.map((order) => order.index.toNumber()),
      [2],
    );
    assert.equal((await account(api, maker.subaccount)).openOrders, 1);

    const all = api.tx.optionsBook!.cancelAll!(maker.subaccount, "Everything");
    await send(api, all, maker.key, "finalized");
    const after = await account(api, maker.subaccount);
    assert.equal(after.openOrders, 0);
    assert.equal(after.cash, FUNDS, "orders that do not trade cost no quote asset");
    assert.equal(await free(maker), paid, "trades within the allowance cost no TNR");
  });

  step("quotes, quotes anew and cancels by name", async () => {
    const { subaccount, key } = maker;
    const best = async () => {
      const listed = await seriesOf(api, underlying.id);
      const { bid, ask } = listed.find(({ id }) => id === series.id)!;
      return [bid, ask];
    };
    const quote = async (bid?: [number, number], ask?: [number, number]) => {
      const leg = (side?: [number, number]) => side && { limit: side[0], quantity: side[1] };
      const quotes = [{ series: series.id, bid: leg(bid), ask: leg(ask) }];
      await send(api, massQuote(api, subaccount, quotes, 0xffffffff), key, "finalized");
    };
    const ask = onTick(underlying.tickSteps, series.mark! * 2 + 10, "up");
    await quote([1, 5], [ask, 5]);
    assert.deepEqual(await best(), [[1, 5], [ask, 5]]);
    await quote([1, 3], undefined);
    assert.deepEqual(await best(), [[1, 3], null]);

    const order: Order = { series: series.id, side: "Bid", limit: 2, quantity: 1, client: 7 };
    await place(maker, [order]);
    await place(maker, [{ ...order, limit: 3, reduceOnly: false }]);
    assert.deepEqual(await best(), [[3, 1], null]);
    const names = [[series.id, 7]];
    const cancel = api.tx.optionsBook!.cancelClients!(subaccount, names);
    await send(api, cancel, key, "finalized");
    assert.deepEqual(await best(), [[1, 3], null]);
    await quote();
    assert.equal((await account(api, subaccount)).openOrders, 0);
  });

  step("trades at the mark", async () => {
    const fresh = (await seriesOf(api, underlying.id)).find(({ id }) => id === series.id);
    assert(fresh?.mark, "the series has no mark");
    tradeTick = onTick(underlying.tickSteps, fresh.mark, "down");
    const order = { series: series.id, limit: tradeTick, quantity: LOTS };
    await place(maker, [{ ...order, side: "Ask", kind: "PostOnly" }]);
    const { hash } = await place(taker, [{ ...order, side: "Bid" }]);

    const { trade, fills } = await changed(hash);
    assert(trade.isSome, "the block of the bid cleared nothing");
    assert.equal(trade.unwrap().price.toNumber(), tradeTick);
    assert.equal(trade.unwrap().volume.toNumber(), LOTS);
    assert.deepEqual(
      fills.map(({ id, side, lots, maker }: any) => [
        id.subaccount.toNumber(),
        side.type,
        lots.toNumber(),
        maker.isTrue,
      ]),
      [
        [taker.subaccount, "Bid", LOTS, false],
        [maker.subaccount, "Ask", LOTS, true],
      ],
    );

    const at = await api.at(hash);
    const terms = (await underlyings(at)).find(({ id }) => id === underlying.id)!;
    const parameters: any = await at.query.optionsBook!.parameters!();
    const paid = premium(terms.tickValue, tradeTick, LOTS);
    const cap = parameters.premiumCap.toBigInt();
    const takerFee = fee(parameters.takerFee.toBigInt(), cap, terms, LOTS, paid);
    const makerFee = fee(parameters.makerFee.toBigInt(), cap, terms, LOTS, paid);
    assert(0n < makerFee && makerFee <= takerFee);
    assert.equal(await cashMoved(hash, taker), -paid - takerFee);
    assert.equal(await cashMoved(hash, maker), paid - makerFee);
  });

  step("reads the positions", async () => {
    const long = await account(api, taker.subaccount);
    const short = await account(api, maker.subaccount);
    assert.deepEqual([...long.positions], [[series.id, LOTS]]);
    assert.deepEqual([...short.positions], [[series.id, -LOTS]]);
    assert.equal(long.openOrders + short.openOrders, 0);
    const listed = (await seriesOf(api, underlying.id)).find(({ id }) => id === series.id);
    assert(listed && listed.openInterest >= LOTS);
  });

  step("reads what the positions need and how they move", async () => {
    const { greeks, margin, simulate, withdrawals, liquidationPrices } = api.call.tradingApi!;
    const told = async (answer: Promise<any>) => (await answer).unwrap().asOk;
    const [moves] = await told(greeks!(maker.subaccount));
    assert.equal(moves.underlying.toNumber(), underlying.id);
    assert(moves.vega.toBigInt() < 0n && moves.theta.toBigInt() > 0n);

    const { risk, haircuts, markets } = await told(margin!(maker.subaccount));
    assert.equal(markets.length, 1);
    const [{ need }] = markets;
    const needs = need.initial.toBigInt() + haircuts.initial.toBigInt();
    assert.equal(risk.initial.toBigInt(), needs);
    assert(needs > need.maintenance.toBigInt() && need.maintenance.toBigInt() > 0n);

    const [cash] = await told(withdrawals!(maker.subaccount));
    assert.equal(cash.asset.toNumber(), QUOTE_ASSET);
    assert(cash.free.toBigInt() > 0n);

    const order = { series: series.id, side: "Ask", limit: tradeTick };
    const drafts = [{ ...order, quantity: 1 }, { ...order, quantity: 10 ** 9 }];
    const { verdicts } = await told(simulate!(maker.subaccount, drafts));
    assert(verdicts[0].isOk && verdicts[1].isErr && verdicts[1].asErr.isShortfall);

    const [price] = await told(liquidationPrices!(maker.subaccount));
    assert.equal(price.underlying.toNumber(), underlying.id);
    const never: any = await margin!(0xffffffff);
    assert(never.isNone);
  });

  step("refuses bad calls, each by its own name, and changes nothing", async () => {
    const views = () =>
      Promise.all([maker, taker].map(({ subaccount }) => account(api, subaccount)));
    const before = await views();
    const { key, subaccount } = taker;
    const good: Order = { series: series.id, side: "Bid", limit: 1, quantity: 1 };
    const batch = (order: Partial<Order>) =>
      placeOrders(api, subaccount, [{ ...good, ...order }]);
    const id = { subaccount: maker.subaccount, key: 0, sequence: 0, index: 0 };
    const { margin, optionsBook } = api.tx;

    const book: [string, Tx][] = [
      ["UnknownSeries", batch({ series: 0xffffffff })],
      ["ZeroQuantity", batch({ quantity: 0 })],
      ["QuantityTooLarge", batch({ quantity: 2 ** 41 })],
      ["ZeroLimit", batch({ limit: 0 })],
      ["LimitOutOfRange", batch({ limit: 0xffffffff })],
      ["OffTick", batch({ limit: 501 })],
      ["GoodTilPassed", batch({ goodTil: 1 })],
      ["PostOnlyWithin", batch({ kind: "PostOnly", within: 3 })],
      ["PegNotPostOnly", batch({ kind: "GoodTil", peg: 500_000 })],
      ["VolatilityOutOfRange", batch({ peg: 0 })],
      ["EmptyBatch", placeOrders(api, subaccount, [])],
      ["ForeignOrder", optionsBook!.cancelOrders!(subaccount, [id])],
    ];
    for (const [name, tx] of book) await refused(`optionsBook.${name}`, tx, key, true);
    // Who may not trade for a subaccount has no part in its allowance.
    const strange: [string, Tx][] = [
      ["Unauthorized", placeOrders(api, maker.subaccount, [good])],
      ["UnknownSubaccount", placeOrders(api, 0xffffffff, [good])],
      ["NotDirect", api.tx.utility!.batchAll!([placeOrders(api, subaccount, [good])])],
    ];
    for (const [name, tx] of strange) await refused(`optionsBook.${name}`, tx, key);

    const cash: [string, Tx][] = [
      ["NotOwner", margin!.withdraw!(maker.subaccount, 1)],
      ["UnknownSubaccount", margin!.deposit!(0xffffffff, QUOTE)],
      ["ZeroAmount", margin!.deposit!(subaccount, 0)],
      ["InsufficientFreeEquity", margin!.withdraw!(subaccount, 2n * FUNDS)],
      ["SubaccountNotEmpty", margin!.closeSubaccount!(subaccount)],
    ];
    for (const [name, tx] of cash) await refused(`margin.${name}`, tx, key);

    const lasting = (views: Account[]) => views.map(({ allowance, ...rest }) => rest);
    assert.deepEqual(lasting(await views()), lasting(before));
  });

  step("takes the good orders of a batch and names the others", async () => {
    const good: Order = { series: series.id, side: "Bid", limit: 1, quantity: 1 };
    const { hash, id } = await submit(taker, [good, { ...good, quantity: 0 }, good]);
    const refusals = await reported(hash, "OrdersRefused", taker);
    assert.deepEqual(
      refusals.map(([order, reason]) => [order.index.toNumber(), reason.type]),
      [[1, "ZeroQuantity"]],
    );
    assert.equal((await account(api, taker.subaccount)).openOrders, 2);
    const cancel = api.tx.optionsBook!.cancelOrders!(taker.subaccount, [id(0), id(2)]);
    await send(api, cancel, taker.key, "finalized");
    assert.equal((await account(api, taker.subaccount)).openOrders, 0);
  });

  step("refuses a stale nonce and a replayed transaction before they reach a block", async () => {
    const { key, subaccount } = taker;
    const tx = () => api.tx.margin!.deposit!(subaccount, QUOTE);
    const outdated = /1010: Invalid Transaction: Transaction is outdated/;
    await assert.rejects(tx().signAndSend(key, { nonce: 0 }), outdated);

    const signed = await tx().signAsync(key, { nonce: -1 });
    const { cash } = await account(api, subaccount);
    await send(api, tx(), key, "finalized");
    await assert.rejects(api.rpc.author.submitExtrinsic(signed), outdated);
    assert.equal((await account(api, subaccount)).cash, cash + QUOTE);
  });

  step("refuses an order that the margin does not carry at the end of its block", async () => {
    const poor: Trader = { key: taker.key, subaccount: await openSubaccount(api, taker.key) };
    await send(api, api.tx.margin!.deposit!(poor.subaccount, QUOTE), poor.key);
    const far = onTick(underlying.tickSteps, tradeTick * 2, "up");
    const { hash, id } = await submit(poor, [
      { series: series.id, side: "Ask", limit: far, quantity: 100 },
    ]);
    const [refusal, ...more] = await reported(hash, "OrdersRefused", poor);
    assert.equal(more.length, 0);
    const [order, reason] = refusal;
    assert.equal(order.sequence.toNumber(), id(0).sequence);
    assert.equal(reason.type, "Shortfall");
    assert(reason.asShortfall.toBigInt() > 0n);
    const view = await account(api, poor.subaccount);
    assert.equal(view.openOrders, 0);
    assert.equal(view.cash, QUOTE);
  });

  step("sends trades of one key out of order, and a trade twice in vain", async () => {
    const { key, subaccount } = taker;
    const cancel = api.tx.optionsBook!.cancelSeries!(subaccount, series.id);
    const next = (await api.rpc.system.accountNextIndex(key.address)).toNumber();
    const order: Order = { series: series.id, side: "Bid", limit: 1, quantity: 1 };
    const sign = (tx: Tx, nonce: number) => tx.signAsync(key, { nonce });
    const [last, first] = [
      await sign(placeOrders(api, subaccount, [order]), next + 9),
      await sign(placeOrders(api, subaccount, [order]), next),
    ];
    await api.rpc.author.submitExtrinsic(last);
    await until("an order with a later nonce", MINUTE, async () => {
      return (await account(api, subaccount)).openOrders === 1;
    });
    await assert.rejects(api.rpc.author.submitExtrinsic(last), /1010|1012|1013/);
    await api.rpc.author.submitExtrinsic(first);
    await until("the order with the next nonce", MINUTE, async () => {
      return (await account(api, subaccount)).openOrders === 2;
    });
    // A wallet that asks for the next nonce goes on.
    await send(api, cancel, key, "finalized");
    assert.equal((await account(api, subaccount)).openOrders, 0);
  });

  step("lets an agent trade, which never withdraws", async () => {
    const { key, subaccount } = maker;
    const agent = { key: developmentKey(`//agent//${subaccount}`), subaccount };
    const scope = {
      permission: "Trade",
      underlying: null,
      expires: 0xffffffff,
      dailyLoss: null,
    };
    const set = api.tx.margin!.setAgent!(subaccount, agent.key.address, scope);
    const event = eventOf(await send(api, set, key, "finalized"), "margin", "AgentSet");
    assert.equal(event.key.toNumber(), 1);
    const order: Order = { series: series.id, side: "Bid", limit: 1, quantity: 1 };
    const tx = placeOrders(api, subaccount, [order]);
    await send(api, tx, agent.key, "finalized");
    assert.equal((await account(api, subaccount)).openOrders, 1);
    const withdraw = api.tx.margin!.withdraw!(subaccount, 1);
    await assert.rejects(send(api, withdraw, agent.key), /1010.*pay some fees/);
    const id = { ...orderId(subaccount, tx, 0), key: 1 };
    await send(api, api.tx.optionsBook!.cancelOrders!(subaccount, [id]), key, "finalized");
    assert.equal((await account(api, subaccount)).openOrders, 0);
    const remove = api.tx.margin!.removeAgent!(subaccount, agent.key.address);
    await send(api, remove, key, "finalized");
    await assert.rejects(send(api, tx, agent.key), /1010/);
  });

  step("withdraws", async () => {
    const amount = 1_000n * QUOTE;
    const before = await account(api, taker.subaccount);
    const held = await quoteOf(taker);
    const result = await send(
      api,
      api.tx.margin!.withdraw!(taker.subaccount, amount),
      taker.key,
      "finalized",
    );
    assert.equal((await account(api, taker.subaccount)).cash, before.cash - amount);
    if (result.findRecord("margin", "WithdrawalAdmitted")) {
      // Anyone may complete it once the validators' reports say that its credits are final.
      const complete = () => api.tx.margin!.completeWithdrawal!(taker.subaccount);
      await until("the withdrawal to be final", MINUTE, () =>
        send(api, complete(), maker.key).catch((error) => {
          assert.equal(error.message, "margin.CreditNotFinal");
          return undefined;
        }),
      );
    }
    assert.equal(await quoteOf(taker), held + amount);
  });

  step("sees the expiry and is paid the payoff", async () => {
    await until(`the expiry at ${series.expiry}`, 11 * MINUTE, async () => {
      return (await now(api)) >= series.expiry;
    });
    const head = await api.rpc.chain.getHeader();
    const late: Order = { series: series.id, side: "Bid", limit: 1, quantity: 1 };
    await refused(
      "optionsBook.SeriesNotTrading",
      placeOrders(api, taker.subaccount, [late]),
      taker.key,
      true,
    );

    const blocks = settlementBlocks(api, head.number.toNumber() - 1, 2 * MINUTE);
    const holders = new Map([
      [taker.subaccount, LOTS],
      [maker.subaccount, -LOTS],
    ]);
    const { price, paid } = await paidOut(blocks, series, underlying.lotsPerContract, holders);
    for (const who of [taker, maker]) {
      const { hash, cash } = paid.get(who.subaccount)!;
      assert.equal(await cashMoved(hash, who), cash);
      assert.equal((await account(api, who.subaccount)).positions.size, 0);
    }
    const left = await seriesOf(api, underlying.id);
    assert(!left.some(({ id }) => id === series.id), "the series is still listed");
    const again = placeOrders(api, taker.subaccount, [late]);
    await refused("optionsBook.UnknownSeries", again, taker.key, true);
    const { cash } = paid.get(taker.subaccount)!;
    console.log(
      `${underlying.symbol} ${series.strike} ${series.kind} settled at ${wad(price)}: ` +
        `${cash} base units for ${LOTS} lots`,
    );
  });
});
