import type { TreasuryWire } from '@infinitio/domain/wire'

type Sums = Omit<TreasuryWire['days'][number], 'day'>

/** Returns the sums of all days in base units: received, paid out and burned. */
export function treasurySums(days: TreasuryWire['days']): Readonly<Record<keyof Sums, bigint>> {
  const sumOf = (key: keyof Sums) => days.reduce((sum, day) => sum + BigInt(day[key]), 0n)
  return { ptIn: sumOf('ptIn'), ptOut: sumOf('ptOut'), gIn: sumOf('gIn'), gOut: sumOf('gOut'), burned: sumOf('burned') }
}

/** The days that the sums of the treasury cover. */
const sumDays = 30n

/**
 * Returns for how many whole days a balance lasts if the next days are like the last 30, in which `into` came in and `out` went out (base units). Returns null
 * unless more went out than came in. Pure.
 */
export function runwayDays({ has, into, out }: { readonly has: bigint; readonly into: bigint; readonly out: bigint }): number | null {
  return out <= into ? null : Number((has * sumDays) / (out - into))
}
