import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Takes a snapshot in a thread of its own, over a connection of its own; `signal` ends it. Rejects with what went wrong there. */
export async function snapshotBeside({ url, signal }: { url: string; signal: AbortSignal }): Promise<void> {
  // Options of the process, a test runner's say, are not the thread's.
  const thread = new Worker(new URL('./snapshotThread.ts', import.meta.url), { workerData: { url }, execArgv: [] })
  const end = (): void => void thread.terminate()
  signal.addEventListener('abort', end, { once: true })
  try {
    await once(thread, 'exit')
  } finally {
    signal.removeEventListener('abort', end)
  }
}
