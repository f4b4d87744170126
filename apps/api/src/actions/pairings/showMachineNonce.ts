import { revealPairing } from '@infinitio/db'
import { address, hex32, isRefusal, pairingCommitment, type Refusal } from '@infinitio/domain'
import { pairingOfferWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findLivePairing } from './pairings.ts'

/**
 * Stores the nonce that a machine reveals after a browser has claimed its pairing link. The nonce's hash must be the commitment in the machine's offer. Needs
 * no session, because only the machine knows the nonce.
 */
export async function showMachineNonce(
  { db }: Pick<Services, 'db'>,
  { pairingId, machineNonce }: { pairingId: string; machineNonce: string },
): Promise<null | Refusal> {
  const found = await findLivePairing({ db }, pairingId)
  if (isRefusal(found)) return found
  const { commitment } = pairingOfferWire.parse(JSON.parse(found.offer))
  const shown = pairingCommitment({ machineNonce: hex32(machineNonce), nodeKey: address(found.nodeKey) })
  if (shown !== commitment || found.account === null) return { rejected: 'node.pairing_changed', detail: 'machineNonce' }
  await revealPairing(db, { pairingId, machineNonce })
  return null
}
