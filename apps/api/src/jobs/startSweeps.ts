import type { Logger } from '@infinitio/process'

/**
 * A job that looks for work and does it. `run` returns true (or a number above 0) if it found work. `lanes` is the most runs of this job at the same time (1 if
 * it is not set). After a run that found work, the job runs again at the next second, or at once if `lanes` is above 1. `failed` is the text that is logged if
 * a run fails.
 */
export type Sweep = { readonly run: () => Promise<boolean | number>; readonly failed: string; readonly lanes?: number }

/** Sweeps that run. `wake` says that data may have changed. */
export type Sweeps = { readonly wake: () => void; readonly stop: () => void }

const tickMs = 1_000
/** A sweep without work runs at least at this interval, because a wake-up may be lost, and because some work becomes due by the clock only. */
const restMs = 5_000

type Running = Sweep & { busy: number; isDue: boolean; ranAtMs: number }

/**
 * Runs sweeps by one timer, so that a server at rest makes few queries. The timer starts a sweep at most once a second: after `wake`, after a run that found
 * work or failed, and every five seconds. A sweep with several lanes also starts again at once after a run that found work.
 */
export function startSweeps(sweeps: readonly Sweep[], { logger }: { logger: Pick<Logger, 'warn'> }): Sweeps {
  const all = sweeps.map((sweep): Running => ({ ...sweep, busy: 0, isDue: true, ranAtMs: Number.NEGATIVE_INFINITY }))
  const timer = setInterval(() => {
    for (const sweep of all) if (sweep.isDue || performance.now() - sweep.ranAtMs >= restMs) start(sweep, logger)
  }, tickMs).unref()
  return {
    wake() {
      for (const sweep of all) sweep.isDue = true
    },
    stop: () => clearInterval(timer),
  }
}

/** Starts one run, unless as many runs of the sweep as it has lanes are in progress. The sweep then stays due. */
function start(sweep: Running, logger: Pick<Logger, 'warn'>): void {
  const { lanes = 1 } = sweep
  if (sweep.busy >= lanes) return
  sweep.busy += 1
  sweep.isDue = false
  sweep.ranAtMs = performance.now()
  sweep
    .run()
    .then((work) => {
      if (Number(work) === 0) return
      sweep.isDue = true
      // A sweep with several lanes starts its next run immediately. A sweep with one lane waits for the timer's next second.
      if (lanes > 1) setImmediate(() => start(sweep, logger))
    })
    .catch((error: unknown) => {
      sweep.isDue = true
      logger.warn({ err: error }, sweep.failed)
    })
    .finally(() => {
      sweep.busy -= 1
    })
}
