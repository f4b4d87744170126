import { address, claimMac, hashMandate, type Hex32, hex32, pairingCharacters, pairingKeys, pairingSeconds, permissionMac } from '@infinitio/domain'
import { isPairedMandate, mandateFromWire, pairingAnswerText, type PairingWire } from '@infinitio/domain/wire'
import { answerPairing, getPairing, revealPairing } from '../generated/calls.ts'
import type { SignedMandate } from '../orders/buildMandate.ts'
import { isMandateSigned } from '../pricing/signedMandate.ts'
import { signingDomainOf } from '../signing/signTypedData.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import type { NodeKeySigner, OpenPairing } from './openPairing.ts'

/** The wallet that claimed a pairing link, and six characters. A person compares them on the machine and in the browser. */
export type PairedWallet = { readonly account: string; readonly browserNonce: Hex32; readonly characters: string }

type Waiting = { readonly signal: AbortSignal }

const lookEveryMs = 1_000

/**
 * Waits until a browser claims the link, then publishes the machine's nonce. Only the first claim counts, so that nobody can send another claim after seeing
 * the nonce. If the market does not answer, it tries again. Throws `node.pairing_expired` after ten minutes by this machine's clock, and `node.pairing_changed`
 * for a claim without the link's secret.
 */
export async function waitForClaim(transport: Transport, open: OpenPairing, waiting: Waiting): Promise<PairedWallet> {
  const { secret, machineNonce, offer } = open
  const { pairingId, macKey } = pairingKeys(secret)
  const claim = await look(transport, { pairingId, untilMs: offer.expiresAt * 1_000, ...waiting }, (pairing) => pairing.claim)
  const browserNonce = hex32(claim.browserNonce)
  const { account } = claim
  if (claimMac(macKey, { account, browserNonce }) !== claim.mac) throw refusal('node.pairing_changed', { detail: 'the claim' })
  const { chainId, market } = offer
  const nodeKey = address(offer.machine.nodeKey)
  const characters = pairingCharacters({ secret, nodeKey, account, chainId, market, machineNonce, browserNonce })
  await patiently(() => revealPairing(transport, pairingId, machineNonce), { untilMs: Date.now() + pairingSeconds.sign * 1_000, ...waiting })
  return { account, browserNonce, characters }
}

/**
 * Tells the browser that the machine accepts the wallet, so that the page goes on. If the market does not answer, it tries again. Throws `node.pairing_refused`
 * and the other errors of the API.
 */
export async function acceptWallet(
  transport: Transport,
  { open, wallet: { account }, signer }: { open: OpenPairing; wallet: Pick<PairedWallet, 'account'>; signer: NodeKeySigner },
  waiting: Waiting,
): Promise<void> {
  const body = await signedAnswer({ open, account, signer })
  await patiently(() => answerPairing(transport, ...body), { untilMs: Date.now() + pairingSeconds.sign * 1_000, ...waiting })
}

/**
 * Ends a pairing link before its time, because the machine refused the wallet or its command stops. The page then asks for no money. Sends it once, and throws
 * the errors of the API.
 */
export async function endPairing(transport: Transport, { open, signer }: { open: OpenPairing; signer: NodeKeySigner }): Promise<void> {
  await answerPairing(transport, ...(await signedAnswer({ open, account: null, signer })))
}

async function signedAnswer({ open, account, signer }: { open: OpenPairing; account: string | null; signer: NodeKeySigner }) {
  const { pairingId } = pairingKeys(open.secret)
  const signature = await signer.signMessage({ message: pairingAnswerText({ pairingId, account }) })
  return [pairingId, { account, signature }] as const
}

/**
 * Waits for the signing permission of the wallet that claimed the link. If the market does not answer, it tries again. Throws `node.pairing_changed` unless the
 * permission has exactly the offered limits, is for this machine, chain and claim, and has the wallet's signature.
 */
export async function waitForPermission(
  transport: Transport,
  { open, wallet }: { open: OpenPairing; wallet: PairedWallet },
  waiting: Waiting,
): Promise<SignedMandate> {
  const { secret, machineNonce, offer } = open
  const { pairingId, macKey } = pairingKeys(secret)
  const untilMs = Date.now() + pairingSeconds.sign * 1_000
  const { mandate, mandateSignature, mac } = await look(transport, { pairingId, untilMs, ...waiting }, (pairing) => pairing.permission)
  const chain = { chainId: offer.chainId, addresses: { market: offer.market } }
  const mandateHash = hashMandate(mandateFromWire(mandate), signingDomainOf(chain))
  const own = permissionMac(macKey, { mandateHash, machineNonce, browserNonce: wallet.browserNonce })
  if (mac !== own) throw refusal('node.pairing_changed', { detail: 'the permission belongs to another pairing' })
  if (!isPairedMandate(mandate, offer, wallet.account)) throw refusal('node.pairing_changed', { detail: 'the permission has other limits' })
  const signed = { mandate, mandateSignature }
  if (!(await isMandateSigned(signed, { chain }))) throw refusal('node.pairing_changed', { detail: 'the wallet did not sign the permission' })
  return signed
}

/** Reads the pairing from the market repeatedly until it has the wanted part. */
async function look<Part>(
  transport: Transport,
  { pairingId, untilMs, signal }: Waiting & { pairingId: Hex32; untilMs: number },
  partOf: (pairing: PairingWire) => Part | null,
): Promise<Part> {
  for (;;) {
    const pairing = await patiently(() => getPairing(transport, pairingId), { untilMs, signal })
    const part = partOf(pairing)
    if (part !== null) return part
    await pause({ untilMs, signal })
  }
}

/** Repeats a call while the market does not answer or is busy. */
async function patiently<Answer>(call: () => Promise<Answer>, limits: Waiting & { untilMs: number }): Promise<Answer> {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof InfinitioError) || !isTemporary(error)) throw error
    }
    await pause(limits)
  }
}

const isTemporary = ({ status }: InfinitioError): boolean => status === 0 || status === 429 || status >= 500

async function pause({ untilMs, signal }: Waiting & { untilMs: number }): Promise<void> {
  if (Date.now() >= untilMs) throw refusal('node.pairing_expired', { detail: 'no answer came in time' })
  signal.throwIfAborted()
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, lookEveryMs)
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
  })
  signal.throwIfAborted()
}
