'use client'
import { leaseFlags } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { Clock, Flag, Gift } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { canExtend } from '#web/parts/lease/extensionLimit.ts'
import { isExtending, isRelayUnderWay } from '#web/parts/lease/leaseState.ts'

const loadEndDialog = () => import('#web/features/lease/EndDialog.tsx').then((module) => module.EndDialog)
const loadReportDialog = () => import('#web/features/reports/ReportDialog.tsx').then((module) => module.ReportDialog)
const EndDialog = dynamic(loadEndDialog, { ssr: false })
const ReportDialog = dynamic(loadReportDialog, { ssr: false })
const ExtendDialog = dynamic(() => import('#web/features/lease/ExtendDialog.tsx').then((module) => module.ExtendDialog), { ssr: false })
const GiveAwayDialog = dynamic(() => import('#web/features/lease/GiveAwayDialog.tsx').then((module) => module.GiveAwayDialog), { ssr: false })
const CancelDialog = dynamic(() => import('#web/features/lease/CancelDialog.tsx').then((module) => module.CancelDialog), { ssr: false })

/** Shows what the renter can do: cancel or transfer the lease before it starts, extend or end it after that. */
export function LeaseActions({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease.action')
  const [dialog, setDialog] = useState<'none' | 'extend' | 'end' | 'report' | 'cancel' | 'giveAway'>('none')
  const isUnderWay = isRelayUnderWay(lease)
  const isLonger = isExtending(lease)
  const isTransferable = (lease.terms.flags & leaseFlags.transferable) !== 0
  const isGiven = lease.relays.some(({ kind, state }) => kind === 'transferLease' && state !== 'failed')
  const close = () => setDialog('none')
  useEffect(() => loadWhenIdle(lease.state === 'active'), [lease.state])
  return (
    <>
      {lease.state === 'booked' && (
        <div className="lacts">
          {isTransferable && now < lease.terms.start && (
            <Button disabled={isUnderWay} onClick={() => setDialog('giveAway')}>
              <Gift className="i" aria-hidden />
              {t('giveAway')}
            </Button>
          )}
          <Button disabled={isUnderWay} onClick={() => setDialog('cancel')}>
            {t(isUnderWay && !isGiven ? 'cancelling' : 'cancel')}
          </Button>
        </div>
      )}
      {lease.state === 'active' && (
        <div className="lacts">
          <Button tone="primary" disabled={isUnderWay || !canExtend(lease, { now })} onClick={() => setDialog('extend')}>
            <Clock className="i" aria-hidden />
            {t(isLonger ? 'extending' : 'extend')}
          </Button>
          <Button disabled={isUnderWay} onClick={() => setDialog('end')}>
            {t(isUnderWay && !isLonger ? 'ending' : 'end')}
          </Button>
          <Button onClick={() => setDialog('report')}>
            <Flag className="i" aria-hidden />
            {t('report')}
          </Button>
        </div>
      )}
      {dialog === 'extend' && <ExtendDialog lease={lease} now={now} onClose={close} />}
      {dialog === 'end' && <EndDialog lease={lease} now={now} onClose={close} />}
      {dialog === 'report' && <ReportDialog lease={lease} onClose={close} />}
      {dialog === 'giveAway' && <GiveAwayDialog lease={lease} now={now} onClose={close} />}
      {dialog === 'cancel' && <CancelDialog lease={lease} onClose={close} />}
    </>
  )
}

/**
 * Loads the dialogs to end a running lease and to report a problem before they are needed. So they open at once, even if the server no longer answers, and can
 * then say what happened. Returns a function that cancels the loading.
 */
function loadWhenIdle(isRunning: boolean): (() => void) | undefined {
  if (!isRunning || typeof requestIdleCallback !== 'function') return undefined
  const idle = requestIdleCallback(() => void Promise.allSettled([loadEndDialog(), loadReportDialog()]))
  return () => cancelIdleCallback(idle)
}
