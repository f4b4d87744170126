import { Worker } from 'node:worker_threads'
import type { MarketThreadData } from './marketQuestion.ts'

/**
 * Starts the thread's program: its bundle `file`, which starts in a tenth of the processor time, or
 * its source. The source's URL is literal in the call, so that bundlers include only that file. The
 * thread does not inherit options of the process, for example of a test runner.
 */
export function openMarketThread(workerData: MarketThreadData, file?: string): Worker {
  // Written so that bundlers do not see a Worker with an unknown URL. They would include every file
  // that could match.
  if (file !== undefined) return Reflect.construct(Worker, [file, { workerData, execArgv: [] }]) as Worker
  return new Worker(new URL('./main.ts', import.meta.url), { workerData, execArgv: [] })
}
