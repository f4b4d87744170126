import type { PriceStep, PricingRule, PricingState } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { type WeekRun, weekRuns } from '#web/features/pricing/weekRuns.ts'

type WeekPricesProps = { readonly rule: PricingRule; readonly state: PricingState }

const hourSeconds = 3_600
const chartHeight = 48

/**
 * Shows the prices of the next seven days as bars, and each change of the price with its reason. If the price is the same in the whole week, shows only that.
 * The prices are right only if the market and the use of the machines do not change.
 */
export function WeekPrices({ rule, state }: WeekPricesProps) {
  const t = useTranslations('provide.rule.week')
  const reason = useReason()
  const runs = weekRuns(rule, state)
  const [first] = runs
  if (first === undefined) return null
  if (runs.length === 1) return <p className="t13 dim">{t('same')}</p>
  return (
    <section aria-label={t('title')}>
      <p className="t13 dim">{t('title')}</p>
      <WeekBars runs={runs} from={first.from} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it. */}
      <section className="scroll weeklist" tabIndex={0} aria-label={t('title')}>
        <table className="table">
          <TableHead columns={[{ name: t('from') }, { name: t('price'), className: 'n' }, { name: t('why') }]} />
          <tbody>
            {runs.map(({ from, pricePerGpuSecond, steps }) => {
              const last = steps.at(-1)
              return (
                <tr key={from}>
                  <td>{momentText(from)}</td>
                  <td className="n">
                    <b>{hourPriceText(pricePerGpuSecond.toString())}</b>
                  </td>
                  <td className="t12">{last === undefined ? '' : reason(last)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </section>
  )
}

/**
 * Shows a bar for each run of hours with the same price. Its height is the price relative to the highest price. Screen readers get the same data from the
 * table.
 */
function WeekBars({ runs, from }: { readonly runs: readonly WeekRun[]; readonly from: number }) {
  const most = runs.reduce((highest, { pricePerGpuSecond }) => (pricePerGpuSecond > highest ? pricePerGpuSecond : highest), 1n)
  const heightOf = (price: bigint) => Number((price * BigInt(chartHeight * 100)) / most) / 100
  return (
    <svg className="weekbars" viewBox={`0 0 168 ${chartHeight}`} preserveAspectRatio="none" aria-hidden>
      {runs.map((run) => {
        const height = heightOf(run.pricePerGpuSecond)
        return (
          <rect
            key={run.from}
            x={(run.from - from) / hourSeconds}
            y={chartHeight - height}
            width={(run.until - run.from) / hourSeconds}
            height={height}
          />
        )
      })}
    </svg>
  )
}

/** Returns a function that describes one step of a price calculation in words, together with the price after that step. */
export function useReason(): (step: PriceStep) => string {
  const t = useTranslations('provide.rule.why')
  return (step) => {
    const price = hourPriceText(step.pricePerGpuSecond.toString())
    switch (step.why) {
      case 'market':
        return t('market', { percent: percentOf(step.percentileBps), gpus: step.gpus, price })
      case 'utilisation':
        return t('utilisation', { used: percentOf(step.utilisationBps), target: percentOf(step.targetBps), price })
      case 'schedule':
        return t('schedule', { percent: percentOf(step.factorBps), price })
      case 'base':
      case 'no_offers':
      case 'floor':
      case 'electricity':
      case 'ceiling':
      case 'utilisation_unknown':
        return t(step.why, { price })
    }
  }
}

/** Formats basis points as a percentage with at most one decimal: "12.5". */
function percentOf(bps: bigint): string {
  return (Math.round(Number(bps) / 10) / 10).toString()
}
