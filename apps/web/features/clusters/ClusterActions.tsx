'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { Clock } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { endSteps, extensionBlock } from '#web/features/clusters/togetherTerms.ts'

const EndTogetherDialog = dynamic(() => import('#web/features/clusters/EndTogetherDialog.tsx').then((module) => module.EndTogetherDialog), {
  ssr: false,
})
const ExtendTogetherDialog = dynamic(() => import('#web/features/clusters/ExtendTogetherDialog.tsx').then((module) => module.ExtendTogetherDialog), {
  ssr: false,
})

/** Shows the buttons that extend or end all leases of a cluster together. */
export function ClusterActions({ leases, now }: { readonly leases: readonly LeaseWire[]; readonly now: number }) {
  const t = useTranslations('clusterPage')
  const reasonId = useId()
  const [dialog, setDialog] = useState<'extend' | 'end' | null>(null)
  const close = () => setDialog(null)
  const block = extensionBlock(leases)
  const steps = endSteps(leases, now)
  const isCancelled = steps.length > 0 && steps.every(({ wish }) => wish.kind === 'cancel')
  const endLabel = !isCancelled ? 'endAll' : steps.every(({ isFree }) => isFree) ? 'cancelAllFree' : 'cancelAll'
  return (
    <>
      <div className="stack g2">
        <div className="lacts">
          <Button
            tone="primary"
            disabled={block !== null}
            aria-describedby={block === null ? undefined : reasonId}
            onClick={() => setDialog('extend')}
          >
            <Clock className="i" aria-hidden />
            {t('extendAll')}
          </Button>
          <Button
            disabled={steps.length === 0}
            aria-describedby={steps.length === 0 && block !== null ? reasonId : undefined}
            onClick={() => setDialog('end')}
          >
            {t(endLabel)}
          </Button>
        </div>
        {block !== null && (
          <p className="t12 dim" id={reasonId}>
            {t(`notExtended.${block}`)}
          </p>
        )}
      </div>
      {dialog === 'extend' && <ExtendTogetherDialog leases={leases} now={now} onClose={close} />}
      {dialog === 'end' && <EndTogetherDialog leases={leases} now={now} onClose={close} />}
    </>
  )
}
