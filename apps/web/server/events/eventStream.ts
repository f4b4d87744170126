import type { EventWire } from '@infinitio/domain/wire'
import type { EventHub } from './createEventHub.ts'

const heartbeatMs = 15_000
/** What a slow reader may leave waiting before its stream is cut; it opens a new one and is told everything again. */
const mostWaiting = 500

/** `session`: the hash of its token, whose end ends the stream; null for what nobody signed in for. */
type StreamOptions = {
  topicsByKey: ReadonlyMap<string, readonly string[]>
  session: string | null
  first?: readonly EventWire[]
  onClosed: () => void
}

/**
 * A server-sent event stream: one event for each change of a key and each topic that shows it, and a comment every 15 s. `first` is said at once. A stream that a session
 * opened ends with it (ADR 99). `onClosed` runs once, when the reader is gone.
 */
export function eventStream(hub: EventHub, { topicsByKey, session, first = [], onClosed }: StreamOptions): Response {
  const encoder = new TextEncoder()
  const sessionKey = session === null ? null : `session:${session}`
  let close: () => void = () => undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if ((controller.desiredSize ?? 0) < -mostWaiting) close()
        else controller.enqueue(encoder.encode(text))
      }
      const heartbeat = setInterval(() => send(': alive\n\n'), heartbeatMs)
      heartbeat.unref()
      const unsubscribe = hub.subscribe({
        keys: [...topicsByKey.keys(), ...(sessionKey === null ? [] : [sessionKey])],
        onChange: (key, version) => {
          if (key === sessionKey) return version === 'open' ? undefined : close()
          for (const topic of topicsByKey.get(key) ?? [key]) send(`data: ${JSON.stringify({ topic, version })}\n\n`)
        },
      })
      let isClosed = false
      close = () => {
        if (isClosed) return
        isClosed = true
        clearInterval(heartbeat)
        unsubscribe()
        onClosed()
        try {
          controller.close()
        } catch {
          // The reader cancelled: the stream is closed already.
        }
      }
      send(': open\n\n')
      for (const event of first) send(`data: ${JSON.stringify(event)}\n\n`)
    },
    cancel: () => close(),
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  })
}
