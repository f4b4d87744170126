import type { Bps } from '../units/bps.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'
import { feeKeysOf, type FeeKey, type FeeKeyOf, feeLines, type FeeMatch } from './feeLines.ts'
import { feeUp } from './feeUp.ts'

/** A fee and its amount in PToken base units. */
export type FeeAmount<Key extends FeeKey = FeeKey> = { readonly key: Key; readonly amount: PTokenUnits }

/** Some fees of a lease: one line for each, in the sequence of `feeLines`, and their sum. */
export type Fees<Key extends FeeKey = FeeKey> = { readonly lines: readonly FeeAmount<Key>[]; readonly total: PTokenUnits }

/**
 * An object with a field for each fee that a condition selects, such as a database row, an event or a receipt. Values are base units, as bigint or decimal
 * text.
 */
export type FeeFields<Match extends FeeMatch> = Readonly<Record<FeeKeyOf<Match>, bigint | string>>

/** The amounts of the fees that are a fraction of the pay, in base units, by the key of the fee. */
export type ShareFees = Readonly<Record<FeeKeyOf<{ charge: 'share' }>, PTokenUnits>>

/**
 * Reads the fees that `match` selects by payer and kind of charge from the fields of an object, such as a lease row or an event. Returns them with their sum.
 */
export function feesIn<const Match extends FeeMatch>(fields: NoInfer<FeeFields<Match>>, match: Match): Fees<FeeKeyOf<Match>> {
  const lines: FeeAmount<FeeKeyOf<Match>>[] = []
  let total = 0n
  for (const key of feeKeysOf(match)) {
    const amount = pTokenUnits(BigInt(fields[key]))
    lines.push({ key, amount })
    total += amount
  }
  return { lines, total: pTokenUnits(total) }
}

/** Makes an object with a field for each fee that `match` selects by payer and kind of charge, such as the fees of a row or of a message. */
export function feeRecord<const Match extends FeeMatch, Value>(match: Match, value: (key: FeeKeyOf<Match>) => Value): Record<FeeKeyOf<Match>, Value> {
  const record: Partial<Record<FeeKeyOf<Match>, Value>> = {}
  for (const key of feeKeysOf(match)) record[key] = value(key)
  return record as Record<FeeKeyOf<Match>, Value>
}

/**
 * Returns the fees of renter and provider that are a fraction of the given pay, in base units. Each fee is the pay times its basis points, rounded up against
 * the payer.
 */
export function shareFees({ pay, feeBps }: { readonly pay: PTokenUnits; readonly feeBps: Bps }): ShareFees {
  return feeRecord({ charge: 'share' }, () => feeUp({ amount: pay, feeBps }))
}

/** Returns some fees as the API sends them: decimal text by fee key. `match` selects the fees by payer and kind of charge. */
export function feeTexts<const Match extends FeeMatch>(fields: NoInfer<FeeFields<Match>>, match: Match): Record<FeeKeyOf<Match>, string> {
  return feeRecord(match, (key) => fields[key].toString())
}

/** Returns the amounts of some fees, by the keys of the fees. */
export function feesByKey<Key extends FeeKey>({ lines }: Fees<Key>): Record<Key, PTokenUnits> {
  const record: Partial<Record<Key, PTokenUnits>> = {}
  for (const { key, amount } of lines) record[key] = amount
  return record as Record<Key, PTokenUnits>
}

type RenterKey = FeeKeyOf<{ payer: 'renter' }>
/** The type of the renter's fees by the field names that a quote uses. */
export type QuoteFees<Value> = { [Key in RenterKey as (typeof feeLines)[Key]['quoteField']]: Value }

/** Renames the renter's fees to the field names that a quote uses. */
export function inQuote<Value>(fields: Readonly<Record<RenterKey, Value>>): QuoteFees<Value> {
  const quote: Partial<Record<keyof QuoteFees<Value>, Value>> = {}
  for (const key of feeKeysOf({ payer: 'renter' })) quote[feeLines[key].quoteField] = fields[key]
  return quote as QuoteFees<Value>
}
