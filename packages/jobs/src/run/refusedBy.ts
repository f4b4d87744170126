import type { Hex32 } from '@infinitio/domain'
import { errorTable, isErrorCode } from '@infinitio/sdk'
import type { SendAnswer } from './jobEffects.ts'

const hexOf64Bits = 16

/**
 * Returns the nonce of a signed call that submits a batch of tasks to the pool. It is derived from the batch, so the chain accepts at most one of two calls for
 * the same batch.
 */
export function submitNonce(batchId: Hex32): bigint {
  return BigInt(batchId.slice(0, 2 + hexOf64Bits))
}

/**
 * Returns the answer for a batch of tasks that the chain refused. `isFinal` is false only for a batch with a deadline that is too near: the chain will never
 * accept it later, so another plan for it cannot be paid in addition.
 */
export function refusedBy(code: string | null): SendAnswer {
  const reason = code !== null && isErrorCode(code) ? errorTable[code].sentence : 'The chain rejects the batch.'
  return { kind: 'refused', reason, isFinal: code !== 'task.batch_invalid' }
}
