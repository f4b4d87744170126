import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { readEventStream } from './readEventStream.ts'

/** Callbacks of a watcher. `onState` reports whether the stream is open; it reopens automatically. */
export type StreamWatcher = {
  onData: (data: string) => void
  onState?: (state: 'open' | 'closed') => void
  signal: AbortSignal
}

const shortestPauseMs = 250
const longestPauseMs = 1_500

/**
 * Keeps one event stream open until `signal` aborts, and reopens it 0.25 s to 1.5 s after it breaks. Resolves after
 * the abort. Throws InfinitioError only if retrying is useless (400, 401, 403, 404).
 */
export async function watchStream(
  transport: Transport,
  address: { path: string; query: Record<string, string> },
  watcher: StreamWatcher,
): Promise<void> {
  let pauseMs = shortestPauseMs
  while (!watcher.signal.aborted) {
    try {
      const response = await transport.open({ method: 'GET', ...address, signal: watcher.signal })
      watcher.onState?.('open')
      pauseMs = shortestPauseMs
      if (response.body !== null) for await (const { data } of readEventStream(response.body)) watcher.onData(data)
    } catch (error) {
      if (watcher.signal.aborted) return
      if (error instanceof InfinitioError && [400, 401, 403, 404].includes(error.status)) throw error
    }
    if (watcher.signal.aborted) return
    watcher.onState?.('closed')
    await pause(pauseMs, watcher.signal)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
