// A light client in this process syncs to the network and reads the chain with proofs.
//
// smoldot keeps timers after it is terminated, so the script `journey` forces the exit.
// Needs TENOR_LIGHT_SPEC: the path of a raw chain spec whose boot nodes have /ws addresses.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { createClient, type PolkadotClient } from "polkadot-api";
import { getSmProvider } from "polkadot-api/sm-provider";
import { start } from "smoldot";
import { MINUTE, papiClient, until } from "./support.js";

const spec = process.env.TENOR_LIGHT_SPEC;
const skip = spec ? false : "TENOR_LIGHT_SPEC is unset: no chain spec with /ws boot nodes";

describe("a journey with smoldot", { skip, timeout: 8 * MINUTE }, () => {
  it("syncs to the network and agrees with a full node", async () => {
    const chainSpec = await readFile(spec!, "utf8");
    assert(
      JSON.parse(chainSpec).bootNodes?.some((address: string) => address.includes("/ws")),
      `${spec} names no boot node with a /ws address`,
    );
    const smoldot = start({ maxLogLevel: 2 });
    const full = papiClient();
    let light: PolkadotClient | undefined;
    try {
      const chain = await smoldot.addChain({ chainSpec });
      light = createClient(getSmProvider(() => chain));
      const { genesisHash } = await full.getChainSpecData();
      assert.equal((await light.getChainSpecData()).genesisHash, genesisHash);

      // A light client that does not follow the chain stays at genesis, or where it began.
      const first = await light.getFinalizedBlock();
      const target = Math.max(first.number, (await full.getFinalizedBlock()).number) + 5;
      const reached = await until(`light client at block ${target}`, 5 * MINUTE, async () => {
        const block = await light!.getFinalizedBlock();
        return block.number >= target && block;
      });
      const release = light.hodlBlock(reached.hash);

      // Storage and a runtime call: both answered from proofs of the light client's peers.
      const at = { at: reached.hash };
      const [lightApi, fullApi]: any[] = [light.getUnsafeApi(), full.getUnsafeApi()];
      const time: bigint = await lightApi.query.Timestamp.Now.getValue(at);
      assert(Math.abs(Number(time) - Date.now()) < MINUTE, `the light client is at ${time}`);
      const underlyings: any[] = await lightApi.apis.TradingApi.underlyings(at);
      assert.equal(underlyings.length, 2);
      release();

      // The state of a block holds the hashes of those before it.
      await until(`full node to finalize more than ${reached.number}`, MINUTE, async () => {
        return (await full.getFinalizedBlock()).number > reached.number;
      });
      assert.equal(await fullApi.query.System.BlockHash.getValue(reached.number), reached.hash);
    } finally {
      light?.destroy();
      full.destroy();
      await smoldot.terminate();
    }
  });
});
