import { Worker } from 'node:worker_threads'
import type { MarketThreadData } from './marketQuestion.ts'

/**
 * Starts the program of the market thread from the bundle `file` or, without one, from the source. The URL of the source is a literal in the call, so that
 * bundlers include only that file. The thread does not inherit options of this process, which a test runner may set.
 */
export function openMarketThread(workerData: MarketThreadData, file?: string): Worker {
  // Create the Worker through `Reflect`. A bundler would recognise a plain `new Worker` with an unknown file, and include every file that could match.
  if (file !== undefined) return Reflect.construct(Worker, [file, { workerData, execArgv: [] }]) as Worker
  return new Worker(new URL('./main.ts', import.meta.url), { workerData, execArgv: [] })
}
