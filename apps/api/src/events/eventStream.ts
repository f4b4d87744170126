import type { ServerResponse } from 'node:http'
import type { EventWire } from '@infinitio/domain/wire'
import type { EventHub } from './createEventHub.ts'
import type { Change } from './watchers.ts'

const mostKept = 2_000
const lineEnd = Buffer.from('\r\n')
const kept = new Map<string, { readonly version: string; readonly event: EventBytes }>()

/** One server-sent event in two encodings: as plain bytes, and framed as one chunk of a chunked HTTP body (RFC 9112, 7.1). */
type EventBytes = { readonly bytes: Buffer; readonly chunk: Buffer }

/** Encodes a server-sent event. Caches the latest event of up to 2,000 topics, so that an event with many readers is encoded only once. */
function eventBytes(topic: string, version: string): EventBytes {
  const known = kept.get(topic)
  if (known?.version === version) return known.event
  const event = asChunk(Buffer.from(`data: ${JSON.stringify({ topic, version })}\n\n`))
  kept.delete(topic)
  kept.set(topic, { version, event })
  if (kept.size > mostKept)
    for (const oldest of kept.keys()) {
      kept.delete(oldest)
      break
    }
  return event
}

/** Frames bytes as an HTTP chunk. The bytes must not be empty, because an empty chunk would end the body. */
function asChunk(bytes: Buffer): EventBytes {
  return { bytes, chunk: Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, lineEnd]) }
}

const heartbeatMs = 15_000
/**
 * An open connection with more waiting bytes than this (about 100 events) gets no more events, except the end of its session, until its client has read some of
 * them.
 */
const mostWaitingBytes = 16_384
/** A client is disconnected if more than `mostWaitingBytes` wait for it at this many heartbeats in a row. A heartbeat is due every 15 s. */
const mostSilentHeartbeats = 2

type StreamOptions = {
  readonly topicsByKey: ReadonlyMap<string, readonly string[]>
  /** The hash of the session token, or null if the stream belongs to no session. The stream ends when this session ends. */
  readonly session: string | null
  readonly first?: readonly EventWire[]
  /**
   * The HTTP response of this stream, or null without an HTTP server. Each event is written to it with one call, which is cheaper than writing to the stream of
   * a `Response` object.
   */
  readonly outgoing: ServerResponse | null
  readonly onClosed: () => void
}

/**
 * Creates a server-sent event stream. Sends `first` at once, a comment every 15 s, and, when the version of a key changes, one event for every topic that
 * contains the key. While more than `mostWaitingBytes` wait for a slow reader, it gets no events; afterwards it gets only the latest ones. If more than
 * `mostWaitingBytes` wait at two heartbeats in a row, the reader is disconnected. The stream ends with its session. `onClosed` runs once, when the stream has
 * ended.
 */
export function eventStream(hub: EventHub, { topicsByKey, session, first = [], outgoing, onClosed }: StreamOptions): Response {
  const sessionKey = session === null ? null : `session:${session}`
  let close: () => void = () => undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const line = openLine(controller, outgoing)
      const isBehind = () => line.waiting() > mostWaitingBytes
      let silent = 0
      const heartbeat = setInterval(() => {
        silent = isBehind() ? silent + 1 : 0
        if (silent >= mostSilentHeartbeats) close()
        else if (silent === 0) line.write(alive)
      }, heartbeatMs)
      heartbeat.unref()
      const unsubscribe = hub.subscribe({
        keys: [...topicsByKey.keys(), ...(sessionKey === null ? [] : [sessionKey])],
        isBehind,
        onChanges: (changes) => {
          const ofSession = sessionKey === null ? undefined : changes.find(({ key }) => key === sessionKey)
          if (ofSession !== undefined && ofSession.version !== 'open') return close()
          const shown = ofSession === undefined ? changes : changes.filter((change) => change !== ofSession)
          if (shown.length > 0) line.write(bytesOf(shown, topicsByKey))
        },
      })
      let isClosed = false
      close = () => {
        if (isClosed) return
        isClosed = true
        clearInterval(heartbeat)
        unsubscribe()
        onClosed()
        line.end()
      }
      line.write(open)
      for (const { topic, version } of first) line.write(eventBytes(topic, version))
    },
    cancel: () => close(),
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  })
}

const open = asChunk(Buffer.from(': open\n\n'))
const alive = asChunk(Buffer.from(': alive\n\n'))

type Line = { write(part: EventBytes): void; waiting(): number; end(): void }

/**
 * Returns functions that write to the stream, count the bytes that still wait, and end it. Until the headers of the answer are sent, writes go through the body
 * of the `Response`. Afterwards they go directly to the connection, because Node.js would make four writes per event through the body. All readers share the
 * same bytes.
 */
function openLine(controller: ReadableStreamDefaultController<Uint8Array>, outgoing: ServerResponse | null): Line {
  let inBody = 0
  let isHeadOut = false
  return {
    write({ bytes, chunk }) {
      if (outgoing?.headersSent === true) {
        const { socket } = outgoing
        // Send the first part through the response, because that also sends the headers. Do the same for HTTP/1.0, which has no chunks, and while this answer
        // waits for an earlier answer on the same connection.
        if (isHeadOut && outgoing.chunkedEncoding && socket !== null && outgoing.writableLength === socket.writableLength) {
          if (socket.writable) socket.write(chunk)
          return
        }
        isHeadOut = true
        outgoing.write(bytes)
        return
      }
      inBody += bytes.length
      controller.enqueue(bytes)
    },
    waiting() {
      // Without an HTTP response, the queue of the body is counted in chunks and not in bytes. So 100 waiting chunks count as much as the limit of waiting
      // bytes.
      if (outgoing === null) return -(controller.desiredSize ?? 0) * (mostWaitingBytes / 100)
      return outgoing.headersSent ? outgoing.writableLength : inBody
    },
    end() {
      try {
        controller.close()
      } catch {
        // The reader has cancelled the body, so it is already closed.
      }
    },
  }
}

function bytesOf(changes: readonly Change[], topicsByKey: ReadonlyMap<string, readonly string[]>): EventBytes {
  const [first] = changes
  // Usually one key with one topic has changed. Return the cached event without copying it.
  if (first !== undefined && changes.length === 1) {
    const topics = topicsByKey.get(first.key)
    if (topics === undefined || topics.length === 1) return eventBytes(topics?.[0] ?? first.key, first.version)
  }
  const parts = changes.flatMap(({ key, version }) => (topicsByKey.get(key) ?? [key]).map((topic) => eventBytes(topic, version)))
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : asChunk(Buffer.concat(parts.map(({ bytes }) => bytes)))
}
