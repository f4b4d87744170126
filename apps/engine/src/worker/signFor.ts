import { SignerAwayError, type SignedTransaction, type UnsignedTransaction } from '@infinitio/chain/node'
import type { Sender } from './sender.ts'

const SIGNER_REST_MS = 1_000

/** Signs with the sender's key. If the key's signer is unavailable, returns null, and the key takes no work for one second. Other keys continue. */
export async function signFor(sender: Sender, transaction: UnsignedTransaction): Promise<SignedTransaction | null> {
  try {
    return await sender.signer.sign(transaction)
  } catch (error) {
    if (!(error instanceof SignerAwayError)) throw error
    sender.logger.error({ sender: sender.address, reason: error.message }, 'the signer of a key is away')
    sender.rest = { reason: 'signer', untilMs: sender.nowMs() + SIGNER_REST_MS }
    return null
  }
}
