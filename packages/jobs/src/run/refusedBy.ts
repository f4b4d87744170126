import type { Hex32 } from '@infinitio/domain'
import { errorTable, isErrorCode } from '@infinitio/sdk'
import type { SendAnswer } from './jobEffects.ts'

const hexOf64Bits = 16

/** Returns the nonce of a signed call that submits a batch. It is derived from the batch, so the chain accepts at most one of two calls for the same batch. */
export function submitNonce(batchId: Hex32): bigint {
  return BigInt(batchId.slice(0, 2 + hexOf64Bits))
}

/**
 * Returns the answer for a batch that the chain refused. Only a batch with a deadline that is too near may be planned again automatically: the chain will never
 * accept it later, so nobody pays for both.
 */
export function refusedBy(code: string | null): SendAnswer {
  const reason = code !== null && isErrorCode(code) ? errorTable[code].sentence : 'The chain rejects the batch.'
  return { kind: 'refused', reason, isFinal: code !== 'task.batch_invalid' }
}
