import { findPairing, type PairingRow } from '@infinitio/db'
import { isRefusal, pairingSeconds, type Refusal } from '@infinitio/domain'
import { pairedPermissionWire, pairingOfferWire, type PairingWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Returns a pairing whose time is not over: a link can be opened for ten minutes, and its wallet can sign for half an hour after that. */
export async function findLivePairing({ db }: Pick<Services, 'db'>, pairingId: string): Promise<PairingRow | Refusal> {
  const found = await findPairing(db, { pairingId })
  if (found === null) return { rejected: 'node.pairing_unknown' }
  const { claimedAt, expiresAt } = found
  const endsAt = claimedAt === null ? expiresAt.getTime() : claimedAt.getTime() + pairingSeconds.sign * 1_000
  return endsAt <= Date.now() ? { rejected: 'node.pairing_expired' } : found
}

/** Returns everything that machine and browser exchange. All of it is public: neither secret nor claim key is stored. */
export async function readPairing(services: Pick<Services, 'db'>, pairingId: string): Promise<PairingWire | Refusal> {
  const found = await findLivePairing(services, pairingId)
  if (isRefusal(found)) return found
  const { offer, mac, account, browserNonce, claimMac, machineNonce, permission } = found
  return {
    offer: pairingOfferWire.parse(JSON.parse(offer)),
    mac,
    claim: account === null || browserNonce === null || claimMac === null ? null : { account, browserNonce, mac: claimMac },
    machineNonce,
    permission: permission === null ? null : pairedPermissionWire.parse(JSON.parse(permission)),
  }
}
