'use client'
import type { GovernWire, TreasuryWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { TreasuryMoves } from '#web/features/govern/treasury/TreasuryMoves.tsx'
import { runwayDays, treasurySums } from '#web/features/govern/treasury/treasurySums.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { usdText } from '#web/parts/format/usdText.ts'
import { utcDayText } from '#web/parts/format/clockText.ts'
import { governQuery, treasuryQuery } from '#web/parts/govern/governQueries.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { gText } from '#web/parts/govern/tokenText.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { RuleList } from '#web/parts/govern/RuleList.tsx'
import { BackingPanel } from '#web/parts/wallet/BackingPanel.tsx'

/** Shows the treasury: its balances, its income and payments by day, and each payment with its sender or receiver. */
export function TreasuryView() {
  const t = useTranslations('govern.treasury')
  const query = useQuery(treasuryQuery(browserApi))
  const govern = useQuery(governQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<GovernSkeleton />}>
      {(treasury) =>
        treasury.account === null ? (
          <NoDao />
        ) : (
          <div className="gl wide">
            <div className="stack g4">
              <Flows treasury={treasury} has={govern.data?.dao?.treasury ?? null} />
              <TreasuryMoves moves={treasury.moves} />
            </div>
            <aside className="stack g4">
              <RuleList title={t('rules.title')} rules={[t('rules.in'), t('rules.out'), t('rules.burned')]} />
              {govern.data !== undefined && <BackingPanel reserve={govern.data.reserve} />}
            </aside>
          </div>
        )
      }
    </QueryView>
  )
}

type Has = NonNullable<GovernWire['dao']>['treasury']

const ptText = (units: bigint) => `${amountText(units)} PT`

function Flows({ treasury, has }: { readonly treasury: TreasuryWire; readonly has: Has | null }) {
  const t = useTranslations('govern.treasury')
  const [token, setToken] = useState<'pt' | 'g'>('pt')
  const sums = treasurySums(treasury.days)
  const text = token === 'pt' ? ptText : gText
  const [into, out, now] = token === 'pt' ? [sums.ptIn, sums.ptOut, has?.pToken] : [sums.gIn, sums.gOut, has?.g]
  const lasts = now === undefined ? null : runwayDays({ has: BigInt(now), into, out })
  // Amounts of PT in large letters have two decimals, also below 1 PT. The list below the chart (for screen readers) shows amounts below 1 PT with more
  // decimals.
  const figure = (units: bigint) => (
    <>
      {token === 'pt' ? `${usdText(units)} PT` : gText(units)}
      {token === 'pt' && <About units={units} />}
    </>
  )
  const tokens = [
    { value: 'pt', label: 'PT' },
    { value: 'g', label: 'G' },
  ] as const
  return (
    <Panel title={t('title')} end={<Segmented label={t('token')} value={token} options={tokens} onChange={setToken} />}>
      <div className="stats gstats">
        <Stat
          name={t('has')}
          value={now === undefined ? '–' : figure(BigInt(now))}
          below={token === 'pt' && now !== undefined ? t('usd', { amount: usdText(BigInt(now)) }) : undefined}
        />
        <Stat name={t('in')} value={figure(into)} below={t('days')} />
        <Stat name={t('out')} value={figure(out)} below={t('days')} />
        <Stat name={t('burned')} value={`${usdText(sums.burned)} PT`} below={t('days')} />
      </div>
      <div className="panel-body stack g2">
        {lasts !== null && <p className="t13">{t('lasts', { token: token === 'pt' ? 'PT' : 'G', days: lasts })}</p>}
        {into === 0n && out === 0n ? (
          <p className="t13 dim">{t('nothing', { token: token === 'pt' ? 'PT' : 'G' })}</p>
        ) : (
          <>
            <p className="row g4 t12">
              <span className="row g2">
                <i className="gkey in" aria-hidden /> {t('in')}
              </span>
              <span className="row g2">
                <i className="gkey out" aria-hidden /> {t('out')}
              </span>
            </p>
            <FlowChart days={treasury.days} token={token} text={text} />
          </>
        )}
      </div>
    </Panel>
  )
}

type FlowChartProps = {
  readonly days: TreasuryWire['days']
  readonly token: 'pt' | 'g'
  /** Formats an amount of base units with its unit. */
  readonly text: (units: bigint) => string
}

const width = 720
const half = 56
/** The greatest width of a bar. Without it, the bars of a young treasury with few days would fill the chart. */
const mostBar = 36
const keys = { pt: ['ptIn', 'ptOut'], g: ['gIn', 'gOut'] } as const

/** Draws two bars for each day: income above the zero line and payments below it. Screen readers get a list of the days with income or payments. */
function FlowChart({ days, token, text }: FlowChartProps) {
  const t = useTranslations('govern.treasury')
  const [inKey, outKey] = keys[token]
  const amounts = days.map((day) => ({ day: day.day, into: BigInt(day[inKey]), out: BigInt(day[outKey]) }))
  const most = amounts.reduce((top, { into, out }) => (into > top ? into : out > top ? out : top), 1n)
  const step = width / Math.max(1, days.length)
  const bar = Math.min(step - 6, mostBar)
  const heightOf = (units: bigint) => Number((units * 1_000n) / most) * (half / 1_000)
  return (
    <div>
      <svg className="chart gflow" viewBox={`0 0 ${width} ${2 * half + 8}`} aria-hidden>
        <line className="zero" x1={0} x2={width} y1={half + 4} y2={half + 4} />
        {amounts.map(({ day, into, out }, place) => (
          <g key={day}>
            <rect className="in" x={(place + 0.5) * step - bar / 2} width={bar} y={half + 3 - heightOf(into)} height={heightOf(into)} />
            <rect className="out" x={(place + 0.5) * step - bar / 2} width={bar} y={half + 5} height={heightOf(out)} />
          </g>
        ))}
      </svg>
      <p className="row between t12 dim" aria-hidden>
        <span>{utcDayText(days[0]?.day ?? 0)}</span>
        <span>{t('top', { amount: text(most) })}</span>
        <span>{t('today')}</span>
      </p>
      <ul className="sr">
        {amounts
          .filter(({ into, out }) => into > 0n || out > 0n)
          .map(({ day, into, out }) => (
            <li key={day}>{t('day', { day: utcDayText(day), into: text(into), out: text(out) })}</li>
          ))}
      </ul>
    </div>
  )
}
