import { listText } from '#web/parts/format/listText.ts'

/** A point of the chart: a time in the unit of the chart, and an amount. */
export type SpanPoint = { readonly at: number; readonly value: number }

type SpanChartProps = {
  readonly name: string
  readonly points: readonly SpanPoint[]
  /** Writes a value beside the axis as short text. */
  readonly text: (value: number) => string
  /** Writes a time below the chart. */
  readonly when: (at: number) => string
  /** A text with the most important value of the chart, such as the last one. */
  readonly last: string
  /** The time at which a line marks the present. If it is left out, the chart has no such line. */
  readonly now?: number
  /** True for a chart as wide as the page; false for one of several charts in a row. */
  readonly isWide?: boolean
}

const height = 132
const axis = 44

/**
 * Shows one value over a long time as a line above a soft area that starts at zero. It has three grid lines, and the first and last time below. A wide chart
 * also contains a narrower drawing for phones, so that its text is readable there.
 */
export function SpanChart({ name, points, last, isWide = false, ...rest }: SpanChartProps) {
  if (points.length === 0) return null
  const drawing = { name: listText([name, last]), points, ...rest }
  return (
    <div>
      <p className="row between t13">
        <span>{name}</span>
        <b>{last}</b>
      </p>
      {isWide && <Drawing className="only-desk" width={1_200} {...drawing} />}
      <Drawing className={isWide ? 'only-phone' : ''} width={320} {...drawing} />
    </div>
  )
}

type DrawingProps = Pick<SpanChartProps, 'name' | 'points' | 'text' | 'when' | 'now'> & { readonly className: string; readonly width: number }

function Drawing({ name, points, text, when, now, className, width }: DrawingProps) {
  const first = points[0]
  const end = points.at(-1)
  if (first === undefined || end === undefined) return null
  const top = Math.max(...points.map(({ value }) => value), 1e-9) * 1.1
  const span = Math.max(1e-9, end.at - first.at)
  const x = (at: number) => axis + ((at - first.at) / span) * (width - axis)
  const y = (value: number) => height - 18 - (value / top) * (height - 28)
  const line = points.map(({ at, value }, place) => `${place === 0 ? 'M' : 'L'}${x(at).toFixed(1)},${y(value).toFixed(1)}`).join('')
  return (
    <svg className={`chart mt-2 ${className}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line className="grid" x1={axis} x2={width} y1={y(top * share)} y2={y(top * share)} />
          <text x={axis - 6} y={y(top * share) + 4} textAnchor="end">
            {text(top * share)}
          </text>
        </g>
      ))}
      <path className="a1" d={`${line}L${x(end.at)},${y(0)}L${x(first.at)},${y(0)}Z`} />
      <path className="l1" d={line} />
      {now !== undefined && now >= first.at && now <= end.at && (
        <line className="l1" strokeDasharray="3 3" x1={x(now)} x2={x(now)} y1={10} y2={y(0)} />
      )}
      <text x={axis} y={height - 2}>
        {when(first.at)}
      </text>
      <text x={width} y={height - 2} textAnchor="end">
        {when(end.at)}
      </text>
    </svg>
  )
}
