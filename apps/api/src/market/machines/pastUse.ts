import type { LeaseSpanRow, NodeHourRow } from '@infinitio/db'
import type { ListingDetailWire } from '@infinitio/domain/wire'

const hourSeconds = 3_600
const wholeBps = 10_000
/** Hours are counted for eight days; seven are shown. */
const mostHours = 7 * 24

/** The first Unix hour that the page of a machine shows: seven days ago, or the hour in which it was registered. */
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
 * Returns hour by hour, from `fromHour` to now, which share of a machine's GPU time was leased and for which share of the time the market heard from it, in basis
 * points rounded down. The first hour counts from the registration of the machine, and the hour that runs up to now. `reachableBps` is null in an hour that nobody counted. Pure.
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
      reachableBps: seconds === undefined ? null : shareBps(seconds, end - begin),
    }
  })
  return { fromHour, leasedBps: ofHours.map(({ leasedBps }) => leasedBps), reachableBps: ofHours.map(({ reachableBps }) => reachableBps) }
}

function shareBps(part: number, whole: number): number {
  return Math.min(wholeBps, Math.floor((part * wholeBps) / whole))
}
