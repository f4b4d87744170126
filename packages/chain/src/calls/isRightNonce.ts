import { type CalledNonce, hashNonce, hashProofCall, isCallSignature, type ProofSigningDomain, type ProofStatement } from '@infinitio/domain/proofs'
import { isAddressEqual, recoverAddress } from 'viem'

/** The fields of a statement that a nonce must match. */
type StatedSlot = Pick<ProofStatement, 'slot' | 'slotHash' | 'timers'>

/**
 * Returns whether a nonce belongs to a call that its timer signed for the slot. Validators sign no statement with another nonce, because
 * `ProofChecker.refuteNonce` shows that such a statement is wrong.
 */
export async function isRightNonce(entry: CalledNonce, { slot, slotHash, timers }: StatedSlot, domain: ProofSigningDomain): Promise<boolean> {
  if (entry.place >= timers || hashNonce({ ...entry, slotHash }) !== entry.nonceHash || !isCallSignature(entry.signature)) return false
  try {
    const hash = hashProofCall({ slot, slotHash, nonceHash: entry.nonceHash, doorHash: entry.doorHash }, domain)
    return isAddressEqual(await recoverAddress({ hash, signature: entry.signature }), entry.timer)
  } catch {
    // A point that is not on the curve has no signer.
    return false
  }
}
