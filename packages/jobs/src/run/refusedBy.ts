import type { Hex32 } from '@infinitio/domain'
import { errorTable, isErrorCode } from '@infinitio/sdk'
import type { SendAnswer } from './jobEffects.ts'

const hexOf64Bits = 16

/**
 * Returns the nonce for a signed call that submits a batch to the task pool. The nonce follows from the batch. So if the same batch is submitted twice, the
 * chain accepts only one of the calls.
 */
export function submitNonce(batchId: Hex32): bigint {
  return BigInt(batchId.slice(0, 2 + hexOf64Bits))
}

/**
 * Returns the answer for a batch of tasks that the chain refused. A batch that the pool already has was sent before. `isFinal` is false only for `task.batch_invalid`, so that the step is planned again: the
 * usual reason is a deadline that is too near. The chain will never accept that batch later, so the new batch cannot be paid in addition to it.
 */
export function refusedBy(code: string | null): SendAnswer {
  if (code === 'task.batch_known') return { kind: 'sent' }
  const reason = code !== null && isErrorCode(code) ? errorTable[code].sentence : 'The chain rejects the batch.'
  return { kind: 'refused', reason, isFinal: code !== 'task.batch_invalid' }
}
