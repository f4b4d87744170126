import type { TreasuryWire } from '@infinitio/domain/wire'
import type { TreasuryLog } from './treasurySource.ts'

const daySeconds = 86_400
const shownDays = 30

/** What came in, went out and was burned on each of the last 30 days, in UTC by the block clock, oldest first. */
export function treasuryDays(logs: readonly TreasuryLog[], now: number): TreasuryWire['days'] {
  const today = Math.floor(now / daySeconds)
  return Array.from({ length: shownDays }, (_, place) => {
    const day = today - shownDays + 1 + place
    const own = logs.filter(({ at }) => Math.floor(at / daySeconds) === day)
    const sumOf = (isCounted: (log: TreasuryLog) => boolean) => `${own.reduce((sum, log) => (isCounted(log) ? sum + log.amount : sum), 0n)}`
    const moved = (token: 'pt' | 'g', direction: 'in' | 'out') =>
      sumOf((log) => log.kind === 'move' && log.token === token && log.direction === direction)
    return {
      day: day * daySeconds,
      ...{ ptIn: moved('pt', 'in'), ptOut: moved('pt', 'out'), gIn: moved('g', 'in'), gOut: moved('g', 'out') },
      burned: sumOf(({ kind }) => kind === 'burned'),
    }
  })
}
