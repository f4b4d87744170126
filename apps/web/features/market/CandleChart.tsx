import { type CandleIntervalName, candleSeconds } from '@infinitio/domain'
import type { CandleWire, PriceForecastWire } from '@infinitio/domain/wire'
import { chartScale, drawnBand, type DrawnCandle, drawnCandle, type DrawnPoint } from '#web/features/market/chartScale.ts'
import { dayText, minuteText } from '#web/parts/format/clockText.ts'

const width = 720
const axis = 56
const priceTop = 8
const priceBottom = 190
const volumeTop = 206
const volumeBottom = 246
const height = 268

type CandleChartProps = {
  readonly label: string
  readonly candles: readonly CandleWire[]
  readonly interval: CandleIntervalName
  readonly count: number
  readonly now: number
  /** The price forecast that is drawn to the right of the present time; null draws none. */
  readonly forecast: { readonly of: PriceForecastWire; readonly label: string } | null
}

/**
 * Draws price candles, the traded GPU-hours below them, and the forecast as a band after them. A candle is filled if the price rose and hollow if it fell. The
 * axis is on the right. The table beside the chart contains the same data.
 */
export function CandleChart({ label, candles, interval, count, now, forecast }: CandleChartProps) {
  const drawn = candles.map(drawnCandle)
  const band = forecast === null ? [] : drawnBand(forecast.of, now)
  const last = drawn.at(-1)
  if (last === undefined) return null
  const step = candleSeconds[interval]
  const firstStart = Math.floor(now / step) * step - (count - 1) * step
  const slot = (width - axis) / (count + Math.ceil(((band.at(-1)?.at ?? now) - now) / step))
  const scale = chartScale(drawn, band)
  const x = (start: number) => ((start - firstStart) / step + 0.5) * slot
  const y = (price: number) => priceBottom - ((price - scale.bottom) / (scale.top - scale.bottom)) * (priceBottom - priceTop)
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {scale.lines.map((price) => (
        <g key={price}>
          <line className="grid" x1={0} x2={width - axis} y1={y(price)} y2={y(price)} />
          <text x={width} y={y(price) + 4} textAnchor="end">
            {price.toFixed(scale.digits)}
          </text>
        </g>
      ))}
      <line className="lastline" x1={0} x2={width - axis} y1={y(last.close)} y2={y(last.close)} />
      {drawn.map((candle) => (
        <Candle
          key={candle.start}
          candle={candle}
          x={x(candle.start)}
          y={y}
          wide={Math.max(1.5, Math.min(9, slot * 0.7))}
          mostHours={scale.mostHours}
        />
      ))}
      {forecast !== null && (
        <ForecastBand label={forecast.label} band={band} x={(at) => x(at) - slot / 2} y={y} top={priceTop} bottom={volumeBottom} />
      )}
      {[0, 1, 2, 3].map((part) => (
        <text key={part} x={(part * count * slot) / 4} y={height - 4}>
          {timeText(firstStart + (part * count * step) / 4, step * count)}
        </text>
      ))}
    </svg>
  )
}

type CandleProps = {
  readonly candle: DrawnCandle
  readonly x: number
  readonly y: (price: number) => number
  readonly wide: number
  readonly mostHours: number
}

function Candle({ candle: { open, high, low, close, gpuHours }, x, y, wide, mostHours }: CandleProps) {
  const top = y(Math.max(open, close))
  const tall = Math.max(1.5, y(Math.min(open, close)) - top)
  const bar = Math.max(1, (gpuHours / mostHours) * (volumeBottom - volumeTop))
  return (
    <g className={close >= open ? 'up' : 'down'}>
      <line x1={x} x2={x} y1={y(high)} y2={y(low)} />
      <rect x={x - wide / 2} y={top} width={wide} height={tall} />
      <rect className="vol" x={x - wide / 2} y={volumeBottom - bar} width={wide} height={bar} />
    </g>
  )
}

function timeText(at: number, span: number): string {
  return span <= 86_400 ? minuteText(at) : dayText(at)
}

type ForecastBandProps = {
  readonly label: string
  /** The points of the forecast from now on, earliest first. */
  readonly band: readonly DrawnPoint[]
  readonly x: (at: number) => number
  readonly y: (price: number) => number
  readonly top: number
  readonly bottom: number
}

/** Draws a line that marks the present time, and after it the range of forecast prices. */
function ForecastBand({ label, band, x, y, top, bottom }: ForecastBandProps) {
  const [now] = band
  const last = band.at(-1)
  if (now === undefined || last === undefined) return null
  const edge = (points: readonly DrawnPoint[], price: (point: DrawnPoint) => number) => points.map((point) => `${x(point.at)},${y(price(point))}`)
  return (
    <g className="forecast">
      <line x1={x(now.at)} x2={x(now.at)} y1={top} y2={bottom} />
      <polygon points={[...edge(band, ({ high }) => high), ...edge(band.toReversed(), ({ low }) => low)].join(' ')} />
      {/* The label is above the highest grid line, where no candle or price is drawn. */}
      <text x={x(last.at)} y={3} textAnchor="end">
        {label}
      </text>
    </g>
  )
}
