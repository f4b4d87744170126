import type { CardEarnings } from '@infinitio/domain'
import type { MarketClassWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { type EarnBasis, earnBasisOf, hourOf, monthOf } from '#web/features/earn/earnBasis.ts'
import type { EarnWish } from '#web/features/earn/earnDraft.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'

type EarnResultProps = {
  readonly chosen: MarketClassWire
  /** Null while a field holds no valid number. */
  readonly wish: EarnWish | null
  readonly feeBps: number
  /** The price of the cheapest open ask of the class, or null if there is none. */
  readonly cheapest: string | null
}

/** Shows the estimate for a month and its basis, or why there is no estimate. */
export function EarnResult({ chosen, wish, feeBps, cheapest }: EarnResultProps) {
  const t = useTranslations('earn')
  const basis = earnBasisOf(chosen.figures)
  if (wish === null) return <p className="panel-foot">{t('unread')}</p>
  return (
    <div className="panel-body earnresult" aria-live="polite">
      {basis.kind === 'known' ? (
        <Month basis={basis} month={monthOf(basis, { wish, feeBps })} {...{ chosen, wish, feeBps }} />
      ) : (
        <NoMonth basis={basis} {...{ chosen, wish, feeBps, cheapest }} />
      )}
      <p className="t12 dim">{t('noPromise')}</p>
    </div>
  )
}

type MonthProps = Omit<EarnResultProps, 'wish' | 'cheapest'> & {
  readonly basis: EarnBasis & { kind: 'known' }
  readonly month: CardEarnings
  readonly wish: EarnWish
}

function Month({ basis, month, chosen, wish, feeBps }: MonthProps) {
  const t = useTranslations('earn')
  const { index, simulated } = chosen.figures
  const hours = Number((wish.onlineSeconds * wish.gpus) / 3_600n)
  return (
    <>
      <p className="price xl">
        <b>{amountText(month.left)}</b>
        <span className="u">{t('month')}</span>
        <About units={month.left} />
      </p>
      <MoneyLines
        lines={[
          {
            name: t('line.pay', { price: hourPriceText(basis.price), percent: percentText(basis.rentedBps), hours }),
            amount: pt(month.pay),
          },
          { name: t('line.fee', { percent: feeBps / 100 }), amount: pt(-month.fee) },
          ...(month.energyWh === 0n ? [] : [{ name: t('line.power', { kwh: Number(month.energyWh) / 1_000 }), amount: pt(-month.power) }]),
          { name: t('line.left'), amount: pt(month.left), tone: 'total' },
        ]}
      />
      <p className="t12 dim">
        {index === null ? t('basis.last') : t('basis.index', { trades: index.counted })} <RentedNow chosen={chosen} />{' '}
        {simulated && t('basis.simulated')}
      </p>
    </>
  )
}

function RentedNow({ chosen: { figures } }: Pick<EarnResultProps, 'chosen'>) {
  return useTranslations('earn')('basis.use', { leased: figures.leasedGpus, gpus: figures.gpus })
}

type NoMonthProps = Omit<EarnResultProps, 'wish'> & { readonly basis: Exclude<EarnBasis, { kind: 'known' }>; readonly wish: EarnWish }

function NoMonth({ basis, chosen, wish, feeBps, cheapest }: NoMonthProps) {
  const t = useTranslations('earn')
  const price = 'price' in basis ? basis.price : null
  const hour = hourOf(price, { wish, feeBps })
  return (
    <>
      <p className="strong">{t(`${basis.kind}.title`, { className: chosen.name })}</p>
      <p className="t13">
        {t(`${basis.kind}.text`, { price: hourPriceText(price) })} {basis.kind === 'idle' && <RentedNow chosen={chosen} />}{' '}
        {cheapest === null ? t('none.nobody') : t('none.cheapest', { price: hourPriceText(cheapest) })}
      </p>
      <HourLines hour={hour} isPaid={price !== null} feeBps={feeBps} />
    </>
  )
}

/**
 * Shows one rented hour of one GPU: its pay, the fee and the electricity. Without a price, only the electricity is known. Leaves out the electricity if the GPU
 * uses no energy.
 */
function HourLines({ hour, isPaid, feeBps }: { readonly hour: CardEarnings; readonly isPaid: boolean; readonly feeBps: number }) {
  const t = useTranslations('earn.line')
  const power = hour.energyWh === 0n ? [] : [{ name: t('hourPower'), amount: pt(isPaid ? -hour.power : hour.power) }]
  if (!isPaid) return power.length === 0 ? null : <MoneyLines lines={power.map((line) => ({ ...line, tone: 'total' as const }))} />
  return (
    <MoneyLines
      lines={[
        { name: t('hourPay'), amount: pt(hour.pay) },
        { name: t('fee', { percent: feeBps / 100 }), amount: pt(-hour.fee) },
        ...power,
        { name: t('hourLeft'), amount: pt(hour.left), tone: 'total' },
      ]}
    />
  )
}

function pt(units: bigint): string {
  return `${amountText(units).replace('-', '−')} PT`
}
