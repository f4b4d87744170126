import { windowMs } from './proofVerdict.ts'

/** The first block at least this many seconds after a slot's block is called z. The hash of block z decides which rows must be revealed. */
export const zDelaySeconds = 30
/** Seconds after block z in which machines may send the rows that it selects. */
export const openingSeconds = 60
/** The time that an honest prover needs on a processor, in seconds. Only the development chain accepts such proofs. */
export const processorReferenceSeconds = 20
/** The longest time that an honest prover of any GPU class needs, in seconds. */
const longestReferenceSeconds = 13

/** The chain id of the development chain. Only on that chain, machines may make the proof on a processor. */
export const developmentChainId = 31_337

/**
 * Returns how long a timer (a validator that measures when proofs arrive) waits before it publishes its nonce, in milliseconds after it first saw the slot's
 * block. It waits until no answer can still be in time. If a prover knew a nonce before its commit, it could choose Merkle roots that fit the nonce.
 */
export function noncesAfterMs(chainId: number): number {
  return windowMs(chainId === developmentChainId ? processorReferenceSeconds : longestReferenceSeconds)
}
