import { type DestinationStream, type Logger, pino } from 'pino'
import { redact } from './redact.ts'
import { tracedOrder } from './traceOrder.ts'

export type { Logger } from 'pino'

/**
 * Returns the logger of one room. It writes JSON lines to standard output (or `destination`), each with `room`, ISO time and level. It masks secrets
 * by field name, and passwords inside URLs by shape (see `redact`). `orderHash` follows one bid through all processes: pass it in the line, or run
 * the work in `traceOrder`. LOG_LEVEL sets the level; the default is `info`.
 */
export function createLogger({ room, onLine }: { room: string; onLine?: (line: string) => void }, destination?: DestinationStream): Logger {
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
  const output = destination ?? standardOutput
  return pino(options, onLine === undefined ? output : both(output, onLine))
}

function both(output: DestinationStream, onLine: (line: string) => void): DestinationStream {
  return {
    write(line) {
      output.write(line)
      onLine(line)
    },
  }
}

let standardOutput: DestinationStream | null = null

/**
 * Returns standard output that writes all lines since the process last waited in one call: a hundred orders accepted together are a hundred lines.
 * The last lines are written completely and in order, however the process ends itself.
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
