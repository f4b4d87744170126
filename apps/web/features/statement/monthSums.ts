import type { AccountStatementWire } from '@infinitio/domain/wire'
import { cutUnits, movementDigits, roundedUnits, shownChange } from '#web/parts/format/sumTexts.ts'

/** The sums of a month as shown, in base units with `digits` decimals. Opening + came − went = closing. */
export type MonthSums = {
  readonly digits: number
  readonly opening: bigint
  readonly came: bigint
  readonly went: bigint
  readonly closing: bigint
}

type Movement = Pick<AccountStatementWire['lines'][number], 'amount' | 'balanceAfter'>
type Statement = Pick<AccountStatementWire, 'opening' | 'came' | 'went' | 'closing'> & { readonly lines: readonly Movement[] }

/**
 * Returns the sums of a month as the list of movements shows them, so that they add up. The balances are cut. What went out is the sum of the shown lines, so
 * that it also equals what the leases locked, and what came in is the sum of the others. Pure.
 */
export function monthSums({ opening: before, came: allCame, went: allWent, closing: after, lines }: Statement): MonthSums {
  const digits = monthDigits(lines)
  const opening = cutUnits(BigInt(before), digits)
  const closing = cutUnits(BigInt(after), digits)
  if (BigInt(allCame) === 0n) return { digits, opening, closing, came: 0n, went: opening - closing }
  const out = lines.filter(({ amount }) => BigInt(amount) < 0n)
  // A statement with very many movements may not list all of them.
  const isListed = out.reduce((sum, { amount }) => sum - BigInt(amount), 0n) === BigInt(allWent)
  const went = isListed ? out.reduce((sum, line) => sum - shownAmount(line, digits), 0n) : roundedUnits(BigInt(allWent), digits)
  return { digits, opening, closing, came: closing + went - opening, went }
}

/** Returns the amount of a movement as the list of movements shows it with `digits` decimals, in base units, negative for a debit. */
export function shownAmount({ amount, balanceAfter }: Movement, digits: number): bigint {
  return shownChange({ amount: BigInt(amount), after: BigInt(balanceAfter) }, digits).amount
}

/** Returns the decimals of all amounts on the page of a month. */
export function monthDigits(lines: readonly Pick<Movement, 'amount'>[]): number {
  return movementDigits(lines.map(({ amount }) => BigInt(amount)))
}
