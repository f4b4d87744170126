import type { ExitState } from './exitState.ts'
import type { ExitPlace } from './exitStep.ts'

/** What an account has in each place: PToken base units, but units of the reserve coin under `coin`. `bonded` does not count as on the way out. */
export type ExitHoldings = Readonly<Record<ExitPlace | 'bonded', bigint>>

/** Sums up a state by place. */
export function exitHoldings({ markets, bonds, wallet }: ExitState): ExitHoldings {
  return {
    market: markets.reduce((total, { balance }) => total + balance, 0n),
    wallet: wallet.units,
    coin: wallet.coinUnits,
    unbonding: bonds.reduce((total, { unbonding }) => total + unbonding, 0n),
    bonded: bonds.reduce((total, { bonded }) => total + bonded, 0n),
  }
}

/** What a step moved: each place with its change, places without one left out. */
export function movedBetween(before: ExitState, after: ExitState): { readonly place: keyof ExitHoldings; readonly amount: bigint }[] {
  const [from, to] = [exitHoldings(before), exitHoldings(after)]
  return (Object.keys(to) as (keyof ExitHoldings)[])
    .map((place) => ({ place, amount: to[place] - from[place] }))
    .filter(({ amount }) => amount !== 0n)
}
