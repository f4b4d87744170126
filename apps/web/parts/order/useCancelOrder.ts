'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { cancelOrder, getChain, placeRelay, signAccountMessage, signCancelOrder, type TypedDataSigner } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { storeReceipt } from '#web/parts/order/receipts.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/**
 * The reach of a cancellation. `matcher`: only this market's matcher, at once and with a signed receipt. `chain`: everybody, through the contract.
 */
export type CancelWay = 'matcher' | 'chain'

/** Signs the cancellation of an order and sends it to the API. The engine sends a transaction if one is needed. */
export function useCancelOrder({
  order,
  way,
  onCancelled,
}: {
  readonly order: OrderWire
  readonly way: CancelWay
  readonly onCancelled: () => void
}) {
  const signer = useSigner()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      await (way === 'matcher' ? cancelAtMatcher(signer.signer, order) : cancelOnChain(signer.signer, order))
    },
    onSuccess: () => {
      for (const key of ['orders', 'provider', 'listings', 'market']) void queryClient.invalidateQueries({ queryKey: [key] })
      onCancelled()
    },
  })
}

async function cancelAtMatcher(signer: TypedDataSigner, { orderHash }: OrderWire): Promise<void> {
  const chain = await getChain(browserApi)
  const { receipt } = await cancelOrder(browserApi, { orderHash, cancel: await signCancelOrder(signer, { orderHash, chain }) })
  storeReceipt(receipt)
}

async function cancelOnChain(signer: TypedDataSigner, { kind, order }: OrderWire): Promise<void> {
  const chain = await getChain(browserApi)
  const nonce = BigInt(order.nonce)
  await placeRelay(browserApi, await signAccountMessage(signer, { message: { kind: kind === 'bid' ? 'cancelBid' : 'cancelAsk', nonce }, chain }))
}
