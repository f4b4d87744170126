'use client'
import { getChain, placeRelay, signCancelLease, signEnd } from '@infinitio/sdk'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/features/api/browserApi.ts'
import { useSigner } from '#web/features/wallet-connection/useSigner.ts'

/** What the holder asks of the contract: end with or without accepting the last hour's pay, or cancel before ready. */
export type LeaseWish = { readonly kind: 'end'; readonly accept: boolean } | { readonly kind: 'cancel' }

/** Signs the wish and hands it to the engine, which carries it to the chain. One signature, no gas. */
export function useLeaseRelay({ lease, onSent }: { readonly lease: LeaseWire; readonly onSent: () => void }) {
  const signer = useSigner()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (wish: LeaseWish) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      const { leaseId } = lease
      const chain = await getChain(browserApi)
      const relay =
        wish.kind === 'end'
          ? await signEnd(signer.signer, { leaseId, accept: wish.accept, chain })
          : await signCancelLease(signer.signer, { leaseId, chain })
      return placeRelay(browserApi, relay)
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['lease', lease.leaseId] })
      void queryClient.invalidateQueries({ queryKey: ['leases'] })
      onSent()
    },
  })
}
