import type { Pulse } from '@infinitio/db'

/**
 * Since when nodes are watched without a break, in milliseconds of the database's clock: `upSinceMs` we and the database were there, `watchedSinceMs`
 * besides some gateway held a tunnel, so that a node that spoke would have been heard.
 */
export type NodeWatch = { readonly lookedAtMs: number; readonly upSinceMs: number; readonly watchedSinceMs: number }

/** Looks come every second: after so long without one it was we or the database who were away. */
const awayAfterMs = 5_000

/**
 * The watch after another look at the database. Pure. A clock that was set back or leapt ahead is a break, and so is a look that came late: whatever
 * nodes said meanwhile, nobody was there to hear it.
 */
export function watchOn(watch: NodeWatch | null, { at, hasTunnel }: Pulse): NodeWatch {
  const nowMs = at.getTime()
  const goesOn = watch !== null && nowMs >= watch.lookedAtMs && nowMs - watch.lookedAtMs <= awayAfterMs
  return {
    lookedAtMs: nowMs,
    upSinceMs: goesOn ? watch.upSinceMs : nowMs,
    watchedSinceMs: goesOn && hasTunnel ? watch.watchedSinceMs : nowMs,
  }
}
