'use client'
import { cancelAllOrders } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { notify } from '#web/parts/toasts/notify.ts'

type CancelAllDialogProps = { readonly side: 'asks' | 'bids'; readonly count: number; readonly onClose: () => void }

/** Takes every open order of one side out of the book. What is matched goes on. */
export function CancelAllDialog({ side, count, onClose }: CancelAllDialogProps) {
  const t = useTranslations('orders.cancellingAll')
  const queryClient = useQueryClient()
  const cancelling = useMutation({
    mutationFn: () => cancelAllOrders(browserApi, { side }),
    onSuccess: () => {
      void notify({ tone: 'success', text: t('sent') })
      for (const key of ['orders', 'provider', 'listings', 'market']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { count })} description={t('text')}>
      <div className="stack g3">
        {cancelling.isError && <ProblemCallout error={cancelling.error} />}
        <Button tone="danger" full disabled={cancelling.isPending} onClick={() => cancelling.mutate()}>
          {cancelling.isPending ? t('sending') : t('confirm', { count })}
        </Button>
        <Button tone="ghost" full onClick={onClose}>
          {t('keep')}
        </Button>
      </div>
    </Dialog>
  )
}
