'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { Clock } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { endSteps, extendable } from '#web/features/clusters/togetherTerms.ts'

const EndTogetherDialog = dynamic(() => import('#web/features/clusters/EndTogetherDialog.tsx').then((module) => module.EndTogetherDialog), {
  ssr: false,
})
const ExtendTogetherDialog = dynamic(() => import('#web/features/clusters/ExtendTogetherDialog.tsx').then((module) => module.ExtendTogetherDialog), {
  ssr: false,
})

/** Shows the buttons that extend or end all leases of a cluster together. */
export function ClusterActions({ leases, now }: { readonly leases: readonly LeaseWire[]; readonly now: number }) {
  const t = useTranslations('clusterPage')
  const [dialog, setDialog] = useState<'extend' | 'end' | null>(null)
  const close = () => setDialog(null)
  return (
    <>
      <div className="lacts">
        <Button tone="primary" disabled={extendable(leases).length === 0} onClick={() => setDialog('extend')}>
          <Clock className="i" aria-hidden />
          {t('extendAll')}
        </Button>
        <Button disabled={endSteps(leases, now).length === 0} onClick={() => setDialog('end')}>
          {t('endAll')}
        </Button>
      </div>
      {dialog === 'extend' && <ExtendTogetherDialog leases={leases} now={now} onClose={close} />}
      {dialog === 'end' && <EndTogetherDialog leases={leases} now={now} onClose={close} />}
    </>
  )
}
