import { createHmac, randomBytes } from 'node:crypto'
import { countOpenPairings, deleteCrowdedPairing, insertPairing } from '@infinitio/db'
import { isRefusal, pairingSeconds, type Refusal } from '@infinitio/domain'
import { type CreatePairingWire, pairingOfferText, pairingText } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { recoverTextSigner } from '../../session/recoverSigner.ts'

/**
 * The most links that can be open at one time. If this many are open, a new link replaces one of the network that has the most, so a stranger keeps
 * others out only with a link in each of 5,000 networks.
 */
export const mostOpenPairings = 5_000n

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
