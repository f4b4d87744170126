import {
  address,
  claimMac,
  hashMandate,
  type Hex32,
  hex32,
  offerMac,
  pairingCharacters,
  pairingCommitment,
  pairingKeys,
  type PairingLink,
  permissionMac,
} from '@infinitio/domain'
import {
  type ChainWire,
  mandateFromWire,
  pairedMandate,
  pairingAnswerText,
  pairingOfferText,
  type PairingOfferWire,
  type PairingWire,
} from '@infinitio/domain/wire'
import { recoverMessageAddress } from 'viem/utils'
import { claimPairing, getPairing, sendPairedPermission } from '../generated/calls.ts'
import { signMandate } from '../orders/buildMandate.ts'
import { signingDomainOf, type TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'

type Chain = Pick<ChainWire, 'chainId' | 'addresses'>

/**
 * Reads the pairing of a link from the market and checks everything that a dishonest market could change: the link's secret proves the offer, and the offer is
 * for the link's node key, this chain and this market. If the machine has accepted the wallet of the claim, the node key signed that. Throws
 * `node.pairing_changed`, `node.pairing_other_chain` and the errors of the API.
 */
export async function readLinkedPairing(transport: Transport, { link, chain }: { link: PairingLink; chain: Chain }): Promise<PairingWire> {
  const { pairingId, macKey } = pairingKeys(link.secret)
  const pairing = await getPairing(transport, pairingId)
  const { offer, mac } = pairing
  if (mac !== offerMac(macKey, pairingOfferText(offer))) throw refusal('node.pairing_changed', { detail: "the machine's details" })
  if (offer.machine.nodeKey !== link.nodeKey) throw refusal('node.pairing_changed', { detail: "the machine's key" })
  if (offer.chainId !== chain.chainId || offer.market !== chain.addresses.market)
    throw refusal('node.pairing_other_chain', { detail: `chain ${offer.chainId}` })
  if (!(await isAcceptanceSigned(pairing, link))) throw refusal('node.pairing_changed', { detail: "the machine's answer" })
  return pairing
}

async function isAcceptanceSigned({ acceptance, claim }: PairingWire, { secret, nodeKey }: PairingLink): Promise<boolean> {
  if (acceptance === null) return true
  if (claim === null) return false
  const message = pairingAnswerText({ pairingId: pairingKeys(secret).pairingId, account: claim.account })
  const signer = await recoverMessageAddress({ message, signature: acceptance as `0x${string}` }).catch(() => null)
  return signer?.toLowerCase() === nodeKey
}

/**
 * Claims a machine's pairing link for the signed-in wallet, so that no other browser can use it. The same browser may repeat its claim with the same nonce.
 * Throws `node.pairing_used` and the other errors of the API.
 */
export async function takeLink(
  transport: Transport,
  { link, account, browserNonce }: { link: PairingLink; account: string; browserNonce: Hex32 },
): Promise<void> {
  const { pairingId, claimKey, macKey } = pairingKeys(link.secret)
  await claimPairing(transport, pairingId, { claimKey, browserNonce, mac: claimMac(macKey, { account, browserNonce }) })
}

/** A pairing as one browser stores it: the link, the machine's offer, and the random nonce that the browser made after it read the offer. */
export type BrowserPairing = { readonly link: PairingLink; readonly offer: PairingOfferWire; readonly browserNonce: Hex32 }

/**
 * Returns the six characters that a person compares on both screens, or null until the machine publishes its nonce. The machine committed to its nonce before
 * this browser made its own. Throws `node.pairing_changed` if the published nonce is not the one to which the machine committed.
 */
export function linkedCharacters(
  { link: { secret, nodeKey }, offer, browserNonce }: BrowserPairing,
  { account, machineNonce: shown }: { account: string; machineNonce: string | null },
): string | null {
  if (shown === null) return null
  const machineNonce = hex32(shown)
  if (pairingCommitment({ machineNonce, nodeKey }) !== offer.commitment) throw refusal('node.pairing_changed', { detail: "the machine's nonce" })
  const { chainId, market } = offer
  return pairingCharacters({ secret, nodeKey, account: address(account), chainId, market, machineNonce, browserNonce })
}

/** Signs, with the wallet, the permission that the machine's offer asks for, and sends it to the machine. `nonce` is an unused ask nonce of the wallet. */
export async function signPairedPermission(
  transport: Transport,
  {
    pairing: { link, offer, browserNonce },
    machineNonce,
    signer,
    nonce,
    chain,
  }: { pairing: BrowserPairing; machineNonce: string; signer: TypedDataSigner; nonce: string; chain: Chain },
): Promise<void> {
  const { pairingId, macKey } = pairingKeys(link.secret)
  const mandate = mandateFromWire(pairedMandate(offer, { account: signer.address, nonce }))
  const signed = await signMandate(signer, { mandate, chain })
  const mandateHash = hashMandate(mandate, signingDomainOf(chain))
  const mac = permissionMac(macKey, { mandateHash, machineNonce: hex32(machineNonce), browserNonce })
  await sendPairedPermission(transport, pairingId, { ...signed, mac })
}
