import type { ChainReader } from './chainReader.ts'

/** The nodes of the chain in a ring: one is asked at a time, so that answers of one step come from one node. */
export interface SourceRing {
  /** The reader of the node whose turn it is; opened when it was not yet. Throws what opening throws. */
  reader(): Promise<ChainReader>
  /** The next node's turn. */
  next(): void
}

/** Makes a ring of `sources` nodes, beginning with the first. */
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
