import type { Hex32 } from '@infinitio/domain'
import { errorTable, isErrorCode } from '@infinitio/sdk'
import type { SendAnswer } from './jobEffects.ts'

const hexOf64Bits = 16

/**
 * Returns the number of a signed call that submits a batch. It follows from the batch, so of two calls for one batch the chain takes one at most.
 */
export function submitNonce(batchId: Hex32): bigint {
  return BigInt(batchId.slice(0, 2 + hexOf64Bits))
}

/**
 * Returns what the chain's refusal of a batch means. Only a batch whose deadline came too near is planned again by itself: the chain will never take it later, so nobody pays for both.
 */
export function refusedBy(code: string | null): SendAnswer {
  const reason = code !== null && isErrorCode(code) ? errorTable[code].sentence : 'The chain rejects the batch.'
  return { kind: 'refused', reason, isFinal: code !== 'task.batch_invalid' }
}
