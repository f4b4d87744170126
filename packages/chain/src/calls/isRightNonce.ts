import { type CalledNonce, hashNonce, hashProofCall, isCallSignature, type ProofSigningDomain, type ProofStatement } from '@infinitio/domain/proofs'
import { isAddressEqual, recoverAddress } from 'viem'

/**
 * The fields of a validators' statement about a proof slot with which `isRightNonce` compares a nonce. A nonce is a random number of a timer (a validator that
 * measures when proofs arrive). The nonces select the rows of the proofs that are checked.
 */
type StatedSlot = Pick<ProofStatement, 'slot' | 'slotHash' | 'timers'>

/**
 * Returns true if a nonce is the one that its timer (a validator that measures when proofs arrive) announced: for each proof slot, a timer signs a call with
 * the hash of its nonce (see `hashProofCall`). Validators must not sign a statement with any other nonce, because anyone can refute that statement with
 * `ProofChecker.refuteNonce`.
 */
export async function isRightNonce(entry: CalledNonce, { slot, slotHash, timers }: StatedSlot, domain: ProofSigningDomain): Promise<boolean> {
  if (entry.place >= timers || hashNonce({ ...entry, slotHash }) !== entry.nonceHash || !isCallSignature(entry.signature)) return false
  try {
    const hash = hashProofCall({ slot, slotHash, nonceHash: entry.nonceHash, doorHash: entry.doorHash }, domain)
    return isAddressEqual(await recoverAddress({ hash, signature: entry.signature }), entry.timer)
  } catch {
    // `recoverAddress` throws for a signature that is not a point of the curve. Nobody can have made it.
    return false
  }
}
