import type { TreasuryWire } from '@infinitio/domain/wire'

type Sums = Omit<TreasuryWire['days'][number], 'day'>

/** Returns the sums of all days in base units: received, paid out and burned. */
export function treasurySums(days: TreasuryWire['days']): Readonly<Record<keyof Sums, bigint>> {
  const sumOf = (key: keyof Sums) => days.reduce((sum, day) => sum + BigInt(day[key]), 0n)
  return { ptIn: sumOf('ptIn'), ptOut: sumOf('ptOut'), gIn: sumOf('gIn'), gOut: sumOf('gOut'), burned: sumOf('burned') }
}
