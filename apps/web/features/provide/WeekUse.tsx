import type { ProviderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'

const days = 7
const daySeconds = 86_400
/** `GET /provider` returns at most this many leases, the newest ones. */
const mostLeases = 100
const size = { width: 72, height: 20, inset: 1.5 }

type WeekUseProps = {
  /** The use of each day as `weekUseOf` returns it. A text stays equal while the use does not change, so the row is not drawn again. */
  readonly use: string
}

/** Draws how much of a machine was leased on each of the last 7 days, from 0 % at the bottom to 100 % at the top. Screen readers get the numbers. */
export function WeekUse({ use }: WeekUseProps) {
  const t = useTranslations('provide.fleet')
  const known = use.split(',').filter((text) => text !== '')
  if (known.length < 2) return null
  const x = (at: number) => size.inset + (at / (known.length - 1)) * (size.width - 2 * size.inset)
  const y = (percent: number) => size.height - size.inset - (percent / 100) * (size.height - 2 * size.inset)
  const path = known.map((percent, at) => `${x(at).toFixed(1)},${y(Number(percent)).toFixed(1)}`).join('L')
  return (
    <svg
      className="spark"
      width={size.width}
      height={size.height}
      role="img"
      aria-label={t('week', { days: known.length, percents: known.map((percent) => `${percent} %`).join(', ') })}
    >
      <path d={`M${path}`} />
    </svg>
  )
}

type UseInput = Pick<ProviderWire, 'leases'> & { readonly node: { readonly node: string; readonly gpus: number }; readonly now: number }

/**
 * Returns the leased share of a machine's GPUs on each of the last 7 days in whole per cent, oldest first and separated by commas. `now` is the chain's clock in
 * Unix seconds. A day before the oldest known lease is left out if the list of leases is full, because its leases are not known. Pure.
 */
export function weekUseOf({ leases, node, now }: UseInput): string {
  const oldest = leases.length < mostLeases ? 0 : Math.min(...leases.map(({ settled }) => settled.at))
  const own = leases.filter(({ terms }) => terms.node === node.node)
  return Array.from({ length: days }, (_, at) => now - (days - at) * daySeconds)
    .filter((from) => from >= oldest)
    .map((from) => {
      const until = from + daySeconds
      const leased = own.reduce((sum, { terms, endsAt, closed }) => {
        const seconds = Math.min(endsAt, closed?.at ?? now, until) - Math.max(terms.start, from)
        return seconds > 0 ? sum + seconds * terms.gpus : sum
      }, 0)
      return Math.min(100, Math.round((leased * 100) / (node.gpus * daySeconds)))
    })
    .join(',')
}
