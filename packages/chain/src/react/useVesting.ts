import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import { vestingAbi } from '../generated/vestingAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/** Actions on a token grant, which anyone may call. Each action resolves when its transaction is mined. Throws like `sendAndWait`. */
export type VestingActs = {
  /** Pays the vested amount to the beneficiary of the grant. The sender may be any account. */
  readonly release: (grantId: bigint) => Promise<TxHash>
}

/** Returns the connected wallet's actions on token grants, which pay out G over time. */
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
