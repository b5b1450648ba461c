// The same chain through PAPI: connect, read metadata, list series, place, cancel, read events.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import type { KeyringPair } from "@polkadot/keyring/types";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import type { PolkadotClient } from "polkadot-api";
import { getPolkadotSigner, type PolkadotSigner } from "polkadot-api/signer";
import { developmentKey, nextSequence, QUOTE } from "../src/tenor.js";
import { MINUTE, papiClient, steps, until } from "./support.js";

const FUNDS = 1_000n * QUOTE;

describe("a journey with PAPI", { timeout: 8 * MINUTE }, () => {
  const step = steps();
  let client: PolkadotClient;
  // Types come from the chain's metadata when the test runs.
  let api: any;
  let key: KeyringPair;
  let signer: PolkadotSigner;
  let series: any;
  let subaccount: number;

  before(async () => {
    await cryptoWaitReady();
    key = developmentKey("//Ferdie");
    signer = getPolkadotSigner(key.publicKey, "Sr25519", (bytes) => key.sign(bytes));
    client = papiClient();
    api = client.getUnsafeApi();
  });
  after(() => client.destroy());

  const submit = async (tx: any): Promise<any> => {
    const result = await tx.signAndSubmit(signer);
    assert(result.ok, JSON.stringify(result.dispatchError));
    return result;
  };

  /** The block-end events of a block that are about our subaccount. */
  const reported = async (hash: string, name: string): Promise<any[]> => {
    const events = await api.event.OptionsBook[name].get(hash);
    return events
      .map(({ payload }: any) => payload)
      .filter((payload: any) => payload.subaccount === subaccount);
  };

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
    series = await until("a marked series", 3 * MINUTE, async () => {
      const underlyings: any[] = await api.apis.TradingApi.underlyings();
      if (underlyings.some(({ phase }) => phase.type !== "Open")) return undefined;
      const listed: any[] = await Promise.all(
        underlyings.map(({ id }) => api.apis.TradingApi.series(id)),
      );
      const distant = Date.now() / 1_000 + 60;
      return listed
        .flat()
        .find(
          ({ status, mark_tick, expiry }) =>
            status.type === "Trading" && mark_tick && Number(expiry) > distant,
        );
    });
    assert(["Call", "Put"].includes(series.kind.type));
    assert.equal(series.mark.quorum.type, "Full");
    assert(series.strike > 0n);
  });

  step("opens a subaccount and deposits", async () => {
    const opened = await submit(api.tx.Margin.open_subaccount());
    const [event] = api.event.Margin.SubaccountOpened.filter(opened.events);
    subaccount = event.payload.subaccount;
    await submit(api.tx.Margin.deposit({ subaccount, amount: FUNDS }));
    const view = await api.apis.TradingApi.account(subaccount);
    assert.equal(view.cash, FUNDS);
  });

  step("places and cancels an order and reads what its blocks say", async () => {
    const sequence = BigInt(nextSequence());
    const order = {
      series: series.id,
      side: { type: "Bid", value: undefined },
      limit: 1,
      quantity: 5n,
      good_til: 0xffffffff,
      kind: { type: "PostOnly", value: undefined },
    };
    const placed = await submit(
      api.tx.OptionsBook.place_orders({ subaccount, sequence, orders: [order] }),
    );
    assert.deepEqual(await reported(placed.block.hash, "OrdersRefused"), []);
    const { open_orders } = await api.apis.TradingApi.account(subaccount);
    const id = { subaccount, sequence, index: 0 };
    assert.deepEqual(open_orders, [
      { id, series: series.id, side: order.side, limit: 1, quantity: 5n, good_til: order.good_til },
    ]);

    const cancelled = await submit(
      api.tx.OptionsBook.cancel_orders({
        subaccount,
        sequence: BigInt(nextSequence()),
        orders: [id],
      }),
    );
    const [report] = await reported(cancelled.block.hash, "OrdersCancelled");
    assert.deepEqual(report.orders, [[id, { type: "Requested", value: undefined }]]);
    assert.deepEqual((await api.apis.TradingApi.account(subaccount)).open_orders, []);
  });

  step("names the error of a bad call", async () => {
    const result = await api.tx.OptionsBook.cancel_all({ subaccount, sequence: 0n }).signAndSubmit(
      signer,
    );
    assert.equal(result.ok, false);
    const { type, value } = result.dispatchError;
    assert.deepEqual([type, value.type, value.value.type], [
      "Module",
      "OptionsBook",
      "SequenceUsed",
    ]);
  });
});
