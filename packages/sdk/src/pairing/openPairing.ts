import { address, type Hex32, hex32, offerMac, pairingCommitment, pairingFragment, pairingKeys, pairingSeconds } from '@infinitio/domain'
import { pairingOfferText, type PairingOfferWire, pairingText } from '@infinitio/domain/wire'
import { createPairing } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'

/**
 * A pairing as its machine stores it: a link with which a wallet in a browser registers the machine. `fragment` contains the secret. It belongs after the `#`
 * of the link, which browsers never send to a server.
 */
export type OpenPairing = {
  readonly secret: Hex32
  readonly machineNonce: Hex32
  readonly offer: PairingOfferWire
  readonly fragment: string
}

/** Signs texts (EIP-191) with the machine's node key. */
export type NodeKeySigner = { signMessage(args: { message: string }): Promise<`0x${string}`> }

/**
 * Opens a pairing of this machine with a wallet, for ten minutes and with a new secret, and sends it to the market. `nowMs` is the time in milliseconds. Throws
 * the errors of the API.
 */
export async function openPairing(
  transport: Transport,
  { wanted, signer, nowMs }: { wanted: Omit<PairingOfferWire, 'commitment' | 'expiresAt'>; signer: NodeKeySigner; nowMs: number },
): Promise<OpenPairing> {
  const secret = randomHex32()
  const machineNonce = randomHex32()
  const nodeKey = address(wanted.machine.nodeKey)
  const expiresAt = Math.floor(nowMs / 1_000) + pairingSeconds.open
  const offer = { ...wanted, commitment: pairingCommitment({ machineNonce, nodeKey }), expiresAt }
  const { pairingId, claimKeyHash, macKey } = pairingKeys(secret)
  const mac = offerMac(macKey, pairingOfferText(offer))
  const signature = await signer.signMessage({ message: pairingText({ pairingId, claimKeyHash, offer }) })
  await createPairing(transport, { pairingId, claimKeyHash, offer, mac, signature })
  return { secret, machineNonce, offer, fragment: pairingFragment({ secret, nodeKey }) }
}

/** Returns 32 random bytes from the JavaScript engine's cryptographic source. */
export function randomHex32(): Hex32 {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return hex32(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
