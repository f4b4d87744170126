import { type FeeKey, type Fees, feesIn } from '@infinitio/domain'
import type { LeaseReceiptWire, LeaseWire } from '@infinitio/domain/wire'
import { amountText, roundedAmountText } from '#web/parts/format/amountText.ts'
import { digitsFor, roundedUnits } from '#web/parts/format/sumTexts.ts'
import { type LiveAmounts, liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { lineTexts } from '#web/parts/price/lineTexts.ts'

/** The most decimals of a rounded amount, because the USD coin has six decimals. */
const mostDigits = 6

/** The amounts of an ended lease, in base units. `fees` are all fees of the renter, and `spent` is the pay with all of them. */
export type FinalAmounts = {
  readonly escrow: bigint
  readonly pay: bigint
  readonly fees: Fees
  readonly spent: bigint
  readonly refund: bigint
  readonly compensation: bigint
}

/** The amounts of an ended lease as text. */
export type FinalTexts = {
  /** Writes an amount. One that would round to zero is shown as less than the smallest number with these decimals. */
  readonly textOf: (units: bigint) => string
  readonly refund: string
  readonly feeOf: (key: FeeKey) => string | undefined
  /** Writes a price per GPU-second as the price of an hour, with as many decimals as make the line of the GPUs true. */
  readonly hourPriceOf: (perGpuSecond: bigint) => string
}

/** Returns the amounts of a closed lease from its receipt. */
export function finalAmountsOfReceipt(receipt: LeaseReceiptWire): FinalAmounts {
  const { escrow, pay, spent, refund, compensation } = receipt
  return {
    ...{ escrow: BigInt(escrow), pay: BigInt(pay), spent: BigInt(spent), refund: BigInt(refund), compensation: BigInt(compensation) },
    fees: feesIn(receipt, { payer: 'renter' }),
  }
}

/** Returns the amounts of an ended lease from the lease and its amounts at its end. For a closed lease, they equal those of the receipt. */
export function finalAmountsOfLease(lease: LeaseWire, { pay, fees: shares, paid, refund }: LiveAmounts): FinalAmounts {
  const fees = feesIn({ ...lease, ...shares }, { payer: 'renter' })
  return { escrow: BigInt(lease.escrow), pay, fees, spent: paid, refund, compensation: BigInt(lease.compensation) }
}

/**
 * Writes the amounts of an ended lease. Receipt, page and list of leases use it, so that they show the same numbers. All amounts are rounded to as many decimals
 * as the smallest of them needs, up to six, and have no zeros at the end after the second decimal. Pay and fees add up to the shown payment, and the refund is
 * the shown escrow without the shown payment.
 */
export function finalTexts({ escrow, pay, fees, spent, refund, compensation }: FinalAmounts): FinalTexts {
  const all = [escrow, pay, refund, spent, compensation, ...fees.lines.map(({ amount }) => amount)]
  const digits = Math.min(mostDigits, digitsFor(all.filter((units) => units > 0n)))
  const least = 10n ** BigInt(18 - digits)
  const lines = lineTexts({ price: pay, fees, total: spent }, { digits })
  const textOf = (units: bigint) => (units > 0n && 2n * units < least ? `<${roundedAmountText(least, digits)}` : roundedAmountText(units, digits))
  const rest = roundedUnits(escrow, digits) - roundedUnits(spent, digits)
  return {
    textOf,
    // A receipt after a dispute can refund something else than the rest of the escrow.
    refund: textOf(rest > 0n && distance(rest, refund) < 2n * least ? rest : refund),
    feeOf: (key) => lines.fees.find((fee) => fee.key === key)?.text,
    hourPriceOf: lines.hourPriceOf,
  }
}

/**
 * Returns a function that writes the amounts of a lease in sentences: those of an ended lease as its receipt shows them, those of another lease as single
 * amounts.
 */
export function leaseAmountText(lease: LeaseWire): (units: bigint) => string {
  if (lease.state !== 'ended' && lease.state !== 'closed') return amountText
  const amounts = finalAmountsOfLease(lease, liveAmounts(lease, lease.endsAt))
  const texts = finalTexts(amounts)
  return (units) => (units === amounts.refund ? texts.refund : texts.textOf(units))
}

function distance(one: bigint, other: bigint): bigint {
  return one > other ? one - other : other - one
}
