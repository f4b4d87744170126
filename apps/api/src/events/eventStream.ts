import type { ServerResponse } from 'node:http'
import type { EventWire } from '@infinitio/domain/wire'
import type { EventHub } from './createEventHub.ts'
import type { Change } from './watchers.ts'

const mostKept = 2_000
const lineEnd = Buffer.from('\r\n')
const kept = new Map<string, { readonly version: string; readonly event: EventBytes }>()

/** A part of a stream: as it is, and as one chunk of a body that is sent by chunks (RFC 9112, 7.1). */
type EventBytes = { readonly bytes: Buffer; readonly chunk: Buffer }

/** A server-sent event as it goes onto the wire. One that many readers get is written down once: the latest of each topic is kept, of 2,000 topics at most. */
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

/** The same bytes with their chunk around them. They are never none: an empty chunk would end the body. */
function asChunk(bytes: Buffer): EventBytes {
  return { bytes, chunk: Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, lineEnd]) }
}

const heartbeatMs = 15_000
/** What may wait for a reader before it is told nothing more until it has caught up: about a hundred events. */
const mostWaitingBytes = 16_384
/** A reader that did not take a byte of what waits over so many heartbeats is gone, or as good as that. */
const mostSilentHeartbeats = 2

type StreamOptions = {
  readonly topicsByKey: ReadonlyMap<string, readonly string[]>
  /** The hash of its token, whose end ends the stream; null for what nobody signed in for. */
  readonly session: string | null
  readonly first?: readonly EventWire[]
  /** The connection, where this server holds it: what is told goes there by one write, past the stream that a Response is made of. */
  readonly outgoing: ServerResponse | null
  readonly onClosed: () => void
}

/**
 * A server-sent event stream: one event for each change of a key and each topic that shows it, and a comment every 15 s. `first` is said at once. A reader
 * that is slow is left out and then told the latest; one that takes nothing for 30 s is cut. A stream that a session opened ends with it. `onClosed`
 * runs once, when the reader is gone.
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
 * Where the parts of a stream go: into the body until the head of the answer is out, then onto the connection itself, as the chunk that was made once for all
 * readers: Node would make four writes of it for each.
 */
function openLine(controller: ReadableStreamDefaultController<Uint8Array>, outgoing: ServerResponse | null): Line {
  let inBody = 0
  let isHeadOut = false
  return {
    write({ bytes, chunk }) {
      if (outgoing?.headersSent === true) {
        const { socket } = outgoing
        // The first part brings the head of the answer along. Who speaks HTTP/1.0 takes no chunks, and an answer that waits behind another has no connection yet.
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
      // What the body holds is counted in chunks: it is behind when they are many.
      if (outgoing === null) return -(controller.desiredSize ?? 0) * (mostWaitingBytes / 100)
      return outgoing.headersSent ? outgoing.writableLength : inBody
    },
    end() {
      try {
        controller.close()
      } catch {
        // The reader cancelled: the stream is closed already.
      }
    },
  }
}

function bytesOf(changes: readonly Change[], topicsByKey: ReadonlyMap<string, readonly string[]>): EventBytes {
  const [first] = changes
  // What nearly every event is: one key, shown by one topic.
  if (first !== undefined && changes.length === 1) {
    const topics = topicsByKey.get(first.key)
    if (topics === undefined || topics.length === 1) return eventBytes(topics?.[0] ?? first.key, first.version)
  }
  const parts = changes.flatMap(({ key, version }) => (topicsByKey.get(key) ?? [key]).map((topic) => eventBytes(topic, version)))
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : asChunk(Buffer.concat(parts.map(({ bytes }) => bytes)))
}
