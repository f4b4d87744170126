/** Holds back new versions of keys that change often, so that their subscribers get at most one event of each key in `everyMs` milliseconds. */
export type HoldBack = {
  /**
   * Replaces each version in `versions` that is too early by the version before it. Returns after how many milliseconds the first of these may be
   * sent; null if none was replaced.
   */
  apply(versions: Map<string, string>, keys: readonly string[]): number | null
}

type Sent = { readonly version: string; readonly at: number }

/** Creates a hold-back for the keys that `isSlow` accepts. Forgets a key as soon as `keys` does not contain it. */
export function createHoldBack({
  nowMs,
  everyMs,
  isSlow,
}: {
  readonly nowMs: () => number
  readonly everyMs: number
  readonly isSlow: (key: string) => boolean
}): HoldBack {
  let sent = new Map<string, Sent>()
  return {
    apply(versions, keys) {
      const now = nowMs()
      let waitMs: number | null = null
      const next = new Map<string, Sent>()
      for (const key of keys.filter(isSlow)) {
        const version = versions.get(key) ?? ''
        const before = sent.get(key)
        if (before === undefined || before.version === version || now - before.at >= everyMs) {
          next.set(key, before?.version === version ? before : { version, at: now })
          continue
        }
        next.set(key, before)
        versions.set(key, before.version)
        const leftMs = before.at + everyMs - now
        waitMs = waitMs === null ? leftMs : Math.min(waitMs, leftMs)
      }
      sent = next
      return waitMs
    },
  }
}
