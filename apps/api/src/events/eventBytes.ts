const mostKept = 2_000
const kept = new Map<string, { readonly version: string; readonly event: EventBytes }>()

/** A part of a stream: as it is, and as one chunk of a body that is sent by chunks (RFC 9112, 7.1). */
export type EventBytes = { readonly bytes: Buffer; readonly chunk: Buffer }

/** A server-sent event as it goes onto the wire. One that many readers get is written down once: the latest of each topic is kept, of 2,000 topics at most. */
export function eventBytes(topic: string, version: string): EventBytes {
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
export function asChunk(bytes: Buffer): EventBytes {
  return { bytes, chunk: Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, lineEnd]) }
}

const lineEnd = Buffer.from('\r\n')
