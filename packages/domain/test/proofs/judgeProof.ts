import { createHash } from 'node:crypto'
import type { Hex32 } from '../../src/index.ts'
import { type MadeProof, proofFault, proofVerdict, type ProofVerdict, samplesOfProof, type TimerView } from '../../src/proofs/index.ts'

/** The committee of a slot in these tests: sixteen timers of one stake. */
export const timerCount = 16
/** Time on the network in each direction, in milliseconds. */
export const networkMs = 300

/** A proof as it arrives: its rows, and the time after which its commit was sent. */
export type Arrival = {
  readonly made: MadeProof
  readonly seconds: number
  readonly referenceSeconds: number
  /** Positions whose nonces the board leaves out, from the rows that each nonce samples. */
  readonly leftOut?: (wrongOf: (place: number) => boolean) => readonly number[]
}

/**
 * Runs a slot: the commit travels to the timers, their nonces follow, the rows are opened and recomputed, and the verdict is the protocol's own. Nonces and z
 * come from `seed`.
 */
export function judgeProof({ made, seconds, referenceSeconds, leftOut }: Arrival, seed: string): ProofVerdict {
  const slot = { commit: made.commit, timers: timerCount, zHash: hashOf(`${seed} z`) }
  const nonces = Array.from({ length: timerCount }, (_, place) => ({ place, nonce: hashOf(`${seed} nonce ${place}`) }))
  const faultOf = (some: typeof nonces) => {
    const proof = { ...slot, nonces: some }
    return proofFault({ ...proof, openings: made.open(samplesOfProof(proof)) })
  }
  const missing = leftOut?.((place) => faultOf(nonces.slice(place, place + 1)) !== null) ?? []
  const shown = nonces.filter(({ place }) => !missing.includes(place))
  const commitMs = seconds * 1_000 + networkMs
  const views = nonces.map(({ place }): TimerView => ({ stake: 1n, hasNonce: !missing.includes(place), opened: !missing.includes(place), commitMs }))
  return proofVerdict(views, { rowsRight: faultOf(shown) === null, referenceSeconds })
}

export function hashOf(text: string): Hex32 {
  return `0x${createHash('sha256').update(text).digest('hex')}`
}
