/** Exit codes of the signals that ask this program to end. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
type Name = keyof typeof exitCodes

/** Handles Ctrl-C and similar signals during work that needs cleanup. */
export type Interrupts = {
  /**
   * Aborts at the first signal. If the first signal was passed to a listener (`passTo`), aborts at the second. Aborts at once if the program that started this
   * one by `fork`, such as `infinitio mcp`, closes its channel or ends.
   */
  readonly signal: AbortSignal
  /** Returns the exit code after the abort: 128 plus the number of the signal. */
  exitCode(): number
  /** Sets a listener that gets the next signal instead of the abort. With null, the next signal aborts. */
  passTo(listener: ((name: Name) => void) | null): void
  /** Restores the default signal handling. */
  stop(): void
}

/**
 * Handles SIGINT and SIGTERM, and on a terminal also SIGHUP (without a terminal, `nohup` must be able to ignore it). When a signal aborts, calls `onEnd` once.
 * The next signal after that ends the program at once.
 */
export function takeInterrupts({ onEnd }: { onEnd: () => void }): Interrupts {
  const controller = new AbortController()
  let listener: ((name: Name) => void) | null = null
  let first: Name | null = null
  let isOrphan = false
  const heard = (name: Name): void => {
    // After the end of the other program, nobody gives a second signal on purpose, and the cleanup must not stop.
    if (isOrphan) return
    if (listener !== null && first === null) {
      first = name
      listener(name)
      return
    }
    first ??= name
    stop()
    controller.abort()
    onEnd()
  }
  const names: Name[] = process.stdin.isTTY ? ['SIGINT', 'SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM']
  const orphaned = (): void => {
    isOrphan = true
    first ??= 'SIGTERM'
    controller.abort()
    onEnd()
  }
  const stop = (): void => {
    for (const name of names) process.off(name, heard)
    process.off('disconnect', orphaned)
  }
  for (const name of names) process.on(name, heard)
  if (process.send !== undefined) process.once('disconnect', orphaned)
  if (process.connected === false && process.send !== undefined) orphaned()
  return {
    signal: controller.signal,
    exitCode: () => exitCodes[first ?? 'SIGINT'],
    passTo: (next) => (listener = next),
    stop,
  }
}
