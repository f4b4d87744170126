import { type Address, address, type LeaseId, type LeaseTerms, type TxHash } from '@infinitio/domain'
import { useCallback, useMemo } from 'react'
import type { Hex } from 'viem'
import { useConfig } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { claimCall } from '../calls/leaseCalls.ts'
import { claimEmissionCall } from '../emission/emissionCalls.ts'
import { sendAndWait } from './sendAndWait.ts'

/** A provider's emission record of a final epoch. `cumulative` is its total pay so far, in PToken base units. */
export type DueEmission = { readonly epoch: number; readonly provider: string; readonly cumulative: string; readonly proof: readonly string[] }

/**
 * Returns a function that claims a provider's emission with a transaction of the connected wallet; the provider gets the payment. The function resolves when
 * the transaction is mined, and throws like `sendAndWait`.
 */
export function useClaimEmission({ emission }: { emission: Address }): { readonly claim: (due: DueEmission) => Promise<TxHash> } {
  const config = useConfig()
  return useMemo(
    () => ({
      claim: ({ epoch, provider, cumulative, proof }) => {
        const leaf = { provider: address(provider), cumulative: BigInt(cumulative), proof: proof as readonly Hex[] }
        return sendAndWait(config, claimEmissionCall({ emission, epoch: BigInt(epoch), leaf }))
      },
    }),
    [config, emission],
  )
}

/** Returns a function that claims the vested pay of a lease for its provider. The function throws like `sendAndWait`. */
export function useClaim() {
  const config = useConfig()
  return useCallback(
    async ({ market, leaseId, terms }: Pick<ChainAddresses, 'market'> & { leaseId: LeaseId; terms: LeaseTerms }): Promise<TxHash> =>
      await sendAndWait(config, claimCall({ market, leaseId, terms })),
    [config],
  )
}
