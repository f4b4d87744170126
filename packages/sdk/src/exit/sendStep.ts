import type { ErrorCode, TxHash } from '@infinitio/domain'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { ExitStep } from './exitStep.ts'
import { type CallSending, sendContractCall } from '../chain/sendContractCall.ts'
import { stepCall } from './stepCall.ts'

/** How a step ended: mined in a block, or refused, by the contract before sending (`txHash` null) or in a block. */
export type StepOutcome =
  | { readonly done: true; readonly txHash: TxHash; readonly block: bigint }
  | { readonly done: false; readonly txHash: TxHash | null; readonly code: ErrorCode }

/** Sends one step and waits until it is mined, as `sendContractCall` does with any call. Throws as it does. */
export async function sendStep(access: ExitAccess, step: ExitStep, sending: CallSending): Promise<StepOutcome> {
  const outcome = await sendContractCall(access, stepCall(step, sending), sending)
  return outcome.done ? { done: true, txHash: outcome.txHash, block: outcome.receipt.blockNumber } : outcome
}
