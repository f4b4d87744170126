import { type Hex32, hex32 } from '@infinitio/domain'
import {
  classReferences,
  developmentChainId,
  openingSize,
  type Proof,
  type ProofCommit,
  proofFault,
  type ProofFault,
  type ProofOpening,
  type ProofSubject,
  processorWork,
  type ProofWork,
  referenceOfWork,
  rowBytes,
  type Sample,
  samplesOfProof,
  windowMs,
} from '@infinitio/domain/proofs'

/**
 * The proof that a renter requests from a leased GPU. `limitSeconds` is the longest allowed time, and `shownMib` the memory that the proof shows if it arrives
 * in time.
 */
export type TrialWork = {
  readonly device: 'gpu' | 'processor'
  readonly work: ProofWork
  readonly limitSeconds: number
  readonly filledMib: number
  readonly shownMib: number
  /** Largest part of its class's memory, from 0 to 1, that a card may lack and still pass as a card of this class. */
  readonly mostMissing: number
}

/**
 * The result of a renter's own test of a leased GPU. `fault` is null if all opened rows are right. `isInTime` is true if the proof took no longer than the
 * limit by the renter's own clock. `isShown` is true if there is no fault and the proof is in time.
 */
export type TrialResult = { readonly fault: ProofFault | null; readonly isInTime: boolean; readonly isShown: boolean }

/**
 * Returns the proof to request from a lease on a machine of this class, or null if no reference values exist for the class. On the development chain, a lease
 * without a GPU runs the proof on its processor, which does not show any GPU memory.
 */
export function trialWorkOf({ className, chainId, hasGpu }: { className: string; chainId: number; hasGpu: boolean }): TrialWork | null {
  const isProcessor = chainId === developmentChainId && !hasGpu
  const found = Object.entries(classReferences).find(([name]) => name === className)?.[1]
  const work = isProcessor ? processorWork.machine : found?.work
  const reference = work === undefined ? null : referenceOfWork(work, { className, chainId })
  if (work === undefined || reference === null) return null
  return {
    ...{ device: isProcessor ? 'processor' : 'gpu', work },
    limitSeconds: windowMs(reference.referenceSeconds) / 1_000,
    filledMib: Math.floor((work.rows * rowBytes) / 2 ** 20),
    shownMib: isProcessor ? 0 : reference.shownMib,
    mostMissing: isProcessor ? 0 : (found?.mostMissing ?? 0),
  }
}

/** Returns the GPU and the seed of a new test. The seed is random, so that nobody can prepare the proof. */
export function trialSubject({ node, gpu }: { node: string; gpu: number }): ProofSubject {
  return { node: hex32(node), gpu, slotSeed: randomHex() }
}

/**
 * Selects at random the rows that a lease must open. Call it after the lease has sent its commit, because the selection uses the commit's hash and random
 * numbers of this machine. In a slot of the market, several timers (validators) each add a random nonce. In this test, the renter adds the only one.
 */
export function drawTrialRows(commit: ProofCommit): { readonly draw: Omit<Proof, 'commit' | 'openings'>; readonly samples: readonly Sample[] } {
  const draw = { timers: 1, nonces: [{ place: 0, nonce: randomHex() }], zHash: randomHex() }
  return { draw, samples: samplesOfProof({ commit, ...draw }) }
}

/** Checks the GPU proof that a lease sent against the request. Calculates every opened row again, which takes at most a few seconds of processor time. */
export function judgeTrial(
  asked: { readonly subject: ProofSubject; readonly work: TrialWork; readonly draw: Omit<Proof, 'commit' | 'openings'> },
  given: { readonly commit: ProofCommit; readonly openings: readonly ProofOpening[]; readonly seconds: number },
): TrialResult {
  const { subject, work, draw } = asked
  const { commit, openings, seconds } = given
  // The lease may have sent a smaller proof than requested, because that is easier.
  const isAsked = JSON.stringify([subjectOf(commit.subject), worksOf(commit.work)]) === JSON.stringify([subjectOf(subject), worksOf(work.work)])
  const fault: ProofFault | null = isAsked ? proofFault({ commit, ...draw, openings }) : { fault: 'shape', opening: null }
  const isInTime = seconds <= work.limitSeconds
  return { fault, isInTime, isShown: fault === null && isInTime }
}

/** Returns the largest number of characters that an answer of a lease may have, with room for the opened rows in hex. */
export function mostTrialCharacters({ rows, samples }: ProofWork): number {
  return (samples + 1) * openingSize(rows) * 4 + 65_536
}

function subjectOf({ node, gpu, slotSeed }: ProofSubject): readonly unknown[] {
  return [node, gpu, slotSeed]
}

function worksOf({ rows, segmentBits, hashes, passes, samples }: ProofWork): readonly number[] {
  return [rows, segmentBits, hashes, passes, samples]
}

function randomHex(): Hex32 {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(32))
  return hex32(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
