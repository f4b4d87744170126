/** How a person, or the system, asks this program to end, by its exit code. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
type Name = keyof typeof exitCodes

/** Ctrl-C and its likes while something is under way that must be tidied up. */
export type Interrupts = {
  /** Aborts when all is to end: at the first signal, or at the second where the first was passed on. */
  readonly signal: AbortSignal
  /** 128 and the number of the signal, once aborted. */
  exitCode(): number
  /** From now on the first signal goes there; null: to nobody, and the next one ends all. */
  passTo(listener: ((name: Name) => void) | null): void
  /** The signals do again what they do everywhere. */
  stop(): void
}

/**
 * Takes SIGINT and SIGTERM, and SIGHUP where somebody sits at a terminal (`nohup` takes that away). `onEnd` is told once, when it aborts;
 * one more signal then ends the program as it stands.
 */
export function takeInterrupts({ onEnd }: { onEnd: () => void }): Interrupts {
  const controller = new AbortController()
  let listener: ((name: Name) => void) | null = null
  let first: Name | null = null
  const heard = (name: Name): void => {
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
  const stop = (): void => {
    for (const name of names) process.off(name, heard)
  }
  for (const name of names) process.on(name, heard)
  return {
    signal: controller.signal,
    exitCode: () => exitCodes[first ?? 'SIGINT'],
    passTo: (next) => (listener = next),
    stop,
  }
}
