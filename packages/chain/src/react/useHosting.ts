import { type Address, hostingDays, type TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { useConfig } from 'wagmi'
import {
  claimHostingCall,
  hostingClaimOf,
  type ListedShare,
  provenBudgetsOf,
  type RefundableProgramme,
  refundHostingCall,
  sponsorHostingCall,
} from '../calls/hostingCalls.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * An account's actions on hosting programmes. Each action resolves when its transaction is mined. `perDay` is in PToken base units. `sponsor` pays 25 times
 * `perDay`. It sends two transactions if the account's approval for the pool is below that amount, otherwise one.
 */
export type HostingActs = {
  readonly claim: (shares: readonly ListedShare[]) => Promise<TxHash>
  readonly refund: (programme: RefundableProgramme) => Promise<TxHash>
  readonly sponsor: (programme: { model: string; perDay: bigint }) => Promise<TxHash>
}

/** Returns the connected wallet's actions on hosting programmes. They throw like `sendAndWait`. */
export function useHosting({ pool, pToken }: { pool: Address; pToken: Address }, account: Address): HostingActs {
  const config = useConfig()
  return useMemo(
    () => ({
      claim: (shares) => sendAndWait(config, claimHostingCall({ pool, claims: shares.map((share) => hostingClaimOf(share, account)) })),
      refund: (programme) =>
        sendAndWait(config, refundHostingCall({ pool, programme: BigInt(programme.programme), budgets: provenBudgetsOf(programme) })),
      async sponsor({ model, perDay }) {
        await approveExactly(config, { token: pToken, owner: account, spender: pool, amount: perDay * BigInt(hostingDays) })
        return sendAndWait(config, sponsorHostingCall({ pool, perDay, model }))
      },
    }),
    [config, pool, pToken, account],
  )
}
