import { setFlagsFromString } from 'node:v8'
import { createLogger, type Logger } from './createLogger.ts'
import { startMetrics } from './metrics/startMetrics.ts'
import { onStop, stopProcess } from './onStop.ts'
import { EnvironmentError } from './readEnv.ts'
import { reportReady } from './reportReady.ts'

/** What `start` gets: the room's logger, and `onStop` to register its steps of the graceful stop. */
export type ProcessContext = { logger: Logger; onStop: typeof onStop }

/**
 * Runs one of our processes: logs its start, stops it gracefully on SIGTERM, SIGINT and the death of the supervisor, and
 * tells the supervisor when `start` has resolved. With METRICS_PORT it serves its metrics from the beginning on. A start that throws, an unhandled rejection or an uncaught exception is
 * logged as fatal and ends the process with code 1, so that its supervisor starts a fresh one; bad settings end it with 78.
 */
export async function runProcess({
  room,
  start,
}: {
  room: string
  start: (context: ProcessContext) => Promise<Record<string, string | number> | undefined>
}): Promise<void> {
  scavengeAlone()
  const logger = createLogger({ room })
  onStop(() => logger.info('stopped'))
  process.on('uncaughtException', (error) => end(logger, error, 'uncaught exception'))
  process.on('unhandledRejection', (error) => end(logger, error, 'unhandled rejection'))
  try {
    const metrics = await startMetrics({ logger, onStop })
    const detail = await start({ logger, onStop })
    metrics.becomeReady()
    logger.info({ ...detail }, 'ready')
    reportReady(detail ?? {})
  } catch (error) {
    end(logger, error, 'could not start')
  }
}

/**
 * Lets the thread that allocates clear its own young objects. By default V8 has helper threads do it with it: our garbage lives for a request and is gone,
 * so that most of what they did was to wait for each other, for a tenth of all CPU time of an order. V8 reads the flag at each collection.
 */
function scavengeAlone(): void {
  setFlagsFromString('--no-parallel-scavenge')
}

function end(logger: Logger, error: unknown, message: string): void {
  logger.fatal({ err: error }, message)
  const exitCode = error instanceof EnvironmentError ? 78 : 1
  if (exitCode === 78) process.exit(exitCode)
  void stopProcess(exitCode)
}
