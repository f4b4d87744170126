import { type CalledNonce, hashNonce, hashProofCall, isCallSignature, type ProofSigningDomain, type ProofStatement } from '@infinitio/domain/proofs'
import { isAddressEqual, recoverAddress } from 'viem'

/** The fields of a validators' statement about a proof slot that a nonce in the statement must match. A timer is a validator that publishes such a nonce. */
type StatedSlot = Pick<ProofStatement, 'slot' | 'slotHash' | 'timers'>

/**
 * Returns true if a nonce matches the call (announcement of its hash) that its timer, a validator, signed for the proof slot. Validators must not sign a
 * statement with another nonce, because anyone can show that it is wrong with `ProofChecker.refuteNonce`.
 */
export async function isRightNonce(entry: CalledNonce, { slot, slotHash, timers }: StatedSlot, domain: ProofSigningDomain): Promise<boolean> {
  if (entry.place >= timers || hashNonce({ ...entry, slotHash }) !== entry.nonceHash || !isCallSignature(entry.signature)) return false
  try {
    const hash = hashProofCall({ slot, slotHash, nonceHash: entry.nonceHash, doorHash: entry.doorHash }, domain)
    return isAddressEqual(await recoverAddress({ hash, signature: entry.signature }), entry.timer)
  } catch {
    // A signature with a point outside the curve has no signer.
    return false
  }
}
