/** Reading something again: one reading at a time, and what is known of how old the last one is. */
export type Refresh = {
  /** Reads, or waits for the reading that is under way. Throws what it throws. */
  run(): Promise<void>
  /** The reading that is under way; null when there is none. */
  underWay(): Promise<void> | null
  /** Something may have changed since the last reading began. */
  markChanged(): void
  isChanged(): boolean
  /** Milliseconds since the last reading that did not fail. */
  ageMs(): number
}

/** Makes it; nothing was read yet. */
export function createRefresh(load: () => Promise<void>): Refresh {
  let changed = true
  let readAtMs = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null

  async function read(): Promise<void> {
    changed = false
    try {
      await load()
      readAtMs = performance.now()
    } catch (error) {
      changed = true
      throw error
    } finally {
      reading = null
    }
  }

  return {
    run() {
      reading ??= read()
      return reading
    },
    underWay: () => reading,
    markChanged() {
      changed = true
    },
    isChanged: () => changed,
    ageMs: () => performance.now() - readAtMs,
  }
}
