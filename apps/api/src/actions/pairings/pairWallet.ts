import { claimPairing as claim, storePairedPermission } from '@infinitio/db'
import { type Address, hashMandate, hashOfClaimKey, hex32, isRefusal, type Refusal } from '@infinitio/domain'
import { type ClaimPairingWire, isPairedMandate, mandateFromWire, type PairedPermissionWire, pairingOfferWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { recoverSigner } from '../../session/recoverSigner.ts'
import { findLivePairing } from './readPairing.ts'

/** Gives a link to the first browser that proves its secret. Refuses each other one, also of the same account (`node.pairing_used`). */
export async function claimPairing(
  { db }: Pick<Services, 'db'>,
  { pairingId, account, claimKey, browserNonce, mac }: ClaimPairingWire & { pairingId: string; account: Address },
): Promise<null | Refusal> {
  const found = await findLivePairing({ db }, pairingId)
  if (isRefusal(found)) return found
  if (hashOfClaimKey(hex32(claimKey)) !== found.claimKeyHash) return { rejected: 'node.pairing_wrong_secret' }
  return (await claim(db, { pairingId, account, browserNonce, mac })) ? null : { rejected: 'node.pairing_used' }
}

/**
 * Stores the permission of the wallet that took the link, for its machine. Refuses one that this account did not sign (`order.mandate_mismatch`) and
 * one with other limits than the offer (`node.pairing_changed`). The machine checks all of it again.
 */
export async function storePermission(
  { db, facts }: Pick<Services, 'db' | 'facts'>,
  { pairingId, account, ...permission }: PairedPermissionWire & { pairingId: string; account: Address },
): Promise<null | Refusal> {
  const found = await findLivePairing({ db }, pairingId)
  if (isRefusal(found)) return found
  if (found.account !== account) return { rejected: 'node.pairing_used' }
  const { mandate, mandateSignature } = permission
  if (!isPairedMandate(mandate, pairingOfferWire.parse(JSON.parse(found.offer)), account)) return { rejected: 'node.pairing_changed' }
  const { chainId, addresses } = await facts.read()
  const digest = hashMandate(mandateFromWire(mandate), { chainId, market: addresses.market })
  const signer = recoverSigner({ digest, signature: mandateSignature })
  if (signer !== account) return { rejected: 'order.mandate_mismatch', detail: 'the wallet did not sign the permission' }
  const isStored = await storePairedPermission(db, { pairingId, account, permission: JSON.stringify(permission) })
  return isStored ? null : { rejected: 'node.pairing_used' }
}
