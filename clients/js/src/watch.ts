// Prints a line per block: watch.ts [WS_URL]
import { connect, seriesOf, type State, underlyings } from "./tenor.js";

/** What the block that led to this state says of the markets, and what happened in it. */
async function report(at: State): Promise<string[]> {
  const events: any = await at.query.system!.events!();
  let trades = 0;
  const notes = new Set<string>();
  for (const { event } of events) {
    if (event.section === "optionsBook" && event.method === "BookChanged") {
      trades += event.data.change.fills.length;
    }
    if (event.section === "settlement") notes.add(event.method);
  }
  const markets = await Promise.all(
    (await underlyings(at)).map(async (u) => {
      const open = (await seriesOf(at, u.id)).reduce((sum, s) => sum + s.openInterest, 0);
      const contracts = (open / u.lotsPerContract).toFixed(2);
      return `${u.symbol} ${u.spot === null ? "no price" : u.spot.toFixed(2)} (${u.phase}, OI ${contracts})`;
    }),
  );
  return [...markets, `fills ${trades}`, ...notes];
}

const api = await connect(process.argv[2] ?? "ws://127.0.0.1:9944");
let finalized = 0;
await api.rpc.chain.subscribeFinalizedHeads((head) => {
  finalized = head.number.toNumber();
});
await api.rpc.chain.subscribeNewHeads(async (head) => {
  const number = `#${head.number.toNumber()}`;
  try {
    const parts = await report(await api.at(head.hash));
    console.log([number, `final ${finalized}`, ...parts].join("  "));
  } catch (error) {
    console.log(`${number}  ${error instanceof Error ? error.message : error}`);
  }
});
