'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { type CancelWay, useCancelOrder } from '#web/parts/order/useCancelOrder.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { sentencesText } from '#web/parts/format/listText.ts'

type CancelDialogProps = {
  readonly order: OrderWire
  readonly title: string
  readonly way: CancelWay
  readonly onClose: () => void
  readonly onCancelled?: () => void
}

/** Cancels an order by a signature: only at the matcher, or on the chain for everybody. Parts that are already matched continue. */
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
