import { percentOfBps } from '@infinitio/domain'
import type { CardEarnings } from '@infinitio/domain'
import type { MarketClassWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { type EarnBasis, kwhOf, monthOf } from '#web/features/earn/earnBasis.ts'
import type { EarnWish } from '#web/features/earn/earnDraft.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type EarnResultProps = {
  readonly chosen: MarketClassWire
  readonly basis: EarnBasis
  /** Null while a field holds no valid number. */
  readonly wish: EarnWish | null
  readonly feeBps: number
  /** The number of GPUs of all classes that are rented now. */
  readonly rentedGpus: number
}

/** Shows the estimate for a month, its basis, and the assumptions that are not from the market. */
export function EarnResult({ chosen, basis, wish, feeBps, rentedGpus }: EarnResultProps) {
  const t = useTranslations('earn')
  if (wish === null) return <p className="panel-foot">{t('unread')}</p>
  return (
    <div className="panel-body earnresult" aria-live="polite">
      <Month month={monthOf(basis, { wish, feeBps })} {...{ basis, chosen, wish, feeBps, rentedGpus }} />
      <p className="t12 dim">{t('noPromise')}</p>
    </div>
  )
}

type MonthProps = Omit<EarnResultProps, 'wish'> & { readonly month: CardEarnings; readonly wish: EarnWish }

function Month({ basis, month, chosen, wish, feeBps, rentedGpus }: MonthProps) {
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
          { name: t('line.fee', { percent: percentOfBps(feeBps) }), amount: pt(-month.fee) },
          ...(month.energyWh === 0n ? [] : [{ name: t('line.power', { kwh: kwhOf(month.energyWh) }), amount: pt(-month.power) }]),
          { name: t('line.left'), amount: pt(month.left), tone: 'total' },
        ]}
      />
      {basis.rentedFrom === 'assumed' && (
        <p className="t13">
          <b className="strong">{t('basis.assumption')}</b>{' '}
          {t('basis.assumed', { className: givenName(chosen.name), percent: percentText(basis.rentedBps), rented: rentedGpus })}
        </p>
      )}
      <p className="t12 dim">
        {t(`basis.${basis.priceFrom}`, { trades: index?.counted ?? 0, className: givenName(chosen.name) })}{' '}
        {basis.rentedFrom !== 'assumed' && t('basis.use', { leased: chosen.figures.leasedGpus, gpus: chosen.figures.gpus })}{' '}
        {simulated && t('basis.simulated')}
      </p>
    </>
  )
}

function pt(units: bigint): string {
  return `${amountText(units).replace('-', '−')} PT`
}
