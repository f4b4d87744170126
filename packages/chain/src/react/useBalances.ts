import { type Address, pTokenUnits, type PTokenUnits } from '@infinitio/domain'
import { useReadContract, useReadContracts } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { pTokenAbi } from '../generated/pTokenAbi.ts'
import { marketAbi } from '../generated/marketAbi.ts'

/** The amounts in the wallet itself, not in the Market: PToken in base units (1e-18), and the reserve coin in its base units (6 decimals). */
export type TokenBalances = { readonly pToken: bigint; readonly stableUnits: bigint }

/** The wallet to read. With `everyMs`, reads it again after so many milliseconds, for a page that waits for money. */
type TokenBalancesOf = { readonly addresses: ChainAddresses; readonly account: Address; readonly everyMs?: number }

/** Reads both token balances of the wallet at the head of the chain. Returns react-query's result. */
export function useTokenBalances({ addresses, account, everyMs }: TokenBalancesOf) {
  return useReadContracts({
    allowFailure: false,
    contracts: [
      { address: addresses.pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [account] },
      { address: addresses.stablecoin, abi: pTokenAbi, functionName: 'balanceOf', args: [account] },
    ],
    query: {
      select: ([pToken, stableUnits]): TokenBalances => ({ pToken, stableUnits }),
      ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    },
  })
}

/** Reads the PToken of a wallet in base units, at the head of the chain. Returns react-query's result. */
export function usePTokenBalance({ pToken, account }: { readonly pToken: Address; readonly account: Address }) {
  return useReadContract({ address: pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [account] })
}

/**
 * The balances of an account in the Market, in base units. `fees` are fees that the market has collected in this account; they go to the fee splitter and do
 * not belong to the account.
 */
export type MarketBalance = { readonly balance: PTokenUnits; readonly fees: PTokenUnits; readonly lastTrialAt: number }

/** Reads the account's market balance at the head of the chain from the contract. Returns react-query's result. */
export function useMarketBalance({ addresses, account }: { addresses: ChainAddresses; account: Address }) {
  return useReadContract({
    address: addresses.market,
    abi: marketAbi,
    functionName: 'account',
    args: [account],
    query: {
      select: (slot): MarketBalance => ({ balance: pTokenUnits(slot.balance), fees: pTokenUnits(slot.fees), lastTrialAt: slot.lastTrialAt }),
    },
  })
}
