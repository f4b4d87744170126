import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'

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

/** One server-sent event. */
export type StreamEvent = { readonly event: string; readonly data: string }

const longestEvent = 65_536

/**
 * Reads server-sent events from a response body until it ends. Skips comments. Throws if more than 65,536 characters wait to be split into events, because the
 * market's server never sends an event of that length.
 */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      if (rest.length > longestEvent) throw new Error('An event of the stream is longer than 64 KiB.')
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = readBlock(block)
        if (event !== null) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined) // Already closed: there is nothing to cancel.
  }
}

function readBlock(block: string): StreamEvent | null {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    if (line.startsWith('data:')) data.push(line.slice(5).trimStart())
  }
  return data.length === 0 ? null : { event, data: data.join('\n') }
}
