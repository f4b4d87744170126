import type { ChainReader } from './chainReader.ts'

/** The nodes of the chain in a ring. Only one is used at a time, so that all answers of one step come from one node. */
export interface SourceRing {
  /** Returns the current node's reader and opens it if needed. Throws the error of `openReader`. */
  reader(): Promise<ChainReader>
  /** Makes the next node the current one. */
  next(): void
}

/** Creates a ring of `sources` nodes; the first is current. */
export function createSourceRing({ sources, openReader }: { sources: number; openReader: (source: number) => Promise<ChainReader> }): SourceRing {
  const readers = new Map<number, ChainReader>()
  let turn = 0
  return {
    async reader() {
      const reader = readers.get(turn) ?? (await openReader(turn))
      readers.set(turn, reader)
      return reader
    },
    next() {
      turn = (turn + 1) % sources
    },
  }
}
