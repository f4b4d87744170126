type StopStep = () => Promise<void> | void

const steps: StopStep[] = []
const stopWithinMs = 6_000
let mostMs = stopWithinMs
let stopping: Promise<void> | null = null

/**
 * Registers a step of this process's graceful stop. The stop begins on SIGTERM, on SIGINT, or when the supervisor is gone. Steps run one after another, last
 * registered first; then the process exits with 0. If a step throws, the error is reported on standard error, the other steps still run, and the exit code is
 * 1. If all steps together take longer than 6 s, the process exits with 1. A step that must wait for something adds `waitsMs` to these 6 s.
 */
export function onStop(step: StopStep, { waitsMs = 0 }: { waitsMs?: number } = {}): void {
  mostMs += waitsMs
  if (steps.length === 0) listenForStop()
  steps.push(step)
}

/** Runs the registered steps of the graceful stop once and exits the process. Later calls wait for the first. */
export function stopProcess(exitCode: number): Promise<void> {
  stopping ??= runSteps(exitCode)
  return stopping
}

function listenForStop(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stopProcess(0))
  if (process.channel !== undefined) process.on('disconnect', () => void stopProcess(0))
}

async function runSteps(exitCode: number): Promise<void> {
  const timer = setTimeout(() => {
    process.stderr.write(`stop took longer than ${mostMs} ms\n`)
    process.exit(1)
  }, mostMs)
  timer.unref()
  let code = exitCode
  for (const step of steps.toReversed()) {
    try {
      await step()
    } catch (error) {
      process.stderr.write(`a stop step failed: ${String(error)}\n`)
      code = 1
    }
  }
  process.exit(code)
}
