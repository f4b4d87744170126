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

/**
 * Connects the account of a browser to a pairing link, if the browser proves that it knows the link's secret. Only the first browser gets the link; all later
 * ones are rejected with `node.pairing_used`, even from the same account. Refuses with `node.pairing_wrong_secret` without that proof, and with the codes of
 * `findLivePairing`.
 */
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
 * Stores the mandate with which the account lets the paired machine sign asks. Rejects an account that did not claim the link (`node.pairing_used`), a
 * signature of somebody else (`order.mandate_mismatch`), and limits that differ from the machine's offer (`node.pairing_changed`). The machine checks all of it
 * again.
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

/**
 * Returns a pairing that is still valid. A browser can claim a link for ten minutes, and for half an hour after its claim the wallet can sign. Refuses with
 * `node.pairing_unknown`, `node.pairing_expired`, and `node.pairing_refused` after the machine ended the link.
 */
export async function findLivePairing({ db }: Pick<Services, 'db'>, pairingId: string): Promise<PairingRow | Refusal> {
  const found = await findPairing(db, { pairingId })
  if (found === null) return { rejected: 'node.pairing_unknown' }
  const { claimedAt, expiresAt, isRefused } = found
  if (isRefused) return { rejected: 'node.pairing_refused' }
  const endsAt = claimedAt === null ? expiresAt.getTime() : claimedAt.getTime() + pairingSeconds.sign * 1_000
  return endsAt <= Date.now() ? { rejected: 'node.pairing_expired' } : found
}

/**
 * Returns everything that machine and browser exchange about a pairing link. All of it is public: the server never stores the link's secret or the claim key.
 */
export async function readPairing(services: Pick<Services, 'db'>, pairingId: string): Promise<PairingWire | Refusal> {
  const found = await findLivePairing(services, pairingId)
  if (isRefusal(found)) return found
  const { offer, mac, account, browserNonce, claimMac, machineNonce, acceptance, permission } = found
  return {
    offer: pairingOfferWire.parse(JSON.parse(offer)),
    mac,
    claim: account === null || browserNonce === null || claimMac === null ? null : { account, browserNonce, mac: claimMac },
    machineNonce,
    acceptance,
    permission: permission === null ? null : pairedPermissionWire.parse(JSON.parse(permission)),
  }
}

/**
 * Maximum number of open pairing links. If it is reached, a new link is refused, with one exception: it replaces a link of the network that opened the most
 * links, if that network has at least two links more than the opener's network.
 */
const mostOpenPairings = 5_000n

/** The random key with which network addresses are hashed. It changes with each start, so nobody can find out an address from a stored hash. */
const openerKey = randomBytes(32)
const openerOf = (network: string) => createHmac('sha256', openerKey).update(network).digest('hex').slice(0, 16)

/** The clocks of machine and server may differ by this many seconds. The preflight check of a machine allows the same. */
const skewSeconds = 30

/**
 * Opens a pairing link for a machine, and closes an earlier link of the same node key. `network` is the machine's network address. Refuses with
 * `node.wrong_key` if the node key did not sign the offer, `node.pairing_other_chain` for an offer for another chain or market, `node.pairing_expired` for an
 * expired offer and one that is valid for too long, `node.pairing_limit`, `node.pairing_used` and `auth.signature_*`.
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
