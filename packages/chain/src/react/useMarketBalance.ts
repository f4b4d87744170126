import { type Address, type PTokenUnits, pTokenUnits } from '@infinitio/domain'
import { useReadContract } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { marketAbi } from '../generated/marketAbi.ts'

/** An account's slot in the Market, in base units. `fees` wait for the fee splitter; they belong to nobody here. */
export type MarketBalance = { readonly balance: PTokenUnits; readonly fees: PTokenUnits; readonly lastTrialAt: number }

/** The account's market balance at the head of the chain, read from the contract; react-query's result. */
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
