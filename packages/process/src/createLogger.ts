import { type DestinationStream, type Logger, pino } from 'pino'
import { redact } from './redact.ts'
import { tracedOrder } from './traceOrder.ts'

export type { Logger } from 'pino'

/**
 * The logger of one room: JSON lines on standard output (or `destination`), each with `room`, ISO time and level.
 * Secrets are masked by name and passwords inside URLs by shape (see `redact`). `orderHash` follows one bid through the house: put
 * it into the line, or run the work in `traceOrder`. The level comes from LOG_LEVEL, `info` when it is not set.
 */
export function createLogger({ room }: { room: string }, destination?: DestinationStream): Logger {
  const options = {
    level: process.env.LOG_LEVEL ?? 'info',
    base: { room, pid: process.pid },
    mixin: () => {
      const orderHash = tracedOrder()
      return orderHash === null ? {} : { orderHash }
    },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => redact(fields) as Record<string, unknown>,
    },
    // Errors are already plain and redacted by the formatter above.
    serializers: { err: (error: unknown) => error, error: (error: unknown) => error },
  }
  standardOutput ??= linesOfATurn()
  return pino(options, destination ?? standardOutput)
}

let standardOutput: DestinationStream | null = null

/**
 * Standard output, in one write for all that was said since the process last waited for something: a hundred orders that were accepted together are a
 * hundred lines. What a process says last comes out whole and in order, however it ends by itself.
 */
function linesOfATurn(): DestinationStream {
  const output = pino.destination({ fd: 1, sync: true })
  let lines = ''
  const write = (): void => {
    const said = lines
    lines = ''
    if (said !== '') output.write(said)
  }
  process.on('exit', write)
  return {
    write(line) {
      if (lines === '') queueMicrotask(write)
      lines += line
    },
  }
}
