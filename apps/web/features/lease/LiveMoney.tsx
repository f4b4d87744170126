import type { LeaseWire } from '@infinitio/domain/wire'
import { formatPt, vestingSeconds } from '@infinitio/domain'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { digitsThatMove } from '#web/parts/format/amountText.ts'
import { textTogether } from '#web/parts/format/sumTexts.ts'
import { wholePriceText } from '#web/parts/format/wholePrice.ts'
import { clockText, dayMinuteText, minuteText, momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { endTimes } from '#web/parts/lease/endTimes.ts'
import { ZoneLink } from '#web/parts/format/ZoneLink.tsx'
import { finalAmountsOfLease, type FinalTexts, finalTexts } from '#web/parts/lease/finalTexts.ts'
import { startsIn } from '#web/parts/lease/leaseState.ts'
import { useAway } from '#web/parts/live/away.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { isRefunded, type LiveAmounts, liveAmounts } from '#web/parts/lease/liveAmounts.ts'

/**
 * Shows the amount spent, the hourly cost, the time left and the refund each second, by the block clock and the contract's arithmetic. An ended lease
 * shows its total, its end and its refund.
 */
export function LiveMoney({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease.money')
  const isAway = useAway()
  const isOver = lease.state === 'ended' || lease.state === 'closed'
  // The bill of an ended lease no longer changes, even while its notice still runs.
  const amounts = liveAmounts(lease, isOver ? Math.max(now, lease.endsAt) : now)
  const digits = digitsThatMove(amounts.perSecond)
  const finals = isOver ? finalTexts(finalAmountsOfLease(lease, amounts)) : null
  function billingText(): string {
    if (lease.ready === null) return t('notBilled')
    return isOver && amounts.paid === 0n ? t('nothingBilled') : t('since', { time: clockText(lease.ready.at) })
  }
  return (
    <section className={clsx('live', isOver ? 'three' : 'four')} aria-label={t('name')}>
      <div>
        <span className="k">
          <i className={clsx('dot', isAway ? 'wait' : amounts.isBilling ? 'ok' : 'off')} />
          {t(isAway ? 'spentOffline' : amounts.isInTrial ? 'spentTrial' : amounts.isBilling ? 'spentLive' : 'spent')}
        </span>
        <span className="price xl">
          <b>{finals === null ? formatPt(amounts.paid, { digits }) : finals.textOf(amounts.paid)}</b>
          <span className="u">PT</span>
          <About units={amounts.paid} />
        </span>
        <p className="d">{billingText()}</p>
      </div>
      {isOver ? (
        <EndCell lease={lease} />
      ) : (
        <>
          <BurnCell lease={lease} amounts={amounts} />
          <TimeCell lease={lease} secondsLeft={amounts.secondsLeft} now={now} />
        </>
      )}
      <RefundCell lease={lease} amounts={amounts} now={now} finals={finals} />
    </section>
  )
}

type CellProps = { readonly lease: LeaseWire; readonly amounts: LiveAmounts }

function BurnCell({ lease: { terms, node, state }, amounts }: CellProps) {
  const t = useTranslations('lease.money')
  const tUnits = useTranslations('units')
  const isBooked = state === 'booked'
  const burn = amounts.isBilling || isBooked ? amounts.perSecond * 3_600n : 0n
  return (
    <div>
      <span className="k">{t(isBooked ? 'burnReady' : 'burn')}</span>
      <p className="v">
        {wholePriceText(burn)} <small className="t13 dim font-normal">{tUnits('ptPerHour')}</small>
        <About units={burn} />
      </p>
      <p className="d">
        {t('burnBelow', { unit: rentedUnit(node), gpus: terms.gpus, price: wholePriceText(BigInt(terms.pricePerGpuSecond) * 3_600n) })}
      </p>
    </div>
  )
}

function TimeCell({ lease, secondsLeft, now }: { readonly lease: LeaseWire; readonly secondsLeft: number; readonly now: number }) {
  const t = useTranslations('lease.money')
  const wait = startsIn(lease, now)
  return (
    <div>
      <span className="k">{t(wait === null ? 'left' : 'startsIn')}</span>
      <p className="v">{wait !== null ? spanText(wait) : secondsLeft === 0 ? t('over') : spanText(secondsLeft)}</p>
      <p className="d">
        {wait === null
          ? t('until', { moment: momentText(lease.endsAt) })
          : t('fromFor', { moment: momentText(lease.terms.start), span: spanText(lease.endsAt - lease.terms.start) })}{' '}
        <ZoneLink isNamed />
      </p>
    </div>
  )
}

/** Shows the end of the lease, and until when its notice is billed. */
function EndCell({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.money')
  const { endedAt, billedUntil } = endTimes(lease)
  return (
    <div>
      <span className="k">{t('ended')}</span>
      <p className="v">{dayMinuteText(endedAt)}</p>
      <p className="d">
        {billedUntil === null ? t('endedBelow') : t('billedUntil', { time: minuteText(billedUntil), notice: spanText(billedUntil - endedAt) })}
      </p>
    </div>
  )
}

/**
 * Shows the refund of a lease. `finals` writes the amounts of an ended lease as its receipt shows them. It is null while the lease runs; the amounts then have
 * the decimals that the smallest of them needs.
 */
function RefundCell({ lease, amounts, now, finals }: CellProps & { readonly now: number; readonly finals: FinalTexts | null }) {
  const t = useTranslations('lease.money')
  const isBack = isRefunded(lease)
  const isWaiting = lease.state === 'ended' && !isBack
  // When the free trial ends, in Unix seconds. Before this time the lease can certainly be ended for free. The trial of a cluster begins when its last machine
  // is ready, so it may end later.
  const trialEnd = (lease.ready?.at ?? 0) + lease.terms.trialSeconds
  const refund = amounts.ifEnded?.refund ?? amounts.refund
  const textOf = finals?.textOf ?? textTogether([amounts.paid, refund, BigInt(lease.escrow)])
  function refundText(): string {
    if (isBack) return t('ofEscrow', { amount: textOf(BigInt(lease.escrow)) })
    if (isWaiting) return t('atClose', { time: minuteText(lease.endsAt + Number(vestingSeconds)) })
    const notice = amounts.ifEnded === null ? 0 : Math.min(lease.terms.noticeSeconds, amounts.secondsLeft)
    if (amounts.isInTrial) return trialEnd > now ? t('inTrialUntil', { time: clockText(trialEnd), left: spanText(trialEnd - now) }) : t('inTrial')
    if (notice === 0) return t('atOnce')
    return t('atOnceNotice', { notice: spanText(notice) })
  }
  return (
    <div>
      <span className="k">{t(isBack ? 'cameBack' : isWaiting ? 'waits' : 'refund')}</span>
      <p className="v">
        {finals?.refund ?? textOf(refund)} <small className="t13 dim font-normal">PT</small>
        <About units={refund} />
      </p>
      <p className="d">{refundText()}</p>
    </div>
  )
}
