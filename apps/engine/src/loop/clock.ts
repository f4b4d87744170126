/** A wait under way: `ended` settles when its time is over or `cut` was called. */
export interface Wait {
  ended: Promise<void>
  cut(): void
}

/** The time of a room, given from outside so that a simulation can lend its own. */
export interface Clock {
  /** Unix milliseconds. */
  nowMs: () => number
  wait: (ms: number) => Wait
}

/** The clock and the timers of the machine. */
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
