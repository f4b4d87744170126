import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SnapshotName } from './snapshotName.ts'

/**
 * Takes a snapshot after the journal's row `point` in a separate thread with its own database connection; `signal` stops it. Returns the name that the thread
 * calculated (never a name from a table), or null if the thread took no snapshot. Rejects with the thread's error.
 */
export async function snapshotBeside({ url, point, signal }: { url: string; point: bigint; signal: AbortSignal }): Promise<SnapshotName | null> {
  // The thread must not inherit options of the process, for example those of a test runner.
  const thread = new Worker(new URL('./snapshotThread.ts', import.meta.url), { workerData: { url, point }, execArgv: [] })
  let name: SnapshotName | null = null
  thread.on('message', (taken: SnapshotName | null) => {
    name = taken
  })
  const end = (): void => void thread.terminate()
  signal.addEventListener('abort', end, { once: true })
  try {
    await once(thread, 'exit')
    return name
  } finally {
    signal.removeEventListener('abort', end)
  }
}
