import { setFlagsFromString } from 'node:v8'
import { createLogger, type Logger } from './createLogger.ts'
import { startMetrics } from './startMetrics.ts'
import { onStop, stopProcess } from './onStop.ts'
import { EnvironmentError } from './readEnv.ts'

/** The arguments that `start` gets: the logger of the app, and `onStop` to register steps of the graceful stop. */
export type ProcessContext = { logger: Logger; onStop: typeof onStop }

/**
 * Runs one of our processes. Logs the start, and reports to the supervisor once `start` has resolved. Stops the process gracefully on SIGTERM, on SIGINT, and
 * when the supervisor dies. With METRICS_PORT, serves metrics from the beginning. If `start` throws, a rejection is unhandled or an exception is uncaught, logs
 * a fatal error and exits with 1, so that the supervisor starts a new process. Bad settings exit with 78.
 */
export async function runProcess({
  room,
  start,
  onLine,
}: {
  room: string
  /** Called with each line of the log, so that a process can show its newest lines elsewhere. */
  onLine?: (line: string) => void
  start: (context: ProcessContext) => Promise<Record<string, string | number> | undefined>
}): Promise<void> {
  scavengeAlone()
  const logger = createLogger({ room, ...(onLine === undefined ? {} : { onLine }) })
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
 * Makes V8 collect young objects in the main thread only. By default, helper threads also take part in collecting them. Our garbage lives only for one request,
 * so the threads would mostly wait for each other. V8 reads the flag at each collection.
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

/** The message by which a process reports to its supervisor that it can do its job. */
export type ReadyMessage = { type: 'ready'; detail: Record<string, string | number> }

/**
 * Reports to the supervisor that this process is ready, with useful facts (ports, counts). Does nothing without a supervisor. Never throws if the
 * supervisor is gone.
 */
export function reportReady(detail: Record<string, string | number> = {}): void {
  const message: ReadyMessage = { type: 'ready', detail }
  if (process.send === undefined || !process.connected) return
  process.send(message, undefined, undefined, () => {})
}
