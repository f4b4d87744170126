import { type FeeFields, type FeeKeyOf, feesIn, formatPt } from '@infinitio/domain'
import type { InvoiceWire } from '@infinitio/domain/wire'

type Payer = { readonly payer: 'renter' }
type Facts = Pick<InvoiceWire, 'pay' | 'total' | 'tax'> & FeeFields<Payer>

/**
 * The rounded amounts of an invoice as text, with the same number of decimals, except a fee that is written as `<0.000001`. `net` and `tax` are null if no tax
 * rate is given.
 */
export type InvoiceAmounts = {
  readonly pay: string
  readonly fees: readonly { readonly key: FeeKeyOf<Payer>; readonly text: string }[]
  readonly allFees: string
  readonly net: string | null
  readonly tax: string | null
  readonly total: string
}

/** The smallest unit of the USD coin (0.000001), expressed in PToken base units. */
const stepUnits = 10n ** 12n
const mostDigits = 6

/**
 * Returns the amounts of an invoice rounded to 0.000001 PT. The rounded pay and fees must add up to the rounded total. So the first fee that is not rounded to
 * 0 takes the rounding difference, unless that would make it negative. If there is no such fee, they may differ from the total. A fee above 0 that is rounded
 * to 0 is written as `<0.000001`. The net amount is the rounded pay less the rounded tax. Pure.
 */
export function invoiceAmounts(invoice: Facts): InvoiceAmounts {
  const [pay, total] = [roundedUnits(BigInt(invoice.pay)), roundedUnits(BigInt(invoice.total))]
  const tax = invoice.tax === null ? null : roundedUnits(BigInt(invoice.tax.amount))
  const { lines } = feesIn(invoice, { payer: 'renter' })
  let difference = total - pay - lines.reduce((sum, { amount }) => sum + roundedUnits(amount), 0n)
  const fees = lines.map(({ key, amount }) => {
    const units = roundedUnits(amount)
    const borne = units + difference < 0n || units === 0n ? 0n : difference
    difference -= borne
    return { key, units: units + borne, isTiny: amount > 0n && units + borne === 0n }
  })
  const digits = digitsOf([pay, total, total - pay, ...(tax === null ? [] : [tax, pay - tax]), ...fees.map(({ units }) => units)])
  const text = (units: bigint) => formatPt(units, { digits })
  return {
    pay: text(pay),
    fees: fees.map(({ key, units, isTiny }) => ({ key, text: isTiny ? `<${formatPt(stepUnits, { digits: mostDigits })}` : text(units) })),
    allFees: text(total - pay),
    net: tax === null ? null : text(pay - tax),
    tax: tax === null ? null : text(tax),
    total: text(total),
  }
}

/** Returns one amount rounded to 0.000001 PT, with two to six decimals. An amount above 0 that is rounded to 0 is written as `<0.000001`. Pure. */
export function oneAmount(units: bigint): string {
  const rounded = roundedUnits(units)
  return units > 0n && rounded === 0n ? `<${formatPt(stepUnits, { digits: mostDigits })}` : formatPt(rounded, { digits: digitsOf([rounded]) })
}

function roundedUnits(units: bigint): bigint {
  return ((units + stepUnits / 2n) / stepUnits) * stepUnits
}

/** Returns the number of decimals with which all these amounts are shown: as many as the longest of them needs, at least two and at most six. */
function digitsOf(amounts: readonly bigint[]): number {
  const decimals = amounts.map((units) => formatPt(units, { digits: mostDigits }).replace(/0+$/, '').split('.')[1]?.length ?? 0)
  return Math.max(2, ...decimals)
}
