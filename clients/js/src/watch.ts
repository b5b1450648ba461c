// Prints a line per block: watch.ts [WS_URL]
import { connect, seriesOf, underlyings } from "./tenor.js";

const api = await connect(process.argv[2] ?? "ws://127.0.0.1:9944");
let finalized = 0;
await api.rpc.chain.subscribeFinalizedHeads((head) => {
  finalized = head.number.toNumber();
});
await api.rpc.chain.subscribeNewHeads(async (head) => {
  const at = await api.at(head.hash);
  const events: any = await at.query.system!.events!();
  let trades = 0;
  const notes: string[] = [];
  for (const { event } of events) {
    if (event.section === "optionsBook" && event.method === "Cleared") {
      trades += event.data.fills?.length ?? 0;
    }
    if (event.section === "settlement") notes.push(event.method);
  }
  const markets = await Promise.all(
    (await underlyings(api)).map(async (u) => {
      const open = (await seriesOf(api, u.id)).reduce((sum, s) => sum + s.openInterest, 0);
      const contracts = (open / u.lotsPerContract).toFixed(2);
      return `${u.symbol} ${u.spot === null ? "no price" : u.spot.toFixed(2)} (${u.phase}, OI ${contracts})`;
    }),
  );
  const line = [
    `#${head.number.toNumber()}`,
    `final ${finalized}`,
    ...markets,
    `fills ${trades}`,
    ...new Set(notes),
  ];
  console.log(line.join("  "));
});
