const pingMs = 20_000

/**
 * Asks the other side of a line something every 20 s, and calls `onDead` when nothing at all was heard between two questions: a network that went away
 * closes nothing. `heard` is told of each sign of life.
 */
export function watchLine({ ping, onDead }: { ping: () => void; onDead: () => void }): { heard(): void; stop(): void } {
  let hasHeard = true
  const timer = window.setInterval(() => {
    if (!hasHeard) onDead()
    hasHeard = false
    ping()
  }, pingMs)
  return {
    heard() {
      hasHeard = true
    },
    stop: () => window.clearInterval(timer),
  }
}
