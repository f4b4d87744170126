import { createHmac, randomBytes } from 'node:crypto'
import {
  claimPairing as claim,
  countOpenPairings,
  deleteCrowdedPairing,
  findPairing,
  insertPairing,
  type PairingRow,
  storePairedPermission,
} from '@infinitio/db'
import { type Address, hashMandate, hashOfClaimKey, hex32, isRefusal, pairingSeconds, type Refusal } from '@infinitio/domain'
import {
  type ClaimPairingWire,
  type CreatePairingWire,
  isPairedMandate,
  mandateFromWire,
  type PairedPermissionWire,
  pairedPermissionWire,
  pairingOfferText,
  pairingOfferWire,
  pairingText,
  type PairingWire,
} from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { recoverSigner, recoverTextSigner } from '../../session/recoverSigner.ts'

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

/**
 * The most links that can be open at one time. If this many are open, a new link replaces one of the network that has the most, so a stranger keeps
 * others out only with a link in each of 5,000 networks.
 */
const mostOpenPairings = 5_000n

/** The key is new with each start, so a code of the database leads back to no network. */
const openerKey = randomBytes(32)
const openerOf = (network: string) => createHmac('sha256', openerKey).update(network).digest('hex').slice(0, 16)

/** The clocks of machine and server may differ by this many seconds, as at the preflight of a machine. */
const skewSeconds = 30

/**
 * Opens a link for a machine and ends an earlier one of the same node key. Refuses an offer that the node key did not sign (`node.wrong_key`), that is
 * for another chain or market, or that is valid too long or no longer. `network` is the network of the machine.
 */
export async function openPairing(
  { db, facts }: Pick<Services, 'db' | 'facts'>,
  { pairingId, claimKeyHash, offer, mac, signature, network }: CreatePairingWire & { network: string },
): Promise<null | Refusal> {
  const signer = recoverTextSigner({ text: pairingText({ pairingId, claimKeyHash, offer }), signature })
  if (isRefusal(signer)) return signer
  const { nodeKey } = offer.machine
  if (signer !== nodeKey) return { rejected: 'node.wrong_key', detail: nodeKey }
  const { chainId, addresses } = await facts.read()
  if (offer.chainId !== chainId || offer.market !== addresses.market) return { rejected: 'node.pairing_other_chain', detail: `chain ${chainId}` }
  const leftSeconds = offer.expiresAt - Date.now() / 1_000
  if (leftSeconds <= 0 || leftSeconds > pairingSeconds.open + skewSeconds) return { rejected: 'node.pairing_expired', detail: 'offer.expiresAt' }
  const opener = openerOf(network)
  if ((await countOpenPairings(db)) >= mostOpenPairings && !(await deleteCrowdedPairing(db, { opener }))) return { rejected: 'node.pairing_limit' }
  const expiresAt = new Date(offer.expiresAt * 1_000)
  const isOpen = await insertPairing(db, { pairingId, nodeKey, claimKeyHash, offer: pairingOfferText(offer), mac, expiresAt, opener })
  return isOpen ? null : { rejected: 'node.pairing_used' }
}
