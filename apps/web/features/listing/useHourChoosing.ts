import { horizonSeconds } from '@infinitio/domain'
import type { AskWire, ListingDetailWire } from '@infinitio/domain/wire'
import { useState } from 'react'

/** The functions with which a calendar lets the user choose hours. Hours are Unix hours. */
export type HourChoosing = {
  /** Returns true if a lease can start or end with this hour, so that the user may choose it. */
  readonly canChoose: (hour: number) => boolean
  readonly choose: (hour: number) => void
  /** True if the user has chosen the first hour and may now choose the last one. */
  readonly waitsForLast: boolean
}

type HourChoosingArgs = { readonly room: HourRoom; readonly hours: number; readonly onChoice: (choice: HourChoice) => void }

/** Lets the user choose a first hour and then a last hour, by click, touch or keyboard. */
export function useHourChoosing({ room, hours, onChoice }: HourChoosingArgs): HourChoosing {
  const [anchor, setAnchor] = useState<number | null>(null)
  const by = (hour: number) => chooseHour(room, { hour, anchor, hours })
  return {
    canChoose: (hour) => by(hour) !== null,
    choose(hour) {
      const chosen = by(hour)
      if (chosen === null) return
      setAnchor(chosen.anchor)
      onChoice(chosen.choice)
    },
    waitsForLast: anchor !== null && roomFrom(room, anchor) > 0,
  }
}

/** The hours that a renter chose: how many, and the Unix hour in which they begin; null for a start now. */
type HourChoice = { readonly startHour: number | null; readonly hours: number }

type Terms = Pick<AskWire, 'minDurationSeconds' | 'maxDurationSeconds' | 'availableFrom' | 'availableUntil' | 'expiry'>

/**
 * The data that decides which hours can be chosen. `ask` is null until the machine's terms have loaded; until then only the calendar counts. `now` is the block
 * clock.
 */
export type HourRoom = {
  readonly calendar: ListingDetailWire['calendar']
  readonly gpus: number
  readonly now: number
  readonly ask: Terms | null
}

const hourSeconds = 3_600
/** The order book removes an ask this many seconds before the ask expires. */
const leaveBookSeconds = 30
/** Settlement may be up to this many seconds later than now. */
const latestStartSeconds = 120
const farthestHours = horizonSeconds / 3_600
/** An order for a later start allows the lease to start up to this many hours after the chosen hour. */
const windowHours = 1

/**
 * Returns how many whole hours a lease may last that starts in the Unix hour `hour`, by the calendar and the ask; 0 if no lease can start then. If `hour` is
 * the current hour, the lease starts now. This result only limits what the user can choose; the server decides whether the lease is possible.
 */
export function roomFrom({ calendar, gpus, now, ask }: HourRoom, hour: number): number {
  const isNow = hour === Math.floor(now / hourSeconds)
  const start = isNow ? now : hour * hourSeconds
  if (start < now || (ask !== null && !isOpen(ask, start))) return 0
  // A lease that begins now is settled up to `latestStartSeconds` later, and so it ends later too. It must nevertheless end before the first hour that others
  // have booked.
  const slack = isNow ? latestStartSeconds : 0
  const farthest = now + (farthestHours - (isNow ? 0 : windowHours)) * hourSeconds
  const free = freeUntil(calendar, { hour, gpus })
  const latest = Math.min((ask?.availableUntil ?? Number.POSITIVE_INFINITY) - slack, free - slack, farthest)
  const most = Math.min(Math.floor((latest - start) / hourSeconds), mostHours(ask))
  return most < leastHours(ask) ? 0 : most
}

/**
 * Returns the choice after the user selected the hour `hour`. `anchor` is the start that the user selected while the end is not chosen yet, else null. With an
 * anchor, the selected hour becomes the last hour of the lease, if it is not before the anchor and the GPUs are free until then. In all other cases, the
 * selected hour becomes the start, and the duration stays as far as the free hours allow. Returns null if no lease can start in that hour.
 */
export function chooseHour(
  room: HourRoom,
  { hour, anchor, hours }: { readonly hour: number; readonly anchor: number | null; readonly hours: number },
): { readonly choice: HourChoice; readonly anchor: number | null } | null {
  const runs = Math.floor(room.now / hourSeconds)
  const startOf = (chosen: number) => (chosen === runs ? null : chosen)
  const most = anchor === null ? 0 : roomFrom(room, anchor)
  if (anchor !== null && hour >= anchor) {
    // A lease that starts now, for example 20 minutes into this hour, also ends 20 minutes into an hour. So only a part of the chosen last hour is used, and
    // the lease lasts one hour less than the hours that it touches.
    const wanted = Math.max(1, hour - anchor + (anchor === runs ? 0 : 1))
    if (wanted <= most && wanted >= leastHours(room.ask)) return { choice: { startHour: startOf(anchor), hours: wanted }, anchor: null }
  }
  const left = roomFrom(room, hour)
  if (left === 0) return null
  return { choice: { startHour: startOf(hour), hours: Math.max(Math.min(hours, left), leastHours(room.ask)) }, anchor: hour }
}

function isOpen({ availableFrom, expiry }: Terms, start: number): boolean {
  return availableFrom <= start && expiry - leaveBookSeconds > start
}

function leastHours(ask: Terms | null): number {
  return ask === null ? 1 : Math.max(1, Math.ceil(ask.minDurationSeconds / hourSeconds))
}

function mostHours(ask: Terms | null): number {
  return ask === null ? farthestHours : Math.floor(ask.maxDurationSeconds / hourSeconds)
}

/**
 * Returns the Unix second until which `gpus` GPUs are free if the lease begins in the Unix hour `hour`. Returns the start of that hour if they are not free
 * then, and infinity if they are free up to the end of the calendar.
 */
function freeUntil({ fromHour, freeGpus }: HourRoom['calendar'], { hour, gpus }: { hour: number; gpus: number }): number {
  const first = hour - fromHour
  if (first < 0 || first >= freeGpus.length) return hour * hourSeconds
  const taken = freeGpus.findIndex((free, at) => at >= first && free < gpus)
  return taken < 0 ? Number.POSITIVE_INFINITY : (fromHour + taken) * hourSeconds
}
