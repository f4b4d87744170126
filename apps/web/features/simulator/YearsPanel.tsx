'use client'
import type { SimulatedYear } from '@infinitio/economy'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { SpanChart } from '#web/parts/govern/SpanChart.tsx'

type Figure = 'supply' | 'gInflation' | 'hhi' | 'gini' | 'nakamoto' | 'medianIncome'

const figures: readonly Figure[] = ['supply', 'gInflation', 'hhi', 'gini', 'nakamoto', 'medianIncome']

type YearsPanelProps = {
  readonly years: readonly SimulatedYear[]
  /** The last year of an earlier simulation, for comparison; null if there is none. */
  readonly before: SimulatedYear | null
}

/** Shows the results of the simulated years: six charts, each with its last value and the last value of the earlier simulation, and a table of all numbers. */
export function YearsPanel({ years, before }: YearsPanelProps) {
  const t = useTranslations('govern.simulator')
  const last = years.at(-1)
  if (last === undefined) return null
  const columns = ['year', 'activeProviders', 'compute', 'utilisation', 'price', 'supply', 'surplus', 'burned', 'rebates', 'programmes'] as const
  const all = [...columns, 'gInflation', 'hhi', 'gini', 'nakamoto', 'largestShare', 'medianIncome'] as const
  return (
    <Panel title={t('years', { count: years.length })}>
      <div className="panel-body gcharts">
        {figures.map((figure) => (
          <SpanChart
            key={figure}
            name={t(`figure.${figure}`)}
            points={years.map((it) => ({ at: it.year, value: it[figure] }))}
            text={(value) => shortText(figure, value)}
            when={(year) => t('yearNumber', { year })}
            last={
              before === null
                ? figureText(figure, last[figure])
                : t('compared', { now: figureText(figure, last[figure]), before: figureText(figure, before[figure]) })
            }
          />
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so a keyboard must reach it. */}
      <section className="scroll" aria-label={t('table')} tabIndex={0}>
        <table className="table tight">
          <TableHead columns={all.map((name) => ({ name: t(`column.${name}`), className: 'n' }))} />
          <tbody>
            {years.map((it) => (
              <tr key={it.year}>
                {all.map((name) => (
                  <td key={name} className="n">
                    {figureText(name, it[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="panel-foot">{t('floats')}</p>
    </Panel>
  )
}

/** Formats one number of the simulation: rates and shares in percent, indices and prices with two to four decimals, all others rounded to whole numbers. */
function figureText(name: string, value: number): string {
  if (name === 'gInflation' || name === 'utilisation' || name === 'largestShare') return `${(100 * value).toFixed(1)}\u00a0%`
  if (name === 'hhi') return value.toFixed(4)
  if (name === 'gini') return value.toFixed(3)
  if (name === 'price') return value.toFixed(2)
  return name === 'year' ? `${value}` : Math.round(value).toLocaleString('en')
}

function shortText(figure: Figure, value: number): string {
  if (figure === 'gInflation') return `${(100 * value).toFixed(1)}%`
  if (figure === 'hhi') return value.toFixed(3)
  if (figure === 'gini') return value.toFixed(2)
  return value >= 1_000_000 ? `${(value / 1_000_000).toFixed(1)}M` : value >= 10_000 ? `${Math.round(value / 1_000)}k` : `${Math.round(value)}`
}
