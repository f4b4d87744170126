import { acceptPairing, refusePairing } from '@infinitio/db'
import { isRefusal, type Refusal } from '@infinitio/domain'
import { pairingAnswerText, type PairingAnswerWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { recoverTextSigner } from '../../session/recoverSigner.ts'
import { findLivePairing } from './pairings.ts'

/**
 * Stores the answer of a machine to the wallet that claimed its pairing link. A refusal ends the link for every browser, also after an acceptance, and before
 * a claim. Only the node key can answer: refuses with `node.wrong_key` and `auth.signature_*`. Refuses an acceptance of another wallet than the one of the claim
 * with `node.pairing_changed`, and a link that has ended with the codes of `findLivePairing`.
 */
export async function answerPairing(
  { db }: Pick<Services, 'db'>,
  { pairingId, account, signature }: PairingAnswerWire & { pairingId: string },
): Promise<null | Refusal> {
  const found = await findLivePairing({ db }, pairingId)
  if (isRefusal(found)) return found
  const signer = recoverTextSigner({ text: pairingAnswerText({ pairingId, account }), signature })
  if (isRefusal(signer)) return signer
  if (signer !== found.nodeKey) return { rejected: 'node.wrong_key', detail: found.nodeKey }
  if (account === null) await refusePairing(db, { pairingId })
  else if (account !== found.account) return { rejected: 'node.pairing_changed', detail: 'the accepted wallet' }
  else await acceptPairing(db, { pairingId, account, acceptance: signature })
  return null
}
