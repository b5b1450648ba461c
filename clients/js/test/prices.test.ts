// What a subscription to prices does with a node that ends it: needs no node.
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { type ApiPromise, WsProvider } from "@polkadot/api";
import { WebSocketServer } from "ws";
import { type Prices, subscribePrices } from "../src/tenor.js";
import { MINUTE, until } from "./support.js";

test("who follows prices is told when the node ends it", { timeout: MINUTE }, async () => {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const asked: string[] = [];
  server.on("connection", (socket) =>
    socket.on("message", (message) => {
      const { id, method, params } = JSON.parse(message.toString());
      asked.push(`${method} ${params}`);
      const say = (rest: object) => socket.send(JSON.stringify({ jsonrpc: "2.0", ...rest }));
      const notify = (params: object) =>
        say({ method: "options_prices", params: { subscription: "one", ...params } });
      if (method === "options_subscribePrices") {
        say({ id, result: "one" });
        notify({ result: { number: 7 } });
        notify({ error: "prices were left unread for 10 s: subscribe again" });
      } else {
        say({ id, result: false });
        notify({ result: { number: 8 } });
      }
    }),
  );
  const { port } = server.address() as { port: number };
  const provider = new WsProvider(`ws://127.0.0.1:${port}`, 100);
  await provider.isReady;

  const told: number[] = [];
  let ends = 0;
  const stop = await subscribePrices(
    { _rpcCore: { provider } } as unknown as ApiPromise,
    0,
    true,
    ({ number }: Prices) => told.push(number),
    () => ends++,
  );
  await until("its end", MINUTE, async () => ends > 0 && asked.length > 1);
  assert.deepEqual([told, ends], [[7], 1]);
  assert.deepEqual(asked, ["options_subscribePrices 0,true", "options_unsubscribePrices one"]);

  // A second end changes nothing, and with the next connection it is not asked for again.
  stop();
  server.clients.forEach((socket) => socket.terminate());
  await once(server, "connection");
  await until("a connection", MINUTE, async () => provider.isConnected);
  assert.equal(await provider.send("system_name", []), false);
  assert.equal(asked.filter((call) => call.startsWith("options_subscribe")).length, 1);
  await provider.disconnect();
  server.close();
});
