'use client'
import type { PlannedWindowWire } from '@infinitio/domain/wire'
import { cancelMaintenance } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { notify } from '#web/parts/toasts/notify.ts'

/** Asks before it cancels a maintenance, because renters are notified. */
export function CancelDialog({ window, onClose }: { readonly window: PlannedWindowWire; readonly onClose: () => void }) {
  const t = useTranslations('provide.maintenance.cancelling')
  const queryClient = useQueryClient()
  const times = { name: window.nodeName, from: momentText(window.from), until: momentText(window.until) }
  const cancelling = useMutation({
    mutationFn: () => cancelMaintenance(browserApi, window.windowId),
    onSuccess: () => {
      void notify({ tone: 'success', text: t('done', { name: window.nodeName }) })
      onClose()
    },
    onSettled: () => {
      for (const key of ['provider', 'listing']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', times)} description={t('text', times)}>
      <div className="stack g3">
        {cancelling.isError && <ProblemCallout error={cancelling.error} />}
        <Button tone="danger" full disabled={cancelling.isPending} onClick={() => cancelling.mutate()}>
          {cancelling.isPending ? t('pending') : t('confirm')}
        </Button>
        <Button tone="ghost" full onClick={onClose}>
          {t('keep')}
        </Button>
      </div>
    </Dialog>
  )
}
