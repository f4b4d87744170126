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

/**
 * Returns a function that withdraws PToken from the market balance to the account's own wallet. It takes no other receiver, because PToken that reaches a
 * contract of the market is lost. The function throws like `sendAndWait`.
 */
export function useWithdraw({ addresses, account }: { addresses: ChainAddresses; account: Address }) {
  const config = useConfig()
  return useCallback(
    async ({ amount }: { amount: PTokenUnits }): Promise<TxHash> => {
      const data = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [amount, account] })
      return await sendAndWait(config, { to: addresses.market, data })
    },
    [config, addresses, account],
  )
}
