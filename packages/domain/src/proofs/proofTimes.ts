import { windowMs } from './proofVerdict.ts'

/** The first block at least this many seconds after a slot's block is called z. Its hash decides which rows are opened. */
export const zDelaySeconds = 30
/** Seconds after z in which machines may send their opened rows. */
export const openingSeconds = 60
/** The time of an honest proof on a processor, in seconds. Only the development chain accepts such proofs. */
export const processorReferenceSeconds = 20
/** The longest time of an honest proof of any class, in seconds. */
const longestReferenceSeconds = 13

/** The chain id of the development chain. Only there, machines may make the proof on a processor. */
export const developmentChainId = 31_337

/**
 * Returns when a timer publishes its nonce: once the longest window for answers is over, in milliseconds after it first saw the slot's block. A prover that
 * knew a nonce before its commit could choose its roots to fit.
 */
export function noncesAfterMs(chainId: number): number {
  return windowMs(chainId === developmentChainId ? processorReferenceSeconds : longestReferenceSeconds)
}
