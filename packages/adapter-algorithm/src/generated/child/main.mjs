// Bundled from packages/adapter-algorithm/src/child/main.ts by scripts/packing/writeSealedChild.ts.
// packages/adapter-algorithm/src/child/main.ts
import { Worker } from "node:worker_threads";
var stackSizeMb = 64;
var reply = (message) => new Promise((resolve) => process.send?.(message, void 0, void 0, () => resolve()));
process.on("disconnect", () => process.exit(1));
process.on("message", async (message) => {
  if (message === "interrupt") process.exit(0);
  await reply({ kind: "running" });
  const worker = new Worker(new URL("./worker.mjs", import.meta.url), { workerData: message, env: {}, resourceLimits: { stackSizeMb } });
  let sent = Promise.resolve();
  worker.on("message", (one) => {
    sent = sent.then(() => reply(one));
  });
  worker.on("error", (error) => {
    const reason = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "tooMuchMemory" : "adapterFault";
    sent = sent.then(() => reply({ kind: "failed", reason, message: error.message, place: {} }));
  });
  worker.on("exit", () => void sent.then(() => process.exit(0)));
});
