import type { ExitState, ExitWallet } from './exitState.ts'
import type { ExitPlace } from './exitStep.ts'

/** A location of money that belongs to an account. `bonded` is the part of a bond that is not being withdrawn. */
export type HoldingPlace = ExitPlace | 'bonded'

/** An account's amounts of one PToken by location, in base units. The location `coin` counts units of the reserve coin. */
export type ExitHoldings = { readonly wallet: ExitWallet; readonly amounts: Readonly<Record<HoldingPlace, bigint>> }

/** The change of an account's money in one location (such as its market balance or its bond), in base units; negative for a decrease. */
export type ExitMove = { readonly wallet: ExitWallet; readonly place: HoldingPlace; readonly amount: bigint }

/** Sums up the money of an account that leaves the market, by token and by location (market balance, wallet, bond). */
export function exitHoldings({ markets, bonds, wallets }: ExitState): readonly ExitHoldings[] {
  return wallets.map((wallet) => {
    const own = bonds.filter(({ pToken }) => pToken === wallet.pToken)
    const amounts = {
      market: markets.filter(({ pToken }) => pToken === wallet.pToken).reduce((total, { balance }) => total + balance, 0n),
      wallet: wallet.units as bigint,
      coin: wallet.coinUnits,
      unbonding: own.reduce((total, { unbonding }) => total + unbonding, 0n),
      bonded: own.reduce((total, { bonded }) => total + bonded, 0n),
    }
    return { wallet, amounts }
  })
}

/** Compares the states before and after one step of leaving the market. Returns each location of money with a changed amount, and the difference. */
export function movedBetween(before: ExitState, after: ExitState): ExitMove[] {
  const earlier = exitHoldings(before)
  return exitHoldings(after).flatMap(({ wallet, amounts }) => {
    const from = earlier.find((one) => one.wallet.pToken === wallet.pToken)
    const places = Object.keys(amounts) as HoldingPlace[]
    return places.map((place) => ({ wallet, place, amount: amounts[place] - (from?.amounts[place] ?? 0n) })).filter(({ amount }) => amount !== 0n)
  })
}
