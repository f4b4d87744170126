import { type Ask, type ErrorCode, errorTable, isErrorCode, type PTokenUnits, unixSeconds } from '@infinitio/domain'
import { askFromWire, type AskWire, type ChainWire, type OrderVerdictWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { getOrder } from '../generated/calls.ts'
import type { SignedMandate } from '../orders/buildMandate.ts'
import { placeManyOrders } from '../orders/placeManyOrders.ts'
import { signAsk } from '../orders/buildAsk.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import type { Transport } from '../transport/createTransport.ts'
import { mapAtMost } from '../transport/mapAtMost.ts'
import { patiently } from '../transport/patiently.ts'
import { waitUntil } from '../transport/waitUntil.ts'

/**
 * An open ask, its new price, and the ask nonce with which the wallet signs: an unused nonce, or the nonce of the ask. With a signing permission, the node's
 * key signs instead of the wallet, and all its asks have the permission's nonce. So cancelling that nonce on the chain ends the permission and every ask under
 * it. If an ask has the same nonce as the ask that it replaces, it expires one second earlier, so that the two have different hashes.
 */
export type PriceChange = {
  readonly askHash: string
  readonly ask: AskWire
  readonly pricePerGpuSecond: PTokenUnits
  readonly nonce: bigint
  readonly signedMandate?: SignedMandate
}

/** The result of a price change. `changed`: the new ask is in the order book. `waiting`: the matcher has not decided yet. `refused`: with the reason. */
export type PriceVerdict =
  | { readonly state: 'changed' | 'waiting'; readonly askHash: string }
  | { readonly state: 'refused'; readonly code: string; readonly sentence: string }

const readAtOnce = 10
const timeoutSeconds = 15
const everyMs = 150

/**
 * Changes the prices of open asks and no other term. It signs the new asks, submits them in batches of 100, and waits for the matcher's decisions. Results have
 * the order of the changes, and one failure does not affect the others. Each new ask names the ask that it replaces. If that ask was paused or changed since,
 * it stays as it is (`order.not_open`). If the user declines a signature, nothing is sent and the wallet's error is thrown. `onSigned` receives the number of
 * signed asks.
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
  for (const change of changes) {
    const { ask, askHash, pricePerGpuSecond, nonce, signedMandate } = change
    const signed = await signAsk(signer, { ask: { ...askFromWire(ask), pricePerGpuSecond, nonce, expiry: expiryOf(change) }, chain })
    orders.push({ ...signed, ...signedMandate, replaces: askHash })
    onSigned?.(orders.length)
  }
  const verdicts = await placeManyOrders(transport, { orders })
  return mapAtMost(verdicts, { atOnce: readAtOnce, work: (verdict) => judgedBy(transport, verdict) })
}

/**
 * Returns the expiry of the new ask. It is one second before the expiry of the old ask if both have the same nonce. It is not later than the end of the signing
 * permission. With the same expiry, an ask at a former price would have the hash of an ask that was already replaced, and the order book would reject it.
 */
function expiryOf({ ask, nonce, signedMandate }: PriceChange): Ask['expiry'] {
  const old = askFromWire(ask)
  const latest = old.nonce === nonce ? old.expiry - 1n : old.expiry
  const end = signedMandate === undefined ? latest : BigInt(signedMandate.mandate.until)
  return unixSeconds(end < latest ? end : latest)
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
  // The order book may no longer have an ask that was removed. The caller saw the ask open, so the result is that it is no longer open.
  const said = order.code === null || order.code === 'order.unknown' ? 'order.not_open' : order.code
  const reason: ErrorCode = isErrorCode(said) ? said : 'order.not_open'
  return { state: 'refused', code: reason, sentence: errorTable[reason].sentence }
}
