import type { TreasuryWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { utcDayText } from '#web/parts/format/clockText.ts'

type FlowChartProps = {
  readonly days: TreasuryWire['days']
  readonly token: 'pt' | 'g'
  /** An amount in base units, with its unit. */
  readonly text: (units: bigint) => string
}

const width = 720
const half = 56
const keys = { pt: ['ptIn', 'ptOut'], g: ['gIn', 'gOut'] } as const

/** What came in above the line and what went out below it, a pair of bars a day. Read aloud as a list of the days on which something moved. */
export function FlowChart({ days, token, text }: FlowChartProps) {
  const t = useTranslations('govern.treasury')
  const [inKey, outKey] = keys[token]
  const amounts = days.map((day) => ({ day: day.day, into: BigInt(day[inKey]), out: BigInt(day[outKey]) }))
  const most = amounts.reduce((top, { into, out }) => (into > top ? into : out > top ? out : top), 1n)
  const step = width / Math.max(1, days.length)
  const heightOf = (units: bigint) => Number((units * 1_000n) / most) * (half / 1_000)
  return (
    <div>
      <svg className="chart gflow" viewBox={`0 0 ${width} ${2 * half + 8}`} aria-hidden>
        <line className="zero" x1={0} x2={width} y1={half + 4} y2={half + 4} />
        {amounts.map(({ day, into, out }, place) => (
          <g key={day}>
            <rect className="in" x={place * step + 3} width={step - 6} y={half + 3 - heightOf(into)} height={heightOf(into)} />
            <rect className="out" x={place * step + 3} width={step - 6} y={half + 5} height={heightOf(out)} />
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
