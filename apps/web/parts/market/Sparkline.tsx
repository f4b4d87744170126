import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'

const size = { width: 72, height: 20, inset: 1.5 }

/**
 * Draws the median prices of the last day as a small line; `prices` are in base units per GPU-second. Screen readers get the first, last, lowest and highest
 * price.
 */
export function Sparkline({ prices }: { readonly prices: readonly (string | null)[] }) {
  const t = useTranslations('dayLine')
  const path = sparklinePath(
    prices.map((price) => (price === null ? null : Number(price))),
    size,
  )
  const known = prices.flatMap((price) => (price === null ? [] : [BigInt(price)]))
  const [first, last] = [known[0], known.at(-1)]
  if (path === null || first === undefined || last === undefined) return <span className="dim">–</span>
  const perHour = (price: bigint) => amountText(price * 3_600n)
  const [least, most] = known.reduce(([low, high], price) => [price < low ? price : low, price > high ? price : high], [first, first])
  return (
    <svg
      className="spark"
      width={size.width}
      height={size.height}
      role="img"
      aria-label={t('label', { first: perHour(first), last: perHour(last), least: perHour(least), most: perHour(most) })}
    >
      <path d={path} />
    </svg>
  )
}

/**
 * Returns the SVG path of a line through the known values. It begins at the left edge with the first known value, so a market that is only some hours old has a
 * full line too. If the last values are unknown, the last known value is drawn up to the right edge. The smallest value is at the bottom and the largest at the
 * top, `inset` from the edges; if all values are equal, the line is in the middle. Returns null for fewer than two known values.
 */
export function sparklinePath(
  values: readonly (number | null)[],
  { width, height, inset }: { readonly width: number; readonly height: number; readonly inset: number },
): string | null {
  const known = values.flatMap((value, place) => (value === null ? [] : [{ value, place }]))
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined || first === last) return null
  const end = values.length - 1
  const all = known.map(({ value }) => value)
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const x = (place: number) => inset + ((place - first.place) / (end - first.place)) * (width - 2 * inset)
  const y = (value: number) => (most === least ? height / 2 : height - inset - ((value - least) / (most - least)) * (height - 2 * inset))
  const held = last.place === end ? known : [...known, { value: last.value, place: end }]
  return `M${held.map(({ value, place }) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join('L')}`
}
