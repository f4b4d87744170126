'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { TogetherButtons } from '#web/features/clusters/TogetherButtons.tsx'
import { type ExtendStep, extendable, extendSteps, togetherLimit } from '#web/features/clusters/togetherTerms.ts'
import { DurationField } from '#web/parts/duration/DurationField.tsx'
import type { DurationBlock } from '#web/parts/duration/durationDraft.ts'
import { About } from '#web/parts/format/About.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { textTogether } from '#web/parts/format/sumTexts.ts'
import { leastExtensionSeconds } from '#web/parts/lease/extensionLimit.ts'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { FeeLines } from '#web/parts/price/FeeLines.tsx'
import { lineTexts } from '#web/parts/price/lineTexts.ts'

type ExtendTogetherDialogProps = { readonly leases: readonly LeaseWire[]; readonly now: number; readonly onClose: () => void }

const usualSeconds = 3_600

/** Extends all leases of a cluster to one common end, each at its own price. Shows the price and the fees of each lease before the signatures. */
export function ExtendTogetherDialog({ leases, now, onClose }: ExtendTogetherDialogProps) {
  const t = useTranslations('clusterPage.extend')
  const tLease = useTranslations('lease.extend')
  const running = extendable(leases)
  // The limit, and so the common end, stays the same once the user has begun to sign. Otherwise, after a declined signature, signing again would extend the
  // other leases a second time.
  const [agreed, setAgreed] = useState<ReturnType<typeof togetherLimit> | null>(null)
  const limit = agreed ?? togetherLimit(running, now)
  const { lastEnd, secondsLeft } = limit
  const [seconds, setSeconds] = useState(Math.min(usualSeconds, secondsLeft))
  const [block, setBlock] = useState<DurationBlock | null>(null)
  const change = useCallback((next: number) => {
    setAgreed(null)
    setSeconds(next)
  }, [])
  const end = lastEnd + Math.min(seconds, secondsLeft)
  const steps = secondsLeft < leastExtensionSeconds ? [] : extendSteps(running, end)
  const bounds = { minSeconds: leastExtensionSeconds, maxSeconds: secondsLeft, limit: 'extension' } as const
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { count: running.length })} description={t('text')}>
      <div className="stack g4">
        {secondsLeft < leastExtensionSeconds ? (
          <p>{t('none')}</p>
        ) : (
          <>
            <DurationField label={tLease('hours')} seconds={seconds} bounds={bounds} onSeconds={change} onBlock={setBlock} />
            {steps.map((step) => (
              <MemberLines key={step.lease.leaseId} step={step} />
            ))}
            <Total steps={steps} />
            <p className="t12 dim">{tLease('until', { time: dayMinuteText(end) })}</p>
          </>
        )}
        <TogetherButtons
          steps={steps}
          label={t('sign', { count: steps.length })}
          isOff={block !== null}
          onBegin={() => setAgreed(limit)}
          onClose={onClose}
        />
      </div>
    </Dialog>
  )
}

function MemberLines({ step: { lease, price } }: { readonly step: ExtendStep }) {
  const t = useTranslations('lease.extend')
  const tUnits = useTranslations('units')
  const texts = lineTexts({ price: price.price, fees: price.fees, total: price.escrow }, { isMost: true })
  const pt = (amount: string) => <span className="nowrap">{tUnits('pt', { amount })}</span>
  return (
    <section className="stack g1" aria-label={leaseTitle({ ...lease, name: '' })}>
      <b className="t13">{leaseTitle({ ...lease, name: '' })}</b>
      <div className="lines">
        <div>
          <span>{t('more', { span: spanText(price.seconds) })}</span>
          {pt(texts.price)}
        </div>
        <FeeLines lines={texts.fees} place="extend" feeBps={lease.terms.feeBps} amountOf={({ text }) => pt(text)} />
        <div className="total">
          <span>{t('locked')}</span>
          {pt(texts.total)}
        </div>
      </div>
    </section>
  )
}

function Total({ steps }: { readonly steps: readonly ExtendStep[] }) {
  const t = useTranslations('clusterPage.extend')
  const tUnits = useTranslations('units')
  const total = steps.reduce((sum, { price }) => sum + price.escrow, 0n)
  const textOf = textTogether([total])
  return (
    <div className="lines">
      <div className="total">
        <span>{t('total')}</span>
        <span>
          {tUnits('pt', { amount: textOf(total) })}
          <About units={total} />
        </span>
      </div>
    </div>
  )
}
