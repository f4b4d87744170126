import { z } from 'zod'
import { address as domainAddress, canonicalJson, type Hex32, hex32 as domainHex32, mandateStruct, nodeIdOf, runtimeKinds } from '../../index.ts'
import { mandateWire, type MandateWire } from '../orders/mandate.ts'
import { address, hex32, intBetween, line, signature, uint8, uint16, uint32, uint40, uint96 } from '../scalars.ts'
import { structShape } from '../structWire.ts'

const { provider: _provider, node: _node, nonce: _nonce, ...limits } = structShape(mandateStruct)

/** The hardware and keys of a machine, as the wallet registers it on the chain. */
export const pairedMachineWire = z
  .strictObject({
    nodeKey: address,
    hostKey: hex32,
    boxKey: hex32,
    classId: uint8,
    regionId: uint8,
    gpus: intBetween(1, 15),
    vramGib: uint16,
    cpuCores: uint16,
    ramGib: uint32,
    diskGib: uint32,
    networkMbps: uint32,
  })
  .meta({ id: 'PairedMachine' })
export type PairedMachineWire = z.infer<typeof pairedMachineWire>

/** The request of a machine to a wallet: register the machine, and sign a permission with exactly these limits. */
export const pairingOfferWire = z
  .strictObject({
    chainId: intBetween(1, Number.MAX_SAFE_INTEGER),
    market: address,
    name: line(60).min(1),
    runtime: z
      .enum(runtimeKinds)
      .optional()
      .describe('How leases run on the machine: `container`, or `local` without isolation. Left out by older agents.'),
    answers: z
      .boolean()
      .optional()
      .describe('True: the machine answers the wallet, so the page waits for the answer before it asks for money. Left out by older agents.'),
    machine: pairedMachineWire,
    pricePerGpuSecond: uint96.describe('First price, in PToken base units per GPU-second.'),
    limits: z.strictObject(limits),
    commitment: hex32.describe("The hash of the machine's nonce, which the machine shows after the claim."),
    expiresAt: uint40.describe('When the link expires, Unix seconds.'),
  })
  .meta({ id: 'PairingOffer' })
export type PairingOfferWire = z.infer<typeof pairingOfferWire>

/** `POST /pairings`: a machine's offer, a proof that the sender has the link's secret (`mac`), and a signature of the node key over `pairingText`. */
export const createPairingWire = z
  .strictObject({ pairingId: hex32, claimKeyHash: hex32, offer: pairingOfferWire, mac: hex32, signature })
  .meta({ id: 'CreatePairing' })
export type CreatePairingWire = z.infer<typeof createPairingWire>

/**
 * `POST /pairings/{pairingId}/claim`: the signed-in wallet connects to the machine of a pairing link. `claimKey` proves that the caller has the link's secret.
 */
export const claimPairingWire = z.strictObject({ claimKey: hex32, browserNonce: hex32, mac: hex32 }).meta({ id: 'ClaimPairing' })
export type ClaimPairingWire = z.infer<typeof claimPairingWire>

/** `POST /pairings/{pairingId}/reveal`: the machine publishes the nonce that it committed to in its offer. */
export const revealPairingWire = z.strictObject({ machineNonce: hex32 }).meta({ id: 'RevealPairing' })

/**
 * `POST /pairings/{pairingId}/answer`: the machine accepts the wallet that claimed its link, or ends the link. The node key signs `pairingAnswerText`.
 */
export const pairingAnswerWire = z
  .strictObject({
    account: address.nullable().describe('The wallet that the machine accepts. Null: the machine accepts none, and the link ends.'),
    signature,
  })
  .meta({ id: 'PairingAnswer' })
export type PairingAnswerWire = z.infer<typeof pairingAnswerWire>

/** `POST /pairings/{pairingId}/permission`: the wallet's signing permission. `mac` proves that the permission comes from the browser that claimed the link. */
export const pairedPermissionWire = z.strictObject({ mandate: mandateWire, mandateSignature: signature, mac: hex32 }).meta({ id: 'PairedPermission' })
export type PairedPermissionWire = z.infer<typeof pairedPermissionWire>

/** `GET /pairings/{pairingId}`: everything that machine and browser exchange. Both check all of it. */
export const pairingWire = z
  .strictObject({
    offer: pairingOfferWire,
    mac: hex32,
    claim: z.strictObject({ account: address, browserNonce: hex32, mac: hex32 }).nullable().describe('Null until a wallet has claimed the link.'),
    machineNonce: hex32.nullable().describe('Null until the machine has revealed it, after the claim.'),
    acceptance: signature.nullable().describe('Signature of the node key, with which the machine accepts the wallet. Null until then.'),
    permission: pairedPermissionWire.nullable(),
  })
  .meta({ id: 'Pairing' })
export type PairingWire = z.infer<typeof pairingWire>

/** Returns the canonical JSON of an offer, which machine and browser hash. */
export const pairingOfferText = ({ runtime, answers, ...offer }: PairingOfferWire): string =>
  canonicalJson({ ...offer, ...(runtime === undefined ? {} : { runtime }), ...(answers === undefined ? {} : { answers }) })

/** Returns the text that a node key signs (EIP-191) to open a pairing. */
export function pairingText({ pairingId, claimKeyHash, offer }: Pick<CreatePairingWire, 'pairingId' | 'claimKeyHash' | 'offer'>): string {
  return `Infinitio pairing\nPairing: ${pairingId}\nClaim key hash: ${claimKeyHash}\nOffer: ${pairingOfferText(offer)}`
}

/** Returns the text that a node key signs (EIP-191) to accept the wallet of this account, or, with null, to end the pairing. */
export function pairingAnswerText({ pairingId, account }: { pairingId: string; account: string | null }): string {
  return `Infinitio pairing\nPairing: ${pairingId}\nAnswer: ${account === null ? 'refused' : `accepted ${account}`}`
}

/** Returns the node id that the offered machine will have when this account registers it. */
export function pairedNode({ machine }: PairingOfferWire, account: string): Hex32 {
  return domainHex32(nodeIdOf({ provider: domainAddress(account), nodeKey: domainAddress(machine.nodeKey) }))
}

/**
 * Returns the only permission that the machine of an offer accepts from a wallet. An earlier permission never fits, because `until` is new in each
 * offer. `nonce` is an unused ask nonce of the wallet.
 */
export function pairedMandate(offer: PairingOfferWire, { account, nonce }: { account: string; nonce: string }): MandateWire {
  const provider = account.toLowerCase()
  return { provider, node: pairedNode(offer, provider), ...offer.limits, nonce }
}

/** Returns true if a permission is exactly the one that the offer asks of this account. */
export function isPairedMandate(mandate: MandateWire, offer: PairingOfferWire, account: string): boolean {
  return canonicalJson(mandate) === canonicalJson(pairedMandate(offer, { account, nonce: mandate.nonce }))
}
