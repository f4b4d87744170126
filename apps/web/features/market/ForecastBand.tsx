import type { DrawnPoint } from '#web/features/market/chartScale.ts'

type ForecastBandProps = {
  readonly label: string
  /** From now on, earliest first. */
  readonly band: readonly DrawnPoint[]
  readonly x: (at: number) => number
  readonly y: (price: number) => number
  readonly top: number
  readonly bottom: number
}

/** The band in which a price is forecast, after a line that stands for now. */
export function ForecastBand({ label, band, x, y, top, bottom }: ForecastBandProps) {
  const [now] = band
  const last = band.at(-1)
  if (now === undefined || last === undefined) return null
  const edge = (points: readonly DrawnPoint[], price: (point: DrawnPoint) => number) => points.map((point) => `${x(point.at)},${y(price(point))}`)
  return (
    <g className="forecast">
      <line x1={x(now.at)} x2={x(now.at)} y1={top} y2={bottom} />
      <polygon points={[...edge(band, ({ high }) => high), ...edge(band.toReversed(), ({ low }) => low)].join(' ')} />
      {/* Above the highest grid line, where neither a candle nor a price stands. */}
      <text x={x(last.at)} y={3} textAnchor="end">
        {label}
      </text>
    </g>
  )
}
