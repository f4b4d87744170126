'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { TogetherButtons } from '#web/features/clusters/TogetherButtons.tsx'
import { type EndStep, endSteps } from '#web/features/clusters/togetherTerms.ts'
import { EndBill } from '#web/features/lease/EndDialog.tsx'
import { About } from '#web/parts/format/About.tsx'
import { textTogether } from '#web/parts/format/sumTexts.ts'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'

type EndTogetherDialogProps = { readonly leases: readonly LeaseWire[]; readonly now: number; readonly onClose: () => void }

/** Shows what the end of each lease of a cluster costs and what comes back, line by line, before the user signs one message for each lease. */
export function EndTogetherDialog({ leases, now, onClose }: EndTogetherDialogProps) {
  const t = useTranslations('clusterPage.end')
  const steps = endSteps(leases, now)
  const cost = steps.reduce((sum, step) => sum + step.cost, 0n)
  const refund = steps.reduce((sum, step) => sum + step.refund, 0n)
  const textOf = textTogether([cost, refund, ...steps.map((step) => step.cost)])
  const isCancelled = steps.length > 0 && steps.every(({ wish }) => wish.kind === 'cancel')
  const count = steps.length
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(isCancelled ? 'cancelTitle' : 'title', { count })}
      description={t(isCancelled ? 'cancelText' : 'text')}
    >
      <div className="stack g4">
        {steps.map((step) => (
          <MemberEnd key={step.lease.leaseId} step={step} now={now} textOf={textOf} />
        ))}
        <div className="lines">
          <Sum name={t('total')} units={cost} textOf={textOf} />
          <Sum name={t('back')} units={refund} textOf={textOf} />
        </div>
        <TogetherButtons steps={steps} label={t(isCancelled ? 'cancelSign' : 'sign', { count })} onClose={onClose} />
      </div>
    </Dialog>
  )
}

type TextOf = ReturnType<typeof textTogether>

function Sum({ name, units, textOf }: { readonly name: string; readonly units: bigint; readonly textOf: TextOf }) {
  const tUnits = useTranslations('units')
  return (
    <div className="total">
      <span>{name}</span>
      <span>
        {tUnits('pt', { amount: textOf(units) })}
        <About units={units} />
      </span>
    </div>
  )
}

type MemberEndProps = { readonly step: EndStep; readonly now: number; readonly textOf: TextOf }

/** Shows one lease by its machine and number, because all leases of a cluster can have the same name: its total, and its whole bill when the user opens it. */
function MemberEnd({ step: { lease, wish, cost, refund, isFree }, now, textOf }: MemberEndProps) {
  const t = useTranslations('clusterPage.end')
  const tUnits = useTranslations('units')
  const { ifEnded, ...amounts } = liveAmounts(lease, now)
  return (
    <details className="stack g2">
      <summary className="row wrap g2">
        <ChevronDown className="i s dim" aria-hidden />
        <b>{leaseTitle({ ...lease, name: '' })}</b>
        <span className="dim t13">{t(wish.kind === 'cancel' ? 'cancelled' : isFree ? 'free' : 'ended')}</span>
        <span className="end nowrap">{tUnits('pt', { amount: textOf(cost) })}</span>
      </summary>
      {wish.kind === 'end' && ifEnded !== null ? (
        <EndBill lease={lease} amounts={{ ...amounts, ifEnded }} />
      ) : (
        <p className="t13">{t('cancelBack', { amount: textOf(refund) })}</p>
      )}
    </details>
  )
}
