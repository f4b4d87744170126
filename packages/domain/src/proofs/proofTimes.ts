import { windowMs } from './proofVerdict.ts'

/** Seconds after a slot's block. The first block at least so much later is z, whose hash decides which rows are opened. */
export const zDelaySeconds = 30
/** Seconds after z in which openings are accepted. */
export const openingSeconds = 60
/** The reference of a proof on a processor, which only the development chain accepts. */
export const processorReferenceSeconds = 20
/** The longest reference of a class. */
const longestReferenceSeconds = 13

/** The chain whose machines may prove on a processor. */
export const developmentChainId = 31_337

/**
 * Returns when a timer shows its nonce, in milliseconds after it first saw the slot's block: once the longest window is over. A prover that knows a nonce before its
 * commit could choose its roots.
 */
export function noncesAfterMs(chainId: number): number {
  return windowMs(chainId === developmentChainId ? processorReferenceSeconds : longestReferenceSeconds)
}
