import type { Address, PTokenUnits, TxHash } from '@infinitio/domain'
import { useCallback } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { marketAbi } from '../generated/marketAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/** Returns a function that deposits PToken from the wallet into its market balance, with an approval and a deposit. The function throws like `sendAndWait`. */
export function useDeposit({ addresses, account }: { addresses: ChainAddresses; account: Address }) {
  const config = useConfig()
  return useCallback(
    async ({ amount }: { amount: PTokenUnits }): Promise<TxHash> => {
      await approveExactly(config, { token: addresses.pToken, owner: account, spender: addresses.market, amount })
      const data = encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [amount] })
      return await sendAndWait(config, { to: addresses.market, data })
    },
    [config, addresses, account],
  )
}

/** Returns a function that withdraws PToken from the market balance to an address. The function throws like `sendAndWait`. */
export function useWithdraw({ addresses }: { addresses: ChainAddresses }) {
  const config = useConfig()
  return useCallback(
    async ({ amount, to }: { amount: PTokenUnits; to: Address }): Promise<TxHash> => {
      const data = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [amount, to] })
      return await sendAndWait(config, { to: addresses.market, data })
    },
    [config, addresses],
  )
}
