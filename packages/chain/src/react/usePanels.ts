import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex } from 'viem'
import { useConfig } from 'wagmi'
import { nameKey } from '../addresses/directoryNames.ts'
import { panelsAbi } from '../generated/panelsAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * An account's actions on a list of candidates for panels (groups of people that decide, such as juries). Anyone may call `draw`, which selects a panel at
 * random. Each action resolves when its transaction is mined. All actions throw like `sendAndWait`.
 */
export type PanelActs = {
  /**
   * Joins the list with a bond of one to eight times the smallest bond, in base units of G. Sends two transactions if the approval is below the bond, otherwise
   * one.
   */
  readonly join: (bond: bigint) => Promise<TxHash>
  readonly resign: () => Promise<TxHash>
  /** Returns the bond to the account. */
  readonly withdraw: () => Promise<TxHash>
  readonly draw: (panelId: string) => Promise<TxHash>
}

const abi = panelsAbi

/**
 * Returns the connected wallet's actions on one list of candidates for panels (groups of selected people). `list` is the name, in the Directory, of the
 * contract that needs panels.
 */
export function usePanels({ panels, gToken, list }: { panels: Address; gToken: Address; list: string }, account: Address): PanelActs {
  const config = useConfig()
  return useMemo(() => {
    const send = (data: Hex) => sendAndWait(config, { to: panels, data })
    const kind = nameKey(list)
    return {
      async join(bond) {
        await approveExactly(config, { token: gToken, owner: account, spender: panels, amount: bond })
        return send(encodeFunctionData({ abi, functionName: 'join', args: [kind, bond] }))
      },
      resign: () => send(encodeFunctionData({ abi, functionName: 'resign', args: [kind] })),
      withdraw: () => send(encodeFunctionData({ abi, functionName: 'withdraw', args: [kind, account] })),
      draw: (panelId) => send(encodeFunctionData({ abi, functionName: 'draw', args: [BigInt(panelId)] })),
    }
  }, [config, panels, gToken, list, account])
}
