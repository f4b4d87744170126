import { clockText, dayMinuteText } from '#web/parts/format/clockText.ts'

/** One point of the chart: the time in Unix seconds, and a value in the chart's unit. */
export type Point = { readonly at: number; readonly value: number }

const width = 480
const height = 132
const axis = 36
const daySeconds = 86_400

/** Draws one measured series over an axis that begins at zero: a line with a shaded area, three grid lines, and the first and last time. */
export function MetricChart({
  name,
  points,
  top,
  now,
}: {
  readonly name: string
  readonly points: readonly Point[]
  readonly top: number
  readonly now: string
}) {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return null
  const span = Math.max(1, last.at - first.at)
  const timeText = span > daySeconds ? dayMinuteText : clockText
  const x = (at: number): number => axis + ((at - first.at) / span) * (width - axis)
  const y = (value: number): number => height - 18 - (Math.min(value, top) / top) * (height - 28)
  const line = points.map(({ at, value }, index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)},${y(value).toFixed(1)}`).join('')
  return (
    <div className="mc">
      <p className="row between t13">
        <span>{name}</span>
        <b>{now}</b>
      </p>
      <svg className="chart m mt-2" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${name}: ${now}`}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line className="grid" x1={axis} x2={width} y1={y(top * share)} y2={y(top * share)} />
            <text x={axis - 8} y={y(top * share) + 4} textAnchor="end">
              {tickText(top * share)}
            </text>
          </g>
        ))}
        <path className="a1" d={`${line}L${x(last.at)},${y(0)}L${x(first.at)},${y(0)}Z`} />
        <path className="l1" d={line} />
        <text x={axis} y={height - 2}>
          {timeText(first.at)}
        </text>
        <text x={width} y={height - 2} textAnchor="end">
          {timeText(last.at)}
        </text>
      </svg>
    </div>
  )
}

function tickText(value: number): string {
  return value >= 10 || value === 0 ? Math.round(value).toString() : value.toFixed(1)
}
