import { randomFrom } from '@infinitio/process/test'
import type { MadeProof } from '../../src/proofs/makeProof.ts'
import { hashCommit } from '../../src/proofs/proofCommit.ts'
import { proofVerdict, type ProofVerdict, type TimerView } from '../../src/proofs/proofVerdict.ts'
import { proofFault, type Sample, samplesOfProof } from '../../src/proofs/verifyProof.ts'
import { commitTimes, timerCount } from './commitTimes.ts'
import { hashOf } from './hashOf.ts'
import { choiceOfOwnBoard } from './ownBoard.ts'

/** The network of a cheat is assumed to be good, because the cheat may be close to the timers (the validators that measure). */
const network = { leastMs: 0, mostMs: 300 }

/** A proof as it arrives: its rows, and how many seconds after the slot's block its commit was sent. */
export type Arrival = {
  readonly made: MadeProof
  readonly seconds: number
  readonly referenceSeconds: number
  /** If set, the prover itself operates the API that publishes nonces. It knows its wrong rows and leaves out nonces that sample them. */
  readonly isWrong?: (sample: Sample) => boolean
}

/**
 * Simulates a proof slot: the commit travels to the timers (validators that measure its arrival), they publish their nonces, and the prover reveals the
 * selected rows, which the real protocol code checks. `seed` decides the nonces, the hash of block z, the speed of the card and the network.
 */
export function judgeProof({ made: { commit, open }, seconds, referenceSeconds, isWrong }: Arrival, seed: string): ProofVerdict {
  const zHash = hashOf(`${seed} z`)
  const all = Array.from({ length: timerCount }, (_, place) => ({ place, nonce: hashOf(`${seed} nonce ${place}`) }))
  const sampling = { commit: hashCommit(commit), zHash, nonces: all, work: commit.work }
  const nonces = isWrong === undefined ? all : (choiceOfOwnBoard(sampling, isWrong) ?? all)
  const proof = { commit, timers: timerCount, nonces, zHash }
  const fault = proofFault({ ...proof, openings: open(samplesOfProof(proof)) })
  const times = commitTimes(seconds, network, randomFrom(seed32(seed)))
  const views = all.map((nonce, place): TimerView => {
    const onBoard = nonces.includes(nonce)
    return { stake: 1n, hasNonce: onBoard, opened: onBoard, commitMs: times[place] as number }
  })
  return proofVerdict(views, { rowsRight: fault === null, referenceSeconds })
}

function seed32(seed: string): number {
  return Number(hashOf(seed).slice(0, 10))
}
