import { pTokenUnits, zeroAddress } from '@infinitio/domain'
import type { AskWire, ChainWire } from '@infinitio/domain/wire'
import { buildMandate, type SignedMandate, signMandate } from '../orders/buildMandate.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { changePrices } from './changePrices.ts'

/** A node that is listed: its open ask. */
type ListedNode = { readonly node: string; readonly ask: AskWire; readonly askHash: string }

/**
 * Limits for a listed node's own key: the least price in base units per GPU-second, and for how long. All other limits are the terms of the
 * listing: its longest lease, trial and notice, whether it is transferable or private, and until when it is available. `mayBeTransferable` lets
 * leases be given away also where the listing does not.
 */
export type GivenMandate = {
  readonly own: ListedNode
  readonly minPricePerGpuSecond: bigint
  readonly forSeconds: number
  readonly nonce: bigint
  readonly mayBeTransferable?: boolean
}

/**
 * Signs a mandate with the wallet's key, has it kept, and only then signs the listing again with the mandate's nonce, all else the same, so that nothing else of the wallet's takes that nonce; the
 * listing keeps its place in time. `nonce` is an unused ask nonce of the wallet. Throws `order.not_open` when the listing changed meanwhile, and what `keep` throws.
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

/** The limits that let a key sign a listing again as it is. */
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
