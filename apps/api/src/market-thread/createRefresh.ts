/** Runs a function that reads data, never twice at the same time, and stores when it last succeeded. */
export type Refresh = {
  /** Waits until the current reading has ended; if there is none, starts one. Throws the error of that reading. */
  run(): Promise<void>
  /** Returns the promise of the reading in progress, or null if there is none. */
  underWay(): Promise<void> | null
  /** Marks the data as changed. Call it if data may have changed after the last reading began. */
  markChanged(): void
  isChanged(): boolean
  /** Returns the milliseconds since the last successful reading. */
  ageMs(): number
}

/** Creates a refresh that has not read anything yet. */
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
