import type { LedgerAsset } from '@infinitio/domain'
import type { ExitState, ExitWallet } from './exitState.ts'
import type { ExitPlace } from './exitStep.ts'
import type { ExitDue } from './dues/exitDue.ts'
import type { ExitHosting } from './hosting/exitHosting.ts'
import type { ExitLedger } from './ledger/exitLedger.ts'
import type { ExitPool } from './pool/exitPool.ts'

/**
 * A location of money that belongs to an account: one of `ExitPlace`, or
 * - `bonded`: the part of a bond that is not being withdrawn;
 * - `channels`, `channelsG`: the part of payment channels that no service has settled;
 * - `serviceBond`: bonds of AI services;
 * - `stake`: stakes at task pools;
 * - `batches`: the refunds for ordered tasks that nobody accepted;
 * - `hosting`: unclaimed shares of hosting programmes, and what remains of own programmes;
 * - `due`, `dueG`: amounts that other contracts owe;
 * - `duties`: G tokens that are staked, bonded for a panel or locked for a project. Taking it also ends votes and duties.
 */
export type HoldingPlace =
  | ExitPlace
  | 'bonded'
  | 'channels'
  | 'channelsG'
  | 'serviceBond'
  | 'stake'
  | 'batches'
  | 'hosting'
  | 'due'
  | 'dueG'
  | 'duties'

/**
 * An account's amounts of one PToken by location, in base units. The location `coin` counts units of the reserve coin. `potG`, `channelsG`, `walletG`
 * and `duties` are amounts of G, which the service ledgers of this PToken also take.
 */
export type ExitHoldings = { readonly wallet: ExitWallet; readonly amounts: Readonly<Record<HoldingPlace, bigint>> }

/** The change of an account's money in one location (such as its market balance or its bond), in base units; negative for a decrease. */
export type ExitMove = { readonly wallet: ExitWallet; readonly place: HoldingPlace; readonly amount: bigint }

/** Sums up the money of an account that leaves the market, by token and by location (market balance, wallet, bond). */
export function exitHoldings({ markets, bonds, ledgers, pools, hosting, dues, wallets }: ExitState): readonly ExitHoldings[] {
  return wallets.map((wallet, at) => {
    const isOwn = ({ pToken }: { readonly pToken: string }) => pToken === wallet.pToken
    const own = bonds.filter(isOwn)
    const amounts = {
      market: sum(markets.filter(isOwn), ({ balance }) => balance),
      wallet: wallet.units as bigint,
      coin: wallet.coinUnits,
      unbonding: sum(own, ({ unbonding }) => unbonding),
      bonded: sum(own, ({ bonded }) => bonded),
      ...ledgerAmounts(ledgers.filter(isOwn)),
      ...poolAmounts(pools.filter(isOwn)),
      hosting: hostingAmount(hosting.filter(isOwn)),
      // These contracts belong to the whole deployment, so they count once.
      due: at === 0 ? dueIn(dues, 'PToken') : 0n,
      dueG: at === 0 ? dueIn(dues, 'G') : 0n,
      duties:
        at === 0
          ? sum(
              dues.filter(({ isDuty }) => isDuty),
              ({ amount }) => amount,
            )
          : 0n,
    }
    return { wallet, amounts }
  })
}

function ledgerAmounts(ledgers: readonly ExitLedger[]) {
  const channels = ledgers.flatMap((ledger) => ledger.channels)
  const inChannels = (asset: LedgerAsset) =>
    sum(
      channels.filter(({ facts }) => facts.asset === asset),
      ({ left }) => left,
    )
  return {
    pot: sum(ledgers, ({ pots }) => pots.PToken),
    potG: sum(ledgers, ({ pots }) => pots.G),
    // Every ledger of a deployment has the same G token, so the wallet's amount counts once.
    walletG: ledgers[0]?.walletG ?? 0n,
    channels: inChannels('PToken'),
    channelsG: inChannels('G'),
    serviceBond: sum(
      ledgers.flatMap(({ services }) => services),
      ({ bond }) => bond,
    ),
  }
}

function poolAmounts(pools: readonly ExitPool[]) {
  return {
    pool: sum(pools, ({ balance }) => balance),
    stake: sum(pools, ({ bonded, young }) => bonded + young),
    stakeLeaving: sum(pools, ({ leaving }) => leaving),
    batches: sum(
      pools.flatMap(({ batches }) => batches),
      ({ refund }) => refund,
    ),
  }
}

function dueIn(dues: readonly ExitDue[], asset: LedgerAsset): bigint {
  return sum(
    dues.filter((due) => due.asset === asset && !due.isDuty),
    ({ amount }) => amount,
  )
}

function hostingAmount(pools: readonly ExitHosting[]): bigint {
  const shares = sum(
    pools.flatMap((pool) => pool.shares),
    ({ amount }) => amount,
  )
  const refunds = sum(
    pools.flatMap(({ programmes }) => programmes),
    ({ refund }) => refund,
  )
  return shares + refunds
}

function sum<Item>(items: readonly Item[], amountOf: (item: Item) => bigint): bigint {
  return items.reduce((total, item) => total + amountOf(item), 0n)
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
