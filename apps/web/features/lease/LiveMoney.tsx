import type { LeaseWire } from '@infinitio/domain/wire'
import { formatPt } from '@infinitio/domain'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { amountText, digitsThatMove } from '#web/parts/format/amountText.ts'
import { clockText, minuteText, momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { startsIn } from '#web/parts/lease/leaseState.ts'
import { useAway } from '#web/parts/live/away.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { isRefunded, type LiveAmounts, liveAmounts } from '#web/parts/lease/liveAmounts.ts'

const vestingSeconds = 3_600

/** Spent, burn rate, time left and refund, by the second of the block clock and the contract's arithmetic. */
export function LiveMoney({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease.money')
  const tUnits = useTranslations('units')
  const amounts = liveAmounts(lease, now)
  const isAway = useAway()
  const wait = startsIn(lease, now)
  const digits = digitsThatMove(amounts.perSecond)
  const { gpus, pricePerGpuSecond } = lease.terms
  return (
    <section className="live four" aria-label={t('name')}>
      <div>
        <span className="k">
          <i className={clsx('dot', isAway ? 'wait' : amounts.isBilling ? 'ok' : 'off')} />
          {t(isAway ? 'spentOffline' : amounts.isInTrial ? 'spentTrial' : amounts.isBilling ? 'spentLive' : 'spent')}
        </span>
        <span className="price xl">
          <b>{formatPt(amounts.spent, { digits })}</b>
          <span className="u">PT</span>
          <About units={amounts.spent} />
        </span>
        <p className="d">{lease.ready === null ? t('notBilled') : t('since', { time: clockText(lease.ready.at) })}</p>
      </div>
      <div>
        <span className="k">{t('burn')}</span>
        <p className="v">
          {amountText(amounts.isBilling ? amounts.perSecond * 3_600n : 0n)} <small className="t13 dim font-normal">{tUnits('ptPerHour')}</small>
          <About units={amounts.isBilling ? amounts.perSecond * 3_600n : 0n} />
        </p>
        <p className="d">{t('burnBelow', { unit: rentedUnit(lease.node), gpus, price: amountText(BigInt(pricePerGpuSecond) * 3_600n) })}</p>
      </div>
      <div>
        <span className="k">{t(wait === null ? 'left' : 'startsIn')}</span>
        <p className="v">{wait !== null ? spanText(wait) : amounts.secondsLeft === 0 ? t('over') : spanText(amounts.secondsLeft)}</p>
        <p className="d">
          {wait === null
            ? t('until', { moment: momentText(lease.endsAt) })
            : t('fromFor', { moment: momentText(lease.terms.start), span: spanText(lease.endsAt - lease.terms.start) })}
        </p>
      </div>
      <RefundCell lease={lease} amounts={amounts} />
    </section>
  )
}

function RefundCell({ lease, amounts }: { readonly lease: LeaseWire; readonly amounts: LiveAmounts }) {
  const t = useTranslations('lease.money')
  const isBack = isRefunded(lease)
  const isWaiting = lease.state === 'ended' && !isBack
  const refund = amounts.ifEnded?.refund ?? amounts.refund
  function refundText(): string {
    if (isBack) return t('ofEscrow', { amount: amountText(BigInt(lease.escrow)) })
    if (isWaiting) return t('atClose', { time: minuteText(lease.endsAt + vestingSeconds) })
    return t(amounts.isInTrial ? 'inTrial' : 'atOnce')
  }
  return (
    <div>
      <span className="k">{t(isBack ? 'cameBack' : isWaiting ? 'waits' : 'refund')}</span>
      <p className="v">
        {amountText(refund)} <small className="t13 dim font-normal">PT</small>
        <About units={refund} />
      </p>
      <p className="d">{refundText()}</p>
    </div>
  )
}
