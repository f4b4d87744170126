'use client'
import { leaseFlags } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { Clock, Flag, Gift } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { extensionNoticeId } from '#web/features/lease/ExtensionNotice.tsx'
import { cancelCost } from '#web/parts/lease/cancelCost.ts'
import { canExtend } from '#web/parts/lease/extensionLimit.ts'
import { isExtending, isRelayUnderWay } from '#web/parts/lease/leaseState.ts'

const loadEndDialog = () => import('#web/features/lease/EndDialog.tsx').then((module) => module.EndDialog)
const loadReportDialog = () => import('#web/features/reports/ReportDialog.tsx').then((module) => module.ReportDialog)
const loadExtendDialog = () => import('#web/features/lease/ExtendDialog.tsx').then((module) => module.ExtendDialog)
const loadGiveAwayDialog = () => import('#web/features/lease/GiveAwayDialog.tsx').then((module) => module.GiveAwayDialog)
const loadCancelDialog = () => import('#web/features/lease/CancelDialog.tsx').then((module) => module.CancelDialog)
const EndDialog = dynamic(loadEndDialog, { ssr: false })
const ReportDialog = dynamic(loadReportDialog, { ssr: false })
const ExtendDialog = dynamic(loadExtendDialog, { ssr: false })
const GiveAwayDialog = dynamic(loadGiveAwayDialog, { ssr: false })
const CancelDialog = dynamic(loadCancelDialog, { ssr: false })

const loaders = { extend: loadExtendDialog, end: loadEndDialog, report: loadReportDialog, cancel: loadCancelDialog, giveAway: loadGiveAwayDialog }
type DialogName = keyof typeof loaders

/** Shows what the renter can do: cancel or transfer the lease before it starts, extend or end it after that. */
export function LeaseActions({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease.action')
  const { dialog, opening, open, close } = useDialog()
  const isUnderWay = isRelayUnderWay(lease)
  const isLonger = isExtending(lease)
  const isTransferable = (lease.terms.flags & leaseFlags.transferable) !== 0
  const isGiven = lease.relays.some(({ kind, state }) => kind === 'transferLease' && state !== 'failed')
  useEffect(() => loadWhenIdle(lease.state === 'active'), [lease.state])
  const reasonId = useId()
  const reason = isUnderWay ? reasonId : undefined
  return (
    <>
      {lease.state === 'booked' && (
        <div className="lacts">
          {isTransferable && now < lease.terms.start && (
            <Button disabled={isUnderWay} aria-describedby={reason} aria-busy={opening === 'giveAway'} onClick={() => open('giveAway')}>
              <Gift className="i" aria-hidden />
              {t('giveAway')}
            </Button>
          )}
          <Button disabled={isUnderWay} aria-describedby={reason} aria-busy={opening === 'cancel'} onClick={() => open('cancel')}>
            {t(isUnderWay && !isGiven ? 'cancelling' : cancelCost(lease, now).cost === 0n ? 'cancel' : 'cancelPaid')}
          </Button>
        </div>
      )}
      {lease.state === 'active' && (
        <div className="lacts">
          <Button
            tone="primary"
            disabled={isUnderWay || !canExtend(lease, { now })}
            aria-describedby={reason ?? (canExtend(lease, { now }) ? undefined : extensionNoticeId)}
            aria-busy={opening === 'extend' || isLonger}
            onClick={() => open('extend')}
          >
            <Clock className="i" aria-hidden />
            {t(isLonger ? 'extending' : 'extend')}
          </Button>
          <Button
            disabled={isUnderWay}
            aria-describedby={reason}
            aria-busy={opening === 'end' || (isUnderWay && !isLonger)}
            onClick={() => open('end')}
          >
            {t(isUnderWay && !isLonger ? 'ending' : 'end')}
          </Button>
          <Button aria-busy={opening === 'report'} onClick={() => open('report')}>
            <Flag className="i" aria-hidden />
            {t('report')}
          </Button>
        </div>
      )}
      {isUnderWay && (lease.state === 'booked' || lease.state === 'active') && (
        <p className="t12 dim" id={reasonId}>
          {t('waits')}
        </p>
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
 * Returns the open dialog, and the dialog whose code still loads after a press, so that its button is busy until it opens. If the user presses another button
 * first, that dialog opens instead.
 */
function useDialog() {
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [opening, setOpening] = useState<DialogName | null>(null)
  const wanted = useRef<DialogName | null>(null)
  function open(name: DialogName): void {
    wanted.current = name
    setOpening(name)
    const show = () => {
      if (wanted.current !== name) return
      setOpening(null)
      setDialog(name)
    }
    // If the code does not load, show the dialog anyway: it loads the code again, and the page then shows the error.
    loaders[name]().then(show, show)
  }
  function close(): void {
    wanted.current = null
    setDialog(null)
  }
  return { dialog, opening, open, close }
}

/**
 * Loads, before they are needed, the dialogs to extend and to end a running lease and to report a problem. So these dialogs open at once even if the server no
 * longer responds, and can then explain the failure. Returns a function that cancels the loading.
 */
function loadWhenIdle(isRunning: boolean): (() => void) | undefined {
  if (!isRunning || typeof requestIdleCallback !== 'function') return undefined
  const idle = requestIdleCallback(() => void Promise.allSettled([loadExtendDialog(), loadEndDialog(), loadReportDialog()]))
  return () => cancelIdleCallback(idle)
}
