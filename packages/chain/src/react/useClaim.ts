import type { LeaseId, LeaseTerms, TxHash } from '@infinitio/domain'
import { useCallback } from 'react'
import { useConfig } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { claimCall } from '../calls/leaseCalls.ts'
import { sendAndWait } from './sendAndWait.ts'

/** Claims the vested pay of a lease for its provider. Throws like `sendAndWait`. */
export function useClaim() {
  const config = useConfig()
  return useCallback(
    async ({ market, leaseId, terms }: Pick<ChainAddresses, 'market'> & { leaseId: LeaseId; terms: LeaseTerms }): Promise<TxHash> =>
      await sendAndWait(config, claimCall({ market, leaseId, terms })),
    [config],
  )
}
