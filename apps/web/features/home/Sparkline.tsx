import { useTranslations } from 'next-intl'
import { sparklinePath } from '#web/features/home/sparklinePath.ts'
import { amountText } from '#web/parts/format/amountText.ts'

const size = { width: 72, height: 20, inset: 1.5 }

/** Draws the median prices of the last day, in base units per GPU-second, as a small line. Screen readers get the first, last, lowest and highest one. */
export function Sparkline({ prices }: { readonly prices: readonly (string | null)[] }) {
  const t = useTranslations('home')
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
      aria-label={t('dayLine', { first: perHour(first), last: perHour(last), least: perHour(least), most: perHour(most) })}
    >
      <path d={path} />
    </svg>
  )
}
