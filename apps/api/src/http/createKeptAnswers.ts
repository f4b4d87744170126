import { type Coding, compressSync, leastBytes } from './compression.ts'

/** Answers that are the same for everybody, kept as bytes for those who ask the same a moment later. */
export type KeptAnswers = {
  /** Keeps an answer under its path and query. `changes` is what the market's counter was before it was asked. */
  keep(path: string, answer: unknown, options: { changes: number }): void
  /** The bytes of an answer of the last 100 ms after which nothing changed, compressed where `coding` says so and they are many; null without one. */
  find(path: string, options: { changes: number; coding: Coding | null }): KeptBytes | null
}

/** The bytes of an answer, and how they are compressed. */
export type KeptBytes = { readonly bytes: Buffer; readonly coding: Coding | null }

const oldAfterMs = 100
const mostKept = 200

type Kept = { answer: unknown; bytes: Buffer | null; readonly compressed: Map<Coding, Buffer>; readonly changes: number; readonly atMs: number }

/** Makes an empty store. Answers become bytes when they are first asked for again. */
export function createKeptAnswers(): KeptAnswers {
  const kept = new Map<string, Kept>()
  return {
    keep(path, answer, { changes }) {
      if (kept.size >= mostKept) kept.clear()
      kept.set(path, { answer, bytes: null, compressed: new Map(), changes, atMs: performance.now() })
    },
    find(path, { changes, coding }) {
      const found = kept.get(path)
      if (found === undefined) return null
      if (found.changes !== changes || performance.now() - found.atMs >= oldAfterMs) {
        kept.delete(path)
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
