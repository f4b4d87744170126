import { type Ask, type ErrorCode, errorTable, isErrorCode, type PTokenUnits, unixSeconds } from '@infinitio/domain'
import { askFromWire, type AskWire, type ChainWire, type MandateWire, type OrderVerdictWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { getOrder } from '../generated/calls.ts'
import type { SignedMandate } from '../orders/buildMandate.ts'
import { placeManyOrders } from '../orders/placeManyOrders.ts'
import { signAsk } from '../orders/signAsk.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import type { Transport } from '../transport/createTransport.ts'
import { mapAtMost } from '../transport/mapAtMost.ts'
import { patiently } from '../transport/patiently.ts'
import { waitUntil } from '../transport/waitUntil.ts'

/**
 * An open ask, the price it is to have, and the nonce of the new one: an unused ask nonce of the wallet, one each. With a mandate the node's key signs,
 * and the nonce is the mandate's own, so that cancelling that one on the chain voids the mandate and every ask under it;
 * each ends a second before the one it replaces.
 */
export type PriceChange = {
  readonly askHash: string
  readonly ask: AskWire
  readonly pricePerGpuSecond: PTokenUnits
  readonly nonce: bigint
  readonly signedMandate?: SignedMandate
}

/** What became of a change: the ask that is in the book now, one that the book has yet to judge, or why there is none. */
export type PriceVerdict =
  | { readonly state: 'changed' | 'waiting'; readonly askHash: string }
  | { readonly state: 'refused'; readonly code: string; readonly sentence: string }

const readAtOnce = 10
const timeoutSeconds = 15
const everyMs = 150

/**
 * Gives open asks other prices and leaves every other term as it is: signs all of them, hands them in by the hundred, and waits until the book has
 * judged each. Verdicts are in the order of the changes; what is wrong with one is no matter to the others. Each new ask names the one it takes the place of,
 * so one that was paused or changed meanwhile stays as it is (`order.not_open`). Nothing is sent when a signature is declined: rejects with what the wallet
 * threw. `onSigned` is told how many are signed.
 */
export async function changePrices(
  transport: Transport,
  {
    signer,
    chain,
    changes,
    onSigned,
  }: {
    signer: TypedDataSigner
    chain: Pick<ChainWire, 'chainId' | 'addresses'>
    changes: readonly PriceChange[]
    onSigned?: (count: number) => void
  },
): Promise<PriceVerdict[]> {
  const orders: PlaceOrderWire[] = []
  for (const { ask, askHash, pricePerGpuSecond, nonce, signedMandate } of changes) {
    const terms = { ...askFromWire(ask), pricePerGpuSecond, nonce }
    const signed = await signAsk(signer, { ask: signedMandate === undefined ? terms : withinMandate(terms, signedMandate.mandate), chain })
    orders.push({ ...signed, ...signedMandate, replaces: askHash })
    onSigned?.(orders.length)
  }
  const verdicts = await placeManyOrders(transport, { orders })
  return mapAtMost(verdicts, { atOnce: readAtOnce, work: (verdict) => judgedBy(transport, verdict) })
}

/**
 * Makes an ask end a second earlier, and no later than its mandate. All asks under a mandate bear one nonce: without the second an earlier price would make an
 * earlier order, which was replaced for good.
 */
function withinMandate(ask: Ask, { until }: MandateWire): Ask {
  const end = BigInt(until)
  const earlier = ask.expiry - 1n
  return { ...ask, expiry: unixSeconds(earlier < end ? earlier : end) }
}

async function judgedBy(transport: Transport, verdict: OrderVerdictWire): Promise<PriceVerdict> {
  if (verdict.state === 'refused') return { state: 'refused', code: verdict.code, sentence: verdict.title }
  const { orderHash } = verdict
  const order = await waitUntil(
    () => patiently(() => getOrder(transport, orderHash)),
    ({ state }) => state !== 'accepted',
    { timeoutSeconds, everyMs },
  ).catch((error: unknown) => {
    if (error instanceof InfinitioError && error.code === 'api.timed_out') return null
    throw error
  })
  if (order === null) return { state: 'waiting', askHash: orderHash }
  if (order.state === 'open') return { state: 'changed', askHash: orderHash }
  // The book forgets an ask that left; that it was there, the caller has seen.
  const said = order.code === null || order.code === 'order.unknown' ? 'order.not_open' : order.code
  const reason: ErrorCode = isErrorCode(said) ? said : 'order.not_open'
  return { state: 'refused', code: reason, sentence: errorTable[reason].sentence }
}
