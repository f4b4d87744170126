import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { useConfig } from 'wagmi'
import { fundProgrammeCall } from '../emission/programmes.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/** Pays PToken into an incentive programme. Sends two transactions when the approval is below the amount, otherwise one. */
export type ProgrammeActs = { readonly fund: (payment: { programme: number; amount: bigint }) => Promise<TxHash> }

/** Returns the connected wallet's actions on incentive programmes. Each action resolves when its transaction is mined. Throws like `sendAndWait`. */
export function useFundProgramme({ emission, pToken }: { emission: Address; pToken: Address }, account: Address): ProgrammeActs {
  const config = useConfig()
  return useMemo(
    () => ({
      async fund({ programme, amount }) {
        await approveExactly(config, { token: pToken, owner: account, spender: emission, amount })
        return sendAndWait(config, fundProgrammeCall({ emission, programme, amount }))
      },
    }),
    [config, emission, pToken, account],
  )
}
