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
 * An open ask, its new price, and the nonce of the new ask. Without a signing permission, the wallet signs, with an unused ask nonce or with the nonce of the
 * open ask. With a signing permission, the node's key signs, and all its asks have the permission's nonce; so cancelling that nonce on the chain ends the
 * permission and every ask under it. If the new ask has the nonce of the ask that it replaces, it expires one second earlier, so that the two asks have
 * different hashes.
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
 * the order of the changes, and one failure does not affect the others. Each new ask names the ask that it replaces. If that ask was paused or changed in the
 * meantime, the new ask is refused (`order.not_open`). If the user declines a signature, nothing is sent and the wallet's error is thrown. `onSigned` receives
 * the number of signed asks.
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
 * Returns the expiry of the new ask: that of the old ask, or one second earlier if both asks have the same nonce, but not later than the end of the signing
 * permission. Why a second earlier: with the same nonce and expiry, a return to a former price would give the hash of an ask that was already replaced, and the
 * order book would reject it.
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
  // If the replaced ask was removed, the order book may no longer have it and answer `order.unknown`. The caller saw that ask open, so the result is that it is
  // no longer open (`order.not_open`).
  const said = order.code === null || order.code === 'order.unknown' ? 'order.not_open' : order.code
  const reason: ErrorCode = isErrorCode(said) ? said : 'order.not_open'
  return { state: 'refused', code: reason, sentence: errorTable[reason].sentence }
}
