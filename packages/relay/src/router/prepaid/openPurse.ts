import { createHmac } from 'node:crypto'
import { type Hex32, hex32, zeroHex32 } from '@infinitio/domain'
import { type Candidate, fromBase64Url, maskedReceipt, priceWithMargin, readReceipt } from '@infinitio/services'
import type { ReceiptPurse } from '../../proxy/payRequest.ts'
import type { PrepaidBook, PrepaidChannel } from './prepaidBook.ts'

/** The money of one user for one request through a router. */
export type Purse = ReceiptPurse & {
  /** Ends the request. An answer that broke off before its receipt costs what the service will charge for it: `cost`, before the margin. */
  readonly end: (cost: bigint) => Promise<void>
  /** The amount that the user paid for the answer, or null before its end. */
  readonly charged: () => bigint | null
}

type PurseParts = {
  readonly book: PrepaidBook
  readonly channel: PrepaidChannel
  readonly marginBps: number
  /** The router's secret, from which the salts of masked receipts follow. */
  readonly secret: `0x${string}`
  readonly nowMs: () => number
}

/** Opens the purse of a user for a request that a service answers. It never lets a request cost more than the rest of the user's deposit. */
export function openPurse({ book, channel, marginBps, secret, nowMs }: PurseParts, { service }: Pick<Candidate, 'service'>): Purse {
  const startedMs = nowMs()
  let reserved = 0n
  let charged: bigint | null = null
  const none = { request: zeroHex32, response: zeroHex32, units: { input: 0, cached: 0, output: 0 }, startedMs, inner: service }
  const add = async (answer: Omit<Parameters<PrepaidBook['add']>[1], 'cost'>, cost: bigint) => {
    const price = priceWithMargin(cost, marginBps)
    charged = price
    const held = reserved
    reserved = 0n
    return await book.add(channel, { ...answer, cost: price }, held)
  }
  return {
    mayPay(cost) {
      const more = priceWithMargin(cost, marginBps) - reserved
      if (more <= 0n) return true
      if (!book.reserve(channel, more)) return false
      reserved += more
      return true
    },
    async receiptFor(text) {
      const read = readReceipt(text)
      const bytes = fromBase64Url(text)
      if (read === null || bytes === null) throw new Error('the receipt was checked before')
      const { request, response, units, cost } = read.receipt
      // An answer without a cost adds nothing to the log, so that wrong requests cannot fill the disk.
      if (cost === 0n) return null
      return await add({ request, response, units, startedMs, inner: maskedReceipt(service, bytes, saltOf(secret, text)) }, cost)
    },
    async end(cost) {
      if (charged !== null) return
      if (cost > 0n) await add(none, cost)
      else {
        channel.reserved -= reserved
        reserved = 0n
      }
    },
    charged: () => charged,
  }
}

/** Returns the salt of a masked receipt. It follows from the router's secret, so the router can reveal it in a dispute without storing it. */
function saltOf(secret: string, receipt: string): Hex32 {
  return hex32(`0x${createHmac('sha256', secret).update(receipt).digest('hex')}`)
}
