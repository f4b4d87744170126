import type { Address } from '@infinitio/domain'
import { useReadContracts } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { pTokenAbi } from '../generated/pTokenAbi.ts'

/** What the wallet itself holds: PToken base units (1e-18) and base units of the reserve coin (6 decimals). */
export type TokenBalances = { readonly pToken: bigint; readonly stableUnits: bigint }

/** Both token balances of the wallet at the head of the chain; react-query's result. */
export function useTokenBalances({ addresses, account }: { addresses: ChainAddresses; account: Address }) {
  return useReadContracts({
    allowFailure: false,
    contracts: [
      { address: addresses.pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [account] },
      { address: addresses.stablecoin, abi: pTokenAbi, functionName: 'balanceOf', args: [account] },
    ],
    query: { select: ([pToken, stableUnits]): TokenBalances => ({ pToken, stableUnits }) },
  })
}
