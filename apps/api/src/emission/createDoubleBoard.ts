import type { DoubleSignaturesWire } from '@infinitio/domain/wire'

/** Two roots that one member signed for one subject and hour. Anyone can have it slashed for that. */
export type DoubleSignature = DoubleSignaturesWire['items'][number]

/** Collects pairs of contradicting signatures, so that a validator can submit them to the chain. */
export type DoubleBoard = {
  list(): DoubleSignature[]
  /** Stores the first pair of a member, subject and hour. A further pair would slash nothing more. */
  note(double: DoubleSignature): void
}

/** Maximum number of stored pairs. A full board drops its oldest one. */
const mostDoubles = 256

/** Creates an empty board in memory. The signatures of both roots must have been checked. */
export function createDoubleBoard(): DoubleBoard {
  const kept = new Map<string, DoubleSignature>()
  return {
    list: () => [...kept.values()],
    note(double) {
      const key = [double.subject, double.epoch, double.signer].join(' ')
      if (kept.has(key)) return
      const [oldest] = kept.keys()
      if (kept.size >= mostDoubles && oldest !== undefined) kept.delete(oldest)
      kept.set(key, double)
    },
  }
}
