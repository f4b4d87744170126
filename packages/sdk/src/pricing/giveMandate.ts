import { pTokenUnits, zeroAddress } from '@infinitio/domain'
import type { AskWire, ChainWire } from '@infinitio/domain/wire'
import { buildMandate, type SignedMandate, signMandate } from '../orders/buildMandate.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { changePrices } from './changePrices.ts'

/** A listed node with its open ask. */
type ListedNode = { readonly node: string; readonly ask: AskWire; readonly askHash: string }

/**
 * The limits of the permission for a listed node's key: the minimum price in base units of PToken per GPU-second, and how long the permission lasts. All other
 * limits are the listing's own terms: maximum duration, trial, notice, transfer, private renter and availability. With `mayBeTransferable`, the key may allow
 * transfers even if the listing does not.
 */
export type GivenMandate = {
  readonly own: ListedNode
  readonly minPricePerGpuSecond: bigint
  readonly forSeconds: number
  readonly nonce: bigint
  readonly mayBeTransferable?: boolean
}

/**
 * Signs a permission for a node's key with the wallet, and stores the permission with `keep`. After that, the wallet also signs the present listing again with
 * the permission's nonce, so that no other order uses that nonce. The listing keeps its queue position. `nonce` is an unused ask nonce of the wallet. Throws
 * `order.not_open` if the listing has changed in the meantime, and the errors of `keep`.
 */
export async function giveMandate(
  transport: Transport,
  {
    signer,
    chain,
    given,
    keep,
  }: {
    signer: TypedDataSigner
    chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'>
    given: GivenMandate
    keep: (signed: SignedMandate) => Promise<void> | void
  },
): Promise<SignedMandate> {
  const { own, minPricePerGpuSecond, forSeconds, nonce, mayBeTransferable = false } = given
  const { ask, askHash } = own
  const terms = { provider: signer.address, node: own.node, minPricePerGpuSecond, forSeconds, nonce, chain }
  const limits = limitsOf(ask, chain.chainNow + forSeconds)
  const mandate = buildMandate({ ...terms, ...limits, mayBeTransferable: mayBeTransferable || limits.mayBeTransferable })
  const signed = await signMandate(signer, { mandate, chain })
  await keep(signed)
  const change = { askHash, ask, pricePerGpuSecond: pTokenUnits(BigInt(ask.pricePerGpuSecond)), nonce }
  const [verdict] = await changePrices(transport, { signer, chain, changes: [change] })
  if (verdict?.state === 'refused') throw refusal('order.not_open', { detail: `the listing changed meanwhile: ${verdict.code}` })
  return signed
}

/** Returns the limits of a signing permission that allow the machine's own key to sign the current listing again. */
function limitsOf({ maxDurationSeconds, trialSeconds, noticeSeconds, availableUntil, transferable, privateRenter }: AskWire, until: number) {
  return {
    maxDurationSeconds,
    maxTrialSeconds: trialSeconds,
    minNoticeSeconds: noticeSeconds,
    maxNoticeSeconds: noticeSeconds,
    availableUntil: Math.max(availableUntil, until),
    mayBeTransferable: transferable,
    mayBePrivate: privateRenter !== zeroAddress,
  }
}
