import { AsyncLocalStorage } from 'node:async_hooks'
import { type DestinationStream, type Logger, pino } from 'pino'
import { stackInSources } from './logs/stackInSources.ts'

export type { Logger } from 'pino'

/**
 * Returns the logger of one room (app or package). It writes JSON lines to standard output (or `destination`), each with `room`, ISO time and level. It masks
 * secrets by field name, and passwords inside URLs by their form (see `redact`). `orderHash` identifies one bid in the logs of all processes: pass it in the
 * line, or run the work in `traceOrder`. LOG_LEVEL sets the level; the default is `info`.
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
    // The formatter above has already reduced errors to plain fields and masked secrets in them.
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
 * Returns a standard output that collects the log lines of the running code, and writes them in one call when that code has finished (in a microtask). Lines
 * that are left when the process exits are written then, in their order.
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

const traces = new AsyncLocalStorage<{ orderHash: string | null }>()

/**
 * Runs `work` for one order. Every line that is logged during the work, also by functions that it calls, contains `orderHash`, which is the trace id in all
 * processes. If the order is not known yet, pass null and set it later with `noteOrder`. Code in listeners that were added before the work does not count as
 * part of it.
 */
export function traceOrder<Result>(orderHash: string | null, work: () => Result): Result {
  return traces.run({ orderHash }, work)
}

/** Sets the order to which the current work belongs, if this order is found only during the work. Does nothing outside `traceOrder`. */
export function noteOrder(orderHash: string): void {
  const trace = traces.getStore()
  if (trace !== undefined) trace.orderHash = orderHash
}

/** Returns the hash of the order to which the current work belongs, or null if there is none. */
export function tracedOrder(): string | null {
  return traces.getStore()?.orderHash ?? null
}

const secretName = /pass(word|phrase)?$|secret|token$|^authorization$|cookie|private_?key|mnemonic|^environment$/i
const urlPassword = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi
const maxDepth = 8
const mask = '[redacted]'

/**
 * Returns a copy of a log value without secrets. Fields with the name of a secret are masked completely, and passwords inside URLs are masked in
 * every string. Values deeper than 8 levels are masked, which also ends cycles. Never throws.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return !value.includes('://') ? value : value.replace(urlPassword, `$1:${mask}@`)
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return value
  if (depth >= maxDepth) return mask
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  if (value instanceof Error) return redactError(value, depth)
  return redactFields(Object.entries(value), depth)
}

function redactError(error: Error, depth: number): unknown {
  // Libraries attach whole objects to their errors, such as an ABI or a request. Log only the short fields, because only they explain the error.
  const own = Object.entries(error).filter(([, field]) => typeof field !== 'object' && typeof field !== 'function')
  const stack = error.stack === undefined ? undefined : stackInSources(error.stack)
  const fields = Object.entries({ ...Object.fromEntries(own), type: error.name, message: error.message, stack, cause: error.cause })
  return redactFields(
    fields.filter(([, field]) => field !== undefined),
    depth,
  )
}

function redactFields(fields: [string, unknown][], depth: number): Record<string, unknown> {
  return Object.fromEntries(fields.map(([name, field]) => [name, secretName.test(name) ? mask : redact(field, depth + 1)]))
}
