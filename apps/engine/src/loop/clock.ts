/** A wait in progress. `ended` resolves when the time is over or `cut` was called. */
export interface Wait {
  ended: Promise<void>
  cut(): void
}

/** The clock and timers that a part of the engine uses. They are passed as arguments, so that a simulation can replace them. */
export interface Clock {
  /** Unix milliseconds. */
  nowMs: () => number
  wait: (ms: number) => Wait
}

/** The machine's clock and timers. */
export const wallClock: Clock = {
  nowMs: Date.now,
  wait(ms) {
    let cut = (): void => {}
    const ended = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      cut = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    return { ended, cut: () => cut() }
  },
}
