import type { AccountStatementWire } from '@infinitio/domain/wire'
import { roundedUnits, statementDigits } from '#web/parts/format/sumTexts.ts'

/** The sums of a month as shown, in base units rounded to `digits` decimals. Opening + came − went = closing. */
export type MonthSums = {
  readonly digits: number
  readonly opening: bigint
  readonly came: bigint
  readonly went: bigint
  readonly closing: bigint
}

type Statement = Pick<AccountStatementWire, 'opening' | 'came' | 'went' | 'closing' | 'lines'>

/**
 * Returns the sums of a month, rounded so that they add up. What went out is the sum of the shown lines, so that it also equals what the leases locked. What
 * rounding leaves over is in the money that came in, or, in a month without any, in the money that went out. Pure.
 */
export function monthSums({ opening: before, came: allCame, went: allWent, closing: after, lines }: Statement): MonthSums {
  const digits = monthDigits(lines)
  const opening = roundedUnits(BigInt(before), digits)
  const closing = roundedUnits(BigInt(after), digits)
  if (BigInt(allCame) === 0n) return { digits, opening, closing, came: 0n, went: opening - closing }
  const out = lines.map(({ amount }) => BigInt(amount)).filter((units) => units < 0n)
  // A statement with very many movements may not list all of them.
  const isListed = out.reduce((sum, units) => sum - units, 0n) === BigInt(allWent)
  const went = isListed ? out.reduce((sum, units) => sum - roundedUnits(units, digits), 0n) : roundedUnits(BigInt(allWent), digits)
  return { digits, opening, closing, came: closing + went - opening, went }
}

/** Returns the decimals of all amounts on the page of a month. */
export function monthDigits(lines: readonly Pick<AccountStatementWire['lines'][number], 'amount'>[]): number {
  return statementDigits(lines.map(({ amount }) => BigInt(amount)))
}
