import { type Coding, compressSync, leastBytes } from './compression.ts'

/** Caches answers that are the same for everybody, as bytes, because many clients send the same request within a short time. */
export type KeptAnswers = {
  /** Stores the answer for a path with its query. `changes` is the number of changes of the market at the time when the answer was made. */
  keep(path: string, answer: unknown, options: { changes: number }): void
  /**
   * Returns the bytes of a stored answer, compressed with `coding` if the answer is large. Returns null if there is no answer, if it is 200 ms old or older, or
   * if the market has changed since it was made. After 100 ms, the first caller gets null, too, so that it makes the next answer; all others still get the old
   * one.
   */
  find(path: string, options: { changes: number; coding: Coding | null }): KeptBytes | null
}

/** The bytes of an answer, and their encoding. */
export type KeptBytes = { readonly bytes: Buffer; readonly coding: Coding | null }

const renewAfterMs = 100
const goneAfterMs = 200
const mostKept = 200

type Kept = {
  answer: unknown
  bytes: Buffer | null
  readonly compressed: Map<Coding, Buffer>
  readonly changes: number
  readonly atMs: number
  isRenewed: boolean
}

/** Creates an empty cache of answers. Turns an answer into bytes only at the second request for it. */
export function createKeptAnswers(): KeptAnswers {
  const kept = new Map<string, Kept>()
  return {
    keep(path, answer, { changes }) {
      if (kept.size >= mostKept) kept.clear()
      kept.set(path, { answer, bytes: null, compressed: new Map(), changes, atMs: performance.now(), isRenewed: false })
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
      if (found.bytes === null) {
        found.bytes = Buffer.from(JSON.stringify(found.answer))
        found.answer = null
      }
      if (coding === null || found.bytes.length < leastBytes) return { bytes: found.bytes, coding: null }
      const bytes = found.compressed.get(coding) ?? compressSync(found.bytes, coding)
      found.compressed.set(coding, bytes)
      return { bytes, coding }
    },
  }
}
