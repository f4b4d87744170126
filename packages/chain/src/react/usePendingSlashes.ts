import type { Address } from '@infinitio/domain'
import { stringToHex } from 'viem'
import { useReadContracts } from 'wagmi'
import { stakeVaultAbi } from '../generated/stakeVaultAbi.ts'

/** A queued slash of an account's bond. `amount` is in base units of PToken, `executeAt` in Unix seconds. */
export type PendingSlash = { readonly purpose: 'Provider' | 'Validator'; readonly amount: bigint; readonly executeAt: number }

const purposes = ['Provider', 'Validator'] as const

/** Reads the queued slashes of an account's bonds that it can still dispute at a time in Unix seconds. Returns react-query's result. */
export function usePendingSlashes({ stakeVault, account, now }: { stakeVault: Address; account: Address; now: number }) {
  const read = { address: stakeVault, abi: stakeVaultAbi, functionName: 'pendingSlashOf' } as const
  return useReadContracts({
    allowFailure: false,
    contracts: [
      { ...read, args: [account, stringToHex(purposes[0], { size: 32 })] },
      { ...read, args: [account, stringToHex(purposes[1], { size: 32 })] },
    ],
    query: {
      refetchInterval: 15_000,
      select: (found): readonly PendingSlash[] =>
        found.flatMap(({ amount, executeAt, disputed }, place) => {
          const purpose = purposes[place]
          return purpose === undefined || disputed || now >= executeAt ? [] : [{ purpose, amount, executeAt }]
        }),
    },
  })
}
