import { type Coding, codingHeaders, compressSync, leastBytes } from './compression.ts'
import type { JsonText } from './jsonText.ts'

/** Caches answers that are the same for everybody, ready to be sent, because many clients send the same request within a short time. */
export type KeptAnswers = {
  /** Stores the answer for a path with its query. `changes` is the number of changes of the market at the time when the answer was made. */
  keep(path: string, answer: JsonText<unknown>, options: { changes: number }): void
  /**
   * Returns the body of a stored answer, compressed with `coding` if the answer is large. Returns null if there is no answer, if it is 200 ms old or older, or
   * if the market has changed since it was made. After 100 ms, the first caller gets null, too, so that it makes the next answer; all others still get the old
   * one.
   */
  find(path: string, options: { changes: number; coding: Coding | null }): KeptBody | null
}

/**
 * The body of an answer, and the headers that describe it, as a flat list of names and values. A body of ASCII characters is text, because Node.js sends text
 * together with the headers in one write, and a buffer in two parts.
 */
export type KeptBody = { readonly body: string | Buffer; readonly headers: readonly string[] }

const renewAfterMs = 100
const goneAfterMs = 200
const mostKept = 200

type Kept = {
  readonly text: string
  readonly bodies: Map<Coding | null, KeptBody>
  readonly changes: number
  readonly atMs: number
  isRenewed: boolean
}

/** Creates an empty cache of answers. */
export function createKeptAnswers(): KeptAnswers {
  const kept = new Map<string, Kept>()
  return {
    keep(path, { text }, { changes }) {
      if (kept.size >= mostKept) kept.clear()
      kept.set(path, { text, bodies: new Map(), changes, atMs: performance.now(), isRenewed: false })
    },
    find(path, { changes, coding }) {
      const found = kept.get(path)
      if (found === undefined) return null
      const ageMs = performance.now() - found.atMs
      if (found.changes !== changes || ageMs >= goneAfterMs) {
        kept.delete(path)
        return null
      }
      if (ageMs >= renewAfterMs && !found.isRenewed) {
        found.isRenewed = true
        return null
      }
      const body = found.bodies.get(coding) ?? bodyOf(found.text, coding)
      found.bodies.set(coding, body)
      return body
    },
  }
}

function bodyOf(text: string, coding: Coding | null): KeptBody {
  const length = Buffer.byteLength(text)
  const isCompressed = coding !== null && length >= leastBytes
  const body = isCompressed ? compressSync(Buffer.from(text), coding) : length === text.length ? text : Buffer.from(text)
  const described = { 'content-type': 'application/json', 'content-length': String(body.length), ...codingHeaders(isCompressed ? coding : null) }
  return { body, headers: Object.entries(described).flat() }
}
