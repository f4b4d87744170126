'use client'
import {
  getChain,
  getWallet,
  placeRelay,
  signCancelLease,
  signEnd,
  signEndByProvider,
  signExtend,
  signTransferLease,
  type TypedDataSigner,
} from '@infinitio/sdk'
import type { ChainWire, LeaseWire, RelayRequestWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/features/api/browserApi.ts'
import { useSigner } from '#web/features/wallet-connection/useSigner.ts'

/**
 * What the holder asks of the contract: a later end (Unix seconds), the end with or without accepting the last hour's pay, to cancel before
 * ready, or to give it away before its start; and what the provider asks: to end it.
 */
export type LeaseWish =
  | { readonly kind: 'extend'; readonly end: number }
  | { readonly kind: 'end'; readonly accept: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'endByProvider' }
  | { readonly kind: 'giveAway'; readonly to: string }

/** Signs the wish and hands it to the engine, which carries it to the chain. One signature, no gas. */
export function useLeaseRelay({ lease, onSent }: { readonly lease: LeaseWire; readonly onSent: () => void }) {
  const signer = useSigner()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (wish: LeaseWish) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      return placeRelay(browserApi, await signWish(signer.signer, wish, { leaseId: lease.leaseId, chain: await getChain(browserApi) }))
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['lease', lease.leaseId] })
      void queryClient.invalidateQueries({ queryKey: ['leases'] })
      onSent()
    },
  })
}

async function signWish(signer: TypedDataSigner, wish: LeaseWish, about: { leaseId: string; chain: ChainWire }): Promise<RelayRequestWire> {
  switch (wish.kind) {
    case 'extend':
      return signExtend(signer, { ...about, end: wish.end })
    case 'end':
      return signEnd(signer, { ...about, accept: wish.accept })
    case 'cancel':
      return signCancelLease(signer, about)
    case 'endByProvider':
      return signEndByProvider(signer, about)
    case 'giveAway': {
      const { nextNonce } = await getWallet(browserApi, {})
      return signTransferLease(signer, { ...about, to: wish.to, nonce: BigInt(nextNonce.ask) })
    }
  }
}
