import { pTokenUnits } from '@infinitio/domain'
import type { AskWire, ChainWire } from '@infinitio/domain/wire'
import { refusal } from '../client/refusal.ts'
import type { Transport } from '../client/createTransport.ts'
import { buildMandate } from '../orders/buildMandate.ts'
import { type SignedMandate, signMandate } from '../orders/signMandate.ts'
import type { TypedDataSigner } from '../orders/signTypedData.ts'
import { changePrices } from './changePrices.ts'

/** A node that is listed: its open ask. */
type ListedNode = { readonly node: string; readonly ask: AskWire; readonly askHash: string }

/** What a wallet lets a listed node's own key do: the least price in base units per GPU-second, and for how long; leases as long as the listing allows. */
export type GivenMandate = { readonly own: ListedNode; readonly minPricePerGpuSecond: bigint; readonly forSeconds: number; readonly nonce: bigint }

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
  const { own, minPricePerGpuSecond, forSeconds, nonce } = given
  const { ask, askHash } = own
  const { maxDurationSeconds } = ask
  const terms = { provider: signer.address, node: own.node, minPricePerGpuSecond, maxDurationSeconds, forSeconds, nonce, chain }
  const signed = await signMandate(signer, { mandate: buildMandate(terms), chain })
  await keep(signed)
  const change = { askHash, ask, pricePerGpuSecond: pTokenUnits(BigInt(ask.pricePerGpuSecond)), nonce }
  const [verdict] = await changePrices(transport, { signer, chain, changes: [change] })
  if (verdict?.state === 'refused') throw refusal('order.not_open', { detail: `the listing changed meanwhile: ${verdict.code}` })
  return signed
}
