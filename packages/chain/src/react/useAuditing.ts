import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'
import { panelsAbi } from '../generated/panelsAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/** What an account does about carbon audits, each resolved when mined. Drawing and settling are anybody's. All throw as `sendAndWait` does. */
export type Auditing = {
  readonly draw: (panelId: bigint) => Promise<TxHash>
  readonly audit: (answer: { filing: bigint; accepts: boolean; reason: string }) => Promise<TxHash>
  readonly settle: (filing: bigint) => Promise<TxHash>
}

/** Auditing by the connected wallet. */
export function useAuditing({ carbonRegistry, panels }: { carbonRegistry: Address; panels: Address }): Auditing {
  const config = useConfig()
  return useMemo(
    () => ({
      draw: (panelId) => sendAndWait(config, { to: panels, data: encodeFunctionData({ abi: panelsAbi, functionName: 'draw', args: [panelId] }) }),
      audit: ({ filing, accepts, reason }) => {
        const data = encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'audit', args: [filing, accepts, reason] })
        return sendAndWait(config, { to: carbonRegistry, data })
      },
      settle: (filing) =>
        sendAndWait(config, { to: carbonRegistry, data: encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'settle', args: [filing] }) }),
    }),
    [config, carbonRegistry, panels],
  )
}
