/** A planned maintenance of a machine: from the second `from` up to but without the second `until`, in Unix seconds of the block clock. */
export type MaintenanceWindow = { readonly from: number; readonly until: number }

/**
 * A maintenance window in the form that agents get. A cancelled window is listed until its end, so that an agent that shortened its ask because of the window
 * can lengthen the ask again.
 */
export type KnownWindow = MaintenanceWindow & { readonly cancelled: boolean }

/** The times in which an ask offers a machine, in Unix seconds. */
export type AskTimes = { readonly availableFrom: number; readonly availableUntil: number }

/** Limits of a maintenance window, in seconds: its shortest and longest duration, and the longest time until its start. */
export const maintenanceLimits = { leastSeconds: 60, mostSeconds: 30 * 86_400, latestSeconds: 180 * 86_400 } as const
/**
 * `mostWindowsAhead`: the most maintenance windows of a machine that are planned or run now. `mostPlansADay`: the most windows that a provider may plan for a
 * machine in 24 hours, including cancelled ones. The second limit bounds the notifications that a provider can cause.
 */
export const mostWindowsAhead = 20
export const mostPlansADay = 6
/** The most planned maintenance windows that are not over, for all machines of a provider together. With this limit, one answer can list all of them. */
export const mostWindowsOfProvider = 10_000

/** The start of a maintenance window may be this many seconds in the past, because a plan for "now" takes time to arrive. */
const slackSeconds = 300
const leastOfferSeconds = 86_400

/** Returns the name of the field that makes a plan invalid, or null for a valid plan. Pure; `now` is the block clock in Unix seconds. */
export function maintenanceFault({ from, seconds }: { from: number; seconds: number }, { now }: { now: number }): 'from' | 'seconds' | null {
  if (from < now - slackSeconds || from > now + maintenanceLimits.latestSeconds) return 'from'
  if (seconds < maintenanceLimits.leastSeconds || seconds > maintenanceLimits.mostSeconds) return 'seconds'
  // A start may be slightly in the past (`slackSeconds`). Refuse a short window that would be over before it is stored, because nobody would see it.
  return from + seconds <= now ? 'seconds' : null
}

/** Returns true if two maintenance windows have a second in common. Pure. */
export function windowsOverlap(one: MaintenanceWindow, other: MaintenanceWindow): boolean {
  return one.from < other.until && other.from < one.until
}

/** Returns the maintenance windows that are not cancelled. Pure. */
export function plannedWindows<Window extends KnownWindow>(windows: readonly Window[]): Window[] {
  return windows.filter(({ cancelled }) => !cancelled)
}

/**
 * Returns the times that an ask offers around planned maintenance windows. The ask offers the time up to the next window. During a window, it offers the time
 * from the end of that window. An ask can offer only one span of time, so the time after the next window is not offered yet. Skips a gap between windows that
 * is shorter than `leastSeconds`, the ask's shortest lease. Pure; `now` is the block clock.
 */
export function askTimesBeside(
  times: AskTimes,
  { windows, leastSeconds = 1, now }: { windows: readonly MaintenanceWindow[]; leastSeconds?: number; now: number },
): AskTimes {
  const start = Math.max(times.availableFrom, now)
  const ahead = windows.filter(({ until }) => until > start).toSorted((one, other) => one.from - other.from)
  let begin = start
  for (const { from, until } of ahead) if (from < begin + Math.max(1, leastSeconds)) begin = Math.max(begin, until)
  const next = ahead.find(({ from }) => from >= begin)
  const isMoved = begin > start
  // If the start is moved to the end of a window, the ask offers `leastOfferSeconds` from there, so that it is not empty. The next window may make this
  // shorter.
  const end = isMoved ? Math.max(times.availableUntil, begin + leastOfferSeconds) : times.availableUntil
  return { availableFrom: isMoved ? begin : times.availableFrom, availableUntil: next === undefined ? end : Math.min(end, next.from) }
}

/**
 * Returns true if an open ask must be signed again because of maintenance. There are three reasons: the ask offers time within a planned window, the time that
 * the ask offers is over, or the ask does not offer some time because of a window that was cancelled later. `now` is the block clock. Pure.
 */
export function mustMoveTimes(
  { availableFrom, availableUntil }: AskTimes,
  { windows, leastSeconds = 1, now }: { windows: readonly KnownWindow[]; leastSeconds?: number; now: number },
): boolean {
  if (availableUntil <= now) return true
  const planned = plannedWindows(windows)
  const offered = { from: Math.max(availableFrom, now), until: availableUntil }
  if (planned.some((window) => windowsOverlap(window, offered))) return true
  const earliest = askTimesBeside({ availableFrom: now, availableUntil }, { windows: planned, leastSeconds, now }).availableFrom
  return windows.some((window) => {
    if (!window.cancelled) return false
    const isCut = availableUntil === window.from && planned.every(({ from }) => from !== window.from)
    return isCut || (earliest < availableFrom && windowsOverlap(window, { from: now, until: availableFrom }))
  })
}
