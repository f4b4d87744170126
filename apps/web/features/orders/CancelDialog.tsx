'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { cancelOrder, getChain, signCancelOrder } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { signingProblemOf } from '#web/features/api/signingProblemOf.ts'
import { notify } from '#web/features/toasts/notify.ts'
import { SignerButton } from '#web/features/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/features/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/features/wallet-connection/WalletBoundary.tsx'

type CancelDialogProps = { readonly order: OrderWire; readonly title: string; readonly onClose: () => void }

/** Takes an order out of the book by a signature. What of it is matched goes on. */
export function CancelDialog({ order, title, onClose }: CancelDialogProps) {
  const t = useTranslations('orders.cancelling')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} description={`${title}. ${t('text')}`}>
      <WalletBoundary waiting={null}>
        <CancelButtons order={order} onClose={onClose} />
      </WalletBoundary>
    </Dialog>
  )
}

function CancelButtons({ order: { orderHash }, onClose }: Omit<CancelDialogProps, 'title'>) {
  const t = useTranslations('orders.cancelling')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const cancelling = useMutation({
    mutationFn: async () => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      const chain = await getChain(browserApi)
      await cancelOrder(browserApi, { orderHash, cancel: await signCancelOrder(signer.signer, { orderHash, chain }) })
    },
    onSuccess: () => {
      void notify({ tone: 'success', text: t('sent') })
      for (const key of ['orders', 'provider', 'listings', 'market']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  return (
    <div className="stack g3">
      {cancelling.isError && (
        <Callout tone="warn" alert>
          {signingProblemOf(cancelling.error).sentence} <span className="mono dim">{signingProblemOf(cancelling.error).code}</span>
        </Callout>
      )}
      <SignerButton label={cancelling.isPending ? t('signing') : t('sign')} disabled={cancelling.isPending} onSign={() => cancelling.mutate()} />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}
