'use client'
import { priceExtension } from '@infinitio/sdk'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { DurationField } from '#web/parts/duration/DurationField.tsx'
import type { DurationBlock } from '#web/parts/duration/durationDraft.ts'
import { DurationReason } from '#web/parts/duration/DurationReason.tsx'
import { FeeLines } from '#web/parts/price/FeeLines.tsx'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { About } from '#web/parts/format/About.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { extensionLimit, leastExtensionSeconds } from '#web/parts/lease/extensionLimit.ts'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { useLeaseRelay } from '#web/parts/lease/useLeaseRelay.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WaitingButton } from '#web/parts/wallet-connection/WaitingButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type ExtendDialogProps = { readonly lease: LeaseWire; readonly now: number; readonly onClose: () => void }

const usualSeconds = 3_600

/** Extends a lease at the same price. Before the signature it shows the locked amount, the fee and the new end. */
export function ExtendDialog({ lease, now, onClose }: ExtendDialogProps) {
  const t = useTranslations('lease.extend')
  const { secondsLeft } = extensionLimit(lease, { now })
  const [seconds, setSeconds] = useState(Math.min(usualSeconds, secondsLeft))
  const [block, setBlock] = useState<DurationBlock | null>(null)
  const end = lease.endsAt + Math.min(seconds, secondsLeft)
  const bounds = { minSeconds: leastExtensionSeconds, maxSeconds: secondsLeft, limit: 'extension' } as const
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name: leaseTitle(lease) })} description={t('text')}>
      <div className="stack g4">
        <DurationField label={t('hours')} seconds={seconds} bounds={bounds} onSeconds={setSeconds} onBlock={setBlock} />
        {(block === null || block === 'unsent') && <ExtendLines lease={lease} end={end} />}
        <WalletBoundary waiting={<WaitingButton />}>
          <ExtendButtons lease={lease} end={end} block={block} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

function ExtendLines({ lease, end }: { readonly lease: LeaseWire; readonly end: number }) {
  const t = useTranslations('lease.extend')
  const tUnits = useTranslations('units')
  const price = priceExtension(lease, { end })
  const texts = lineTexts({ price: price.price, fees: price.fees, total: price.escrow }, { isMost: true })
  return (
    <>
      <div className="lines">
        <div>
          <span>{t('more', { span: spanText(price.seconds) })}</span>
          <span className="nowrap">{tUnits('pt', { amount: texts.price })}</span>
        </div>
        <FeeLines
          lines={texts.fees}
          place="extend"
          feeBps={lease.terms.feeBps}
          amountOf={({ text }) => <span className="nowrap">{tUnits('pt', { amount: text })}</span>}
        />
        <div className="total">
          <span>{t('locked')}</span>
          <span className="nowrap">
            {tUnits('pt', { amount: texts.total })}
            <About units={price.escrow} />
          </span>
        </div>
      </div>
      <p className="t12 dim">{t('until', { time: dayMinuteText(end) })}</p>
    </>
  )
}

type ExtendButtonsProps = {
  readonly lease: LeaseWire
  readonly end: number
  /** The reason why the shown time cannot be signed; null if it can. */
  readonly block: DurationBlock | null
  readonly onClose: () => void
}

function ExtendButtons({ lease, end, block, onClose }: ExtendButtonsProps) {
  const t = useTranslations('lease.extend')
  const reasonId = useId()
  const relay = useLeaseRelay({ lease, onSent: onClose })
  return (
    <div className="stack g3">
      {relay.isError && <SigningProblemCallout error={relay.error} />}
      <DurationReason block={block} id={reasonId} />
      <SignerButton
        label={relay.isPending ? t('signing') : t('sign')}
        disabled={relay.isPending || block !== null}
        busy={relay.isPending}
        describedBy={block === null ? undefined : reasonId}
        onSign={() => relay.mutate({ kind: 'extend', end })}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}
