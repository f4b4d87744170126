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
import type { LeaseWish } from '#web/parts/lease/leaseWish.ts'
import { useRelayToast } from '#web/parts/lease/useRelayToast.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/**
 * Signs the message and sends it to the API. The engine sends the transaction, and a toast shows the result. The account signs once and pays no gas.
 */
export function useLeaseRelay({ lease, onSent }: { readonly lease: LeaseWire; readonly onSent: () => void }) {
  const signer = useSigner()
  const queryClient = useQueryClient()
  const showOutcome = useRelayToast()
  return useMutation({
    mutationFn: async (wish: LeaseWish) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      return placeRelay(browserApi, await signWish(signer.signer, wish, { lease, chain: await getChain(browserApi) }))
    },
    onSuccess: ({ relayId }, wish) => {
      void showOutcome(lease.leaseId, wish, relayId)
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
