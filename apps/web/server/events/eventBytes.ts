const mostKept = 2_000
const kept = new Map<string, { readonly version: string; readonly bytes: Buffer }>()

/** A server-sent event as it goes onto the wire. One that many readers get is written down once: the latest of each topic is kept, of 2,000 topics at most. */
export function eventBytes(topic: string, version: string): Buffer {
  const known = kept.get(topic)
  if (known?.version === version) return known.bytes
  const bytes = Buffer.from(`data: ${JSON.stringify({ topic, version })}\n\n`)
  kept.delete(topic)
  kept.set(topic, { version, bytes })
  if (kept.size > mostKept)
    for (const oldest of kept.keys()) {
      kept.delete(oldest)
      break
    }
  return bytes
}
