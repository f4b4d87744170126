import { Worker } from 'node:worker_threads'
import type { MarketThreadData } from './marketQuestion.ts'

/**
 * Starts the thread's program: its bundle `file`, which starts in a tenth of the processor time, or its source. Its address stands in the call: what bundles the API for
 * a host that runs Next alone takes it along, and everything around it where the address is only known later. Options of the process, a test runner's say, are not the
 * thread's.
 */
export function openMarketThread(workerData: MarketThreadData, file?: string): Worker {
  // No call that bundlers read: they would take along everything that the address might be.
  if (file !== undefined) return Reflect.construct(Worker, [file, { workerData, execArgv: [] }]) as Worker
  return new Worker(new URL('./main.ts', import.meta.url), { workerData, execArgv: [] })
}
