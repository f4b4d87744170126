'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { cancelOrder, getChain, placeRelay, signAccountMessage, signCancelOrder, type TypedDataSigner } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { storeReceipt } from '#web/parts/order/receipts.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { sentencesText } from '#web/parts/format/listText.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

type CancelDialogProps = {
  readonly order: OrderWire
  readonly title: string
  readonly way: CancelWay
  readonly onClose: () => void
  readonly onCancelled?: () => void
}

/**
 * Cancels an order with a signature: either only at this market's matcher, or on the chain, where the cancellation counts for everybody. Parts of the order
 * that are already matched still settle.
 */
export function CancelDialog(props: CancelDialogProps) {
  const { title, way, onClose } = props
  const t = useTranslations(`orders.cancelling.${way}`)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} description={sentencesText([title, t('text')])}>
      <WalletBoundary waiting={null}>
        <CancelButtons {...props} />
      </WalletBoundary>
    </Dialog>
  )
}

function CancelButtons({ order, way, onClose, onCancelled }: CancelDialogProps) {
  const t = useTranslations('orders.cancelling')
  const cancelling = useCancelOrder({
    order,
    way,
    onCancelled: () => {
      void notify({ tone: 'success', text: t(`${way}.sent`) })
      onClose()
      onCancelled?.()
    },
  })
  return (
    <div className="stack g3">
      {cancelling.isError && <SigningProblemCallout error={cancelling.error} />}
      <SignerButton
        label={cancelling.isPending ? t('signing') : t(`${way}.sign`)}
        disabled={cancelling.isPending}
        onSign={() => cancelling.mutate()}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}

/**
 * How far a cancellation goes. `matcher`: only this market's matcher ignores the order, at once and with a signed receipt. `chain`: the contract cancels it for
 * everybody.
 */
export type CancelWay = 'matcher' | 'chain'

/** Signs the cancellation of an order and sends it to the API. The engine sends a transaction if one is needed. */
function useCancelOrder({ order, way, onCancelled }: { readonly order: OrderWire; readonly way: CancelWay; readonly onCancelled: () => void }) {
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
