import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SnapshotName } from './snapshotName.ts'

/**
 * Takes a snapshot after the journal's row `point` in a thread of its own, over a connection of its own; `signal` ends it. Returns the snapshot's name as that thread
 * computed it, never as a table has it; null when none was taken. Rejects with what went wrong there.
 */
export async function snapshotBeside({ url, point, signal }: { url: string; point: bigint; signal: AbortSignal }): Promise<SnapshotName | null> {
  // Options of the process, a test runner's say, are not the thread's.
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
