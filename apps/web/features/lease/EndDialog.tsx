'use client'
import { feesIn } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { EndLosses } from '#web/features/lease/EndLosses.tsx'
import { About } from '#web/parts/format/About.tsx'
import { roundedAmountText } from '#web/parts/format/amountText.ts'
import { statementDigits } from '#web/parts/format/sumTexts.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { liveAmounts, type LiveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { useLeaseRelay } from '#web/parts/lease/useLeaseRelay.ts'
import { FeeLines } from '#web/parts/price/FeeLines.tsx'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type EndDialogProps = { readonly lease: LeaseWire; readonly now: number; readonly onClose: () => void }

/**
 * Shows the bill and what is lost before the renter signs the end of the lease. Below that, the renter may choose to withhold the provider's pay for the last
 * hour.
 */
export function EndDialog({ lease, now, onClose }: EndDialogProps) {
  const t = useTranslations('lease.end')
  const { ifEnded, ...amounts } = liveAmounts(lease, now)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name: leaseTitle(lease) })} description={t('text')}>
      <div className="stack g4">
        {ifEnded !== null && <EndBill lease={lease} amounts={{ ...amounts, ifEnded }} />}
        <EndLosses lease={lease} secondsGivenUp={ifEnded?.secondsGivenUp ?? 0} onLeave={onClose} />
        <WalletBoundary waiting={<WaitingButtons onClose={onClose} />}>
          <EndButtons lease={lease} isPaid={ifEnded?.pay !== 0n} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

/** Shows the buttons while the page looks for the wallet, so that the dialog does not change its height. */
function WaitingButtons({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('lease.end')
  return (
    <div className="dlgbtns">
      <Button tone="ghost" onClick={onClose}>
        {t('keep')}
      </Button>
      <Button tone="danger" disabled aria-busy>
        {t('end')}
      </Button>
    </div>
  )
}

/** `isPaid` is false if the provider gets no pay when the lease ends now. Only if it is true can the renter choose to withhold the pay for the last hour. */
type EndButtonsProps = { readonly lease: LeaseWire; readonly isPaid: boolean; readonly onClose: () => void }

function EndButtons({ lease, isPaid, onClose }: EndButtonsProps) {
  const t = useTranslations('lease.end')
  const signer = useSigner()
  const relay = useLeaseRelay({ lease, onSent: onClose })
  const isReady = signer.state === 'ready'
  const isOff = !isReady || relay.isPending
  if (!isReady && signer.state !== 'waiting')
    return (
      <div className="dlgbtns">
        <Button tone="ghost" onClick={onClose}>
          {t('keep')}
        </Button>
        <Button tone="primary" onClick={() => void askToSignIn()}>
          {t('connect')}
        </Button>
      </div>
    )
  return (
    <>
      {relay.isError && <SigningProblemCallout error={relay.error} />}
      <div className="dlgbtns">
        <Button tone="ghost" onClick={onClose}>
          {t('keep')}
        </Button>
        <Button tone="danger" disabled={isOff} aria-busy={relay.isPending} onClick={() => relay.mutate({ kind: 'end', accept: true })}>
          {relay.isPending ? t('signing') : t('end')}
        </Button>
      </div>
      {isPaid && (
        <section className="stack g2 t13" aria-label={t('wrong')}>
          <hr className="sep" />
          <b>{t('wrong')}</b>
          <p className="dim">{t('holdBackText')}</p>
          <div className="dlgbtns">
            <Button size="sm" disabled={isOff} onClick={() => relay.mutate({ kind: 'end', accept: false })}>
              {t('holdBack')}
            </Button>
          </div>
        </section>
      )}
    </>
  )
}

type EndBillProps = { readonly lease: LeaseWire; readonly amounts: LiveAmounts & { readonly ifEnded: NonNullable<LiveAmounts['ifEnded']> } }

/** Shows line by line the bill if the lease is ended now: use and notice period, fees, total and refund, all rounded to the same number of decimals. */
export function EndBill({ lease, amounts: { ifEnded, isInTrial, secondsLeft } }: EndBillProps) {
  const t = useTranslations('lease.end')
  const tUnits = useTranslations('units')
  // The bill includes the notice, but not beyond the booked end.
  const notice = Math.min(lease.terms.noticeSeconds, secondsLeft, ifEnded.billedSeconds)
  const used = { span: billedSpanText(ifEnded.billedSeconds - notice), notice: billedSpanText(notice) }
  const fees = feesIn({ ...lease, ...ifEnded.fees }, { payer: 'renter' })
  const total = ifEnded.pay + fees.total
  const texts = lineTexts({ price: ifEnded.pay, fees, total })
  // A free end has no amounts that say how many decimals the refund needs.
  const back = total > 0n ? texts.textOf(ifEnded.refund) : roundedAmountText(ifEnded.refund, statementDigits([ifEnded.refund]))
  const pt = (amount: string) => <span className="nowrap">{tUnits('pt', { amount })}</span>
  return (
    <div className="lines">
      <div>
        <span>{t(isInTrial ? 'trial' : notice > 0 ? 'usedAndNotice' : 'used', used)}</span>
        {pt(texts.price)}
      </div>
      <FeeLines lines={texts.fees} place="receipt" feeBps={lease.terms.feeBps} amountOf={({ text }) => pt(text)} />
      <div className="total">
        <span>{t('total')}</span>
        <span>
          {pt(texts.total)}
          <About units={total} />
        </span>
      </div>
      <div>
        <span>{t('back')}</span>
        <span>
          {pt(back)}
          <About units={ifEnded.refund} />
        </span>
      </div>
    </div>
  )
}

const daySeconds = 86_400

/** Returns a billed time as text, below one day to the second ("58 min 26 s"), so that the parts of a bill add up to the billed time. */
function billedSpanText(seconds: number): string {
  const rest = seconds % 60
  const isWhole = seconds < 60 || seconds >= daySeconds || rest === 0
  return isWhole ? spanText(seconds) : `${spanText(seconds - rest)}\u00a0${spanText(rest)}`
}
