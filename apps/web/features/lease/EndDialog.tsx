'use client'
import { feesIn } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { FeeLines } from '#web/parts/price/FeeLines.tsx'
import { Amount } from '#web/parts/format/Amount.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { EndLosses } from '#web/features/lease/EndLosses.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { type LiveAmounts, liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { useLeaseRelay } from '#web/parts/lease/useLeaseRelay.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { notify } from '#web/parts/toasts/notify.ts'

type EndDialogProps = { readonly lease: LeaseWire; readonly now: number; readonly onClose: () => void }

/** Ending, line by line: what was used, the fees, what comes back, and what is lost for good. The lease can also be ended without accepting the last hour's pay. */
export function EndDialog({ lease, now, onClose }: EndDialogProps) {
  const t = useTranslations('lease.end')
  const amounts = liveAmounts(lease, now)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name: leaseTitle(lease) })} description={t('text')}>
      <div className="stack g4">
        {amounts.ifEnded !== null && (
          <EndLines lease={lease} ifEnded={amounts.ifEnded} isInTrial={amounts.isInTrial} secondsLeft={amounts.secondsLeft} />
        )}
        <EndLosses lease={lease} secondsGivenUp={amounts.ifEnded?.secondsGivenUp ?? 0} />
        <WalletBoundary waiting={null}>
          <EndButtons lease={lease} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

function EndLines({
  lease,
  ifEnded,
  isInTrial,
  secondsLeft,
}: {
  readonly lease: LeaseWire
  readonly ifEnded: NonNullable<LiveAmounts['ifEnded']>
  readonly isInTrial: boolean
  readonly secondsLeft: number
}) {
  const t = useTranslations('lease.end')
  // The bill of an end contains the notice, up to the end that was booked.
  const notice = Math.min(lease.terms.noticeSeconds, secondsLeft, ifEnded.billedSeconds)
  const used = { span: spanText(ifEnded.billedSeconds - notice), notice: spanText(notice) }
  const fees = feesIn({ ...lease, ...ifEnded.fees }, { payer: 'renter' })
  return (
    <>
      <div className="lines">
        <div>
          <span>{t(isInTrial ? 'trial' : notice > 0 ? 'usedAndNotice' : 'used', used)}</span>
          <Amount units={ifEnded.pay} />
        </div>
        <FeeLines lines={fees.lines} place="receipt" feeBps={lease.terms.feeBps} amountOf={({ amount }) => <Amount units={amount} />} />
        <div className="total">
          <span>{t('back')}</span>
          <Amount units={ifEnded.refund} />
        </div>
      </div>
      <p className="t12 dim">{t('withoutText')}</p>
    </>
  )
}

function EndButtons({ lease, onClose }: { readonly lease: LeaseWire; readonly onClose: () => void }) {
  const t = useTranslations('lease.end')
  const signer = useSigner()
  const relay = useLeaseRelay({
    lease,
    onSent: () => {
      void notify({ tone: 'success', text: t('sent') })
      onClose()
    },
  })
  const isReady = signer.state === 'ready'
  return (
    <>
      {relay.isError && <SigningProblemCallout error={relay.error} />}
      <div className="dlgbtns">
        <Button tone="ghost" onClick={onClose}>
          {t('keep')}
        </Button>
        {isReady || signer.state === 'waiting' ? (
          <>
            <Button disabled={!isReady || relay.isPending} onClick={() => relay.mutate({ kind: 'end', accept: false })}>
              {t('without')}
            </Button>
            <Button tone="danger" disabled={!isReady || relay.isPending} onClick={() => relay.mutate({ kind: 'end', accept: true })}>
              {relay.isPending ? t('signing') : t('endAndAccept')}
            </Button>
          </>
        ) : (
          <Button tone="primary" onClick={() => void askToSignIn()}>
            {t('connect')}
          </Button>
        )}
      </div>
    </>
  )
}
