import { createHmac } from 'node:crypto'
import { type AssetUnits, assetUnits, type Hex32, hex32, type ServiceId, zeroHex32 } from '@infinitio/domain'
import { fromBase64Url, maskedReceipt, type OpenRequest, priceWithMargin, readReceipt } from '@infinitio/services'
import type { ReceiptPurse } from '../../proxy/payRequest.ts'
import type { PrepaidBook } from './prepaidBook.ts'
import type { Hold, PrepaidChannel } from './prepaidChannel.ts'

/** The money of one user for one try of a request. */
export type Purse = ReceiptPurse & {
  /**
   * Ends the try. If the service took a voucher and no receipt arrived, the hold remains until the service shows its receipt, because only the receipt states
   * what the service charges. Otherwise nothing remains reserved.
   */
  readonly end: () => void
  /** The amount that the user paid for the answer, or null before its receipt. */
  readonly charged: () => bigint | null
}

/** The parts of purses and of ended holds. `secret` is the router's secret, from which the salts of masked receipts follow. */
export type PurseParts = { readonly book: PrepaidBook; readonly marginBps: number; readonly secret: `0x${string}`; readonly nowMs: () => number }

/** Opens the purse of a user for a try. The request then never costs more than the amount that the purse reserved before the router signed its voucher. */
export function openPurse(parts: PurseParts, { channel, service }: { readonly channel: PrepaidChannel; readonly service: ServiceId }): Purse {
  const { book, marginBps, nowMs } = parts
  const startedMs = nowMs()
  let [covered, reserved] = [0n, 0n]
  let digest: string | null = null
  let charged: bigint | null = null
  const hold = () => digest !== null && book.hold(channel, { digest, service, amount: reserved })
  return {
    mayPay(cost) {
      const more = priceWithMargin(cost, marginBps) - reserved
      if (more > 0n && !book.reserve(channel, more)) return false
      if (more > 0n) reserved += more
      if (cost > covered) covered = cost
      if (more > 0n) hold()
      return true
    },
    covered: (): AssetUnits => assetUnits(covered),
    begun(open: OpenRequest) {
      digest = open.digest
      hold()
    },
    refused() {
      if (digest !== null) book.drop(channel, digest, true)
      digest = null
    },
    async receiptFor(text) {
      const kept = digest === null ? undefined : channel.holds.get(digest)
      if (kept === undefined) return null
      // From here the hold ends the reservation, also if the disk fails: then it is charged like the hold of an answer without a receipt.
      kept.isLeft = true
      digest = null
      reserved = 0n
      const answered = await chargeHold(parts, { channel, hold: kept, receipt: text, startedMs })
      charged = answered?.charged ?? null
      return answered?.text ?? null
    },
    end() {
      const kept = digest === null ? undefined : channel.holds.get(digest)
      if (kept !== undefined) kept.isLeft = true
      else channel.reserved -= reserved
      digest = null
      reserved = 0n
    },
    charged: () => charged,
  }
}

type Charging = { readonly channel: PrepaidChannel; readonly hold: Hold; readonly startedMs: number }

/**
 * Ends a hold by the checked receipt of the service: the user pays the cost that it states, with the margin. Returns the router's receipt, or null for an answer
 * that costs nothing and for a hold that ended before. Neither adds a receipt to the log.
 */
export async function chargeHold(
  { book, marginBps, secret }: PurseParts,
  { channel, hold, receipt, startedMs }: Charging & { readonly receipt: string },
): Promise<{ readonly text: string; readonly charged: bigint } | null> {
  const read = readReceipt(receipt)
  const bytes = fromBase64Url(receipt)
  if (read === null || bytes === null) throw new Error('the receipt was checked before')
  const { request, response, units, cost } = read.receipt
  if (cost === 0n) {
    book.drop(channel, hold.digest)
    return null
  }
  const price = priceWithMargin(cost, marginBps)
  const inner = maskedReceipt(hold.service, bytes, saltOf(secret, receipt))
  const text = await book.add(channel, { request, response, units, startedMs, inner, cost: price }, hold.digest)
  return text === null ? null : { text, charged: price < hold.amount ? price : hold.amount }
}

/** Ends a hold for which the service showed no receipt in time: the user pays all of it, because the service can still claim as much from the router. */
export async function chargeWhole({ book }: PurseParts, { channel, hold, startedMs }: Charging): Promise<void> {
  const none = { request: zeroHex32, response: zeroHex32, units: { input: 0, cached: 0, output: 0 }, inner: hold.service }
  await book.add(channel, { ...none, startedMs, cost: assetUnits(hold.amount) }, hold.digest)
}

/** Returns the salt of a masked receipt. It follows from the router's secret, so the router can reveal it in a dispute without storing it. */
function saltOf(secret: string, receipt: string): Hex32 {
  return hex32(`0x${createHmac('sha256', secret).update(receipt).digest('hex')}`)
}
