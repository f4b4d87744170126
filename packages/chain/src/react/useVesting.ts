import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import { vestingAbi } from '../generated/vestingAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/** What anybody does with a grant, resolved when mined. Throws as `sendAndWait` does. */
export type VestingActs = {
  /** Pays what has vested to its beneficiary, whoever sends it. */
  readonly release: (grantId: bigint) => Promise<TxHash>
}

/** Releasing by the connected wallet. */
export function useVesting({ vesting }: { vesting: Address }): VestingActs {
  const config = useConfig()
  return useMemo(
    () => ({
      release: (grantId) =>
        sendAndWait(config, { to: vesting, data: encodeFunctionData({ abi: vestingAbi, functionName: 'release', args: [grantId] }) }),
    }),
    [config, vesting],
  )
}
