import type { EarningsBy, ProviderEarningsWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'
import { utcDayText } from '#web/parts/format/clockText.ts'

type EarningsBarsProps = { readonly by: EarningsBy; readonly periods: ProviderEarningsWire['periods'] }

/** What was earned in each period, a bar each; the last one is not over. Read aloud as a list. */
export function EarningsBars({ by, periods }: EarningsBarsProps) {
  const t = useTranslations('provide.earnings')
  const most = periods.reduce((top, { earned }) => (BigInt(earned) > top ? BigInt(earned) : top), 1n)
  return (
    <>
      <ol className="earnbars mt-3" aria-label={t('bars')}>
        {periods.map(({ from, earned, leases }, at) => {
          const words = t('bar', { from: utcDayText(from), earned: amountText(BigInt(earned)), leases })
          const permille = Number((BigInt(earned) * 1_000n) / most)
          return (
            <li key={from} title={words} className={clsx(at === periods.length - 1 && 'open')}>
              <i style={{ height: `${permille / 10}%` }} aria-hidden />
              <span className="sr">{words}</span>
            </li>
          )
        })}
      </ol>
      <p className="row between t12 dim" aria-hidden>
        <span>{utcDayText(periods[0]?.from ?? 0)}</span>
        <span>{t('top', { amount: amountText(most) })}</span>
        <span>{t(`open.${by}`)}</span>
      </p>
    </>
  )
}
