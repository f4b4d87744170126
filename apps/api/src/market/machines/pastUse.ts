import type { LeaseSpanRow, NodeHourRow } from '@infinitio/db'
import type { ListingDetailWire } from '@infinitio/domain/wire'

const hourSeconds = 3_600
const wholeBps = 10_000
/** The most hours of the past that a machine's page shows: seven days. */
const mostHours = 7 * 24

/** Returns the first Unix hour of the past that a machine's page shows: seven days ago, or the hour of the machine's registration if that is later. */
export function firstShownHour({ registeredAt, now }: { readonly registeredAt: number; readonly now: number }): number {
  return Math.max(Math.floor(registeredAt / hourSeconds), Math.floor(now / hourSeconds) - mostHours + 1)
}

type Past = {
  readonly gpus: number
  readonly registeredAt: number
  readonly now: number
  readonly fromHour: number
  readonly leases: readonly LeaseSpanRow[]
  readonly hours: readonly NodeHourRow[]
}

/**
 * Returns the machine's use in each hour from `fromHour` to now. The first hour counts only from the registration of the machine, and the current hour only up
 * to now. Pure. All shares are in basis points, rounded down:
 * - `leasedBps`: the share of the machine's GPU time that was leased
 * - `reachableBps`: the share of the hour in which the machine responded, or null if no such time was counted. An hour counts only if it began at or after the
 *   registration, as for the validators: a machine comes online some time after its registration
 */
export function pastUse({ gpus, registeredAt, now, fromHour, leases, hours }: Past): ListingDetailWire['past'] {
  const count = Math.max(0, Math.floor(now / hourSeconds) - fromHour + 1)
  const heard = new Map(hours.map(({ hour, seconds }) => [Number(hour), seconds]))
  const ofHours = Array.from({ length: count }, (_, place) => {
    const hourBegin = (fromHour + place) * hourSeconds
    const begin = Math.max(hourBegin, registeredAt)
    const end = Math.max(begin + 1, Math.min(hourBegin + hourSeconds, now))
    const gpuSeconds = leases.reduce((sum, lease) => {
      const shared = Math.min(end, Number(lease.endAt)) - Math.max(begin, Number(lease.startAt))
      return sum + Math.max(0, shared) * lease.gpus
    }, 0)
    const seconds = heard.get(fromHour + place)
    return {
      leasedBps: shareBps(gpuSeconds, gpus * (end - begin)),
      reachableBps: seconds === undefined || hourBegin < registeredAt ? null : shareBps(seconds, end - begin),
    }
  })
  return { fromHour, leasedBps: ofHours.map(({ leasedBps }) => leasedBps), reachableBps: ofHours.map(({ reachableBps }) => reachableBps) }
}

function shareBps(part: number, whole: number): number {
  return Math.min(wholeBps, Math.floor((part * wholeBps) / whole))
}
