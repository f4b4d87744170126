'use client'
import {
  getChain,
  getWallet,
  isNoShow,
  placeRelay,
  signCancelLease,
  signEnd,
  signEndByProvider,
  signExtend,
  signNoShow,
  signTransferLease,
  type TypedDataSigner,
} from '@infinitio/sdk'
import type { ChainWire, LeaseWire, RelayRequestWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/**
 * An act on a lease. Its holder asks for a later end (Unix seconds), ends it with or without accepting the last hour's pay, cancels it before it is
 * ready, or gives it away before its start. Its provider ends it. A cancellation that comes after the grace is sent as a no-show.
 */
export type LeaseWish =
  | { readonly kind: 'extend'; readonly end: number }
  | { readonly kind: 'end'; readonly accept: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'endByProvider' }
  | { readonly kind: 'giveAway'; readonly to: string }

/** Signs the message and sends it to the API; the engine sends its transaction. The account signs once and pays no gas. */
export function useLeaseRelay({ lease, onSent }: { readonly lease: LeaseWire; readonly onSent: () => void }) {
  const signer = useSigner()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (wish: LeaseWish) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      return placeRelay(browserApi, await signWish(signer.signer, wish, { lease, chain: await getChain(browserApi) }))
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['lease', lease.leaseId] })
      void queryClient.invalidateQueries({ queryKey: ['leases'] })
      onSent()
    },
  })
}

async function signWish(signer: TypedDataSigner, wish: LeaseWish, about: { lease: LeaseWire; chain: ChainWire }): Promise<RelayRequestWire> {
  switch (wish.kind) {
    case 'extend':
      return signExtend(signer, { ...about, end: wish.end })
    case 'end':
      return signEnd(signer, { ...about, accept: wish.accept })
    case 'cancel':
      return isNoShow(about.lease.terms, about.chain.chainNow) ? signNoShow(signer, about) : signCancelLease(signer, about)
    case 'endByProvider':
      return signEndByProvider(signer, about)
    case 'giveAway': {
      const { nextNonce } = await getWallet(browserApi, {})
      return signTransferLease(signer, { ...about, to: wish.to, nonce: BigInt(nextNonce.ask) })
    }
  }
}
