import { type LeaseWish, readLeaseWish } from '@infinitio/sdk/job-file'
import { parsePt, pTokenUnits, refusal } from '@infinitio/sdk'
import type { ScaleLimits } from '@infinitio/services'
import { nearestKey } from '@infinitio/tasks'
import { isMap, LineCounter, type Node, parseDocument } from 'yaml'

/** A service on rented machines, as its file (`service.yaml`) describes it. `files` gives each name a path on this computer. */
export type ServiceFile = {
  readonly model: string
  /** The port at which the model server listens in its lease. */
  readonly port: number
  readonly files: Readonly<Record<string, string>>
  readonly wish: LeaseWish
  readonly limits: ScaleLimits
  /** Seconds that a request waits for a machine. */
  readonly waitSeconds: number
  /**
   * The price of a start in base units of PToken. If it is null, a start is priced at its highest cost (`startCostOf`), which depends on the fees of the
   * market.
   */
  readonly startPrice: bigint | null
}

const leaseKeys = ['command', 'image', 'resources', 'time', 'env', 'secrets'] as const
const ownKeys = ['model', 'port', 'files', 'machines', 'budget', 'queue', 'idle', 'slots', 'wait', 'notice', 'start_price'] as const
const keys: readonly string[] = [...leaseKeys, ...ownKeys]
const mostMachines = 64
const mostSlots = 1_024
const mostPort = 65_535
const mostIdle = 86_400
const leastWait = 10
const mostWait = 600
const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }
const fileName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/

/**
 * Reads the file of a service on rented machines. Throws `api.invalid_field` with the line and the reason: for an unknown key, or a value that is wrong or
 * missing.
 */
export function readServiceFile(text: string): ServiceFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const root = document.contents
  const lineOf = (node: unknown): string => {
    const start = (node as Node | null | undefined)?.range?.[0]
    return start === undefined ? '' : `line ${lines.linePos(start).line}: `
  }
  const [broken] = document.errors
  if (broken !== undefined) throw refusal('api.invalid_field', { detail: broken.message.split('\n')[0] ?? 'this is not YAML' })
  if (!isMap(root)) throw refusal('api.invalid_field', { detail: 'the file of a service must have keys and values' })
  const fault = ([key = '']: readonly string[], message: string) =>
    refusal('api.invalid_field', { detail: `${lineOf(root.items.find((item) => String(item.key) === key)?.key)}${message}` })
  for (const { key } of root.items) {
    const near = nearestKey(String(key), keys)
    if (!keys.includes(String(key)))
      throw fault([String(key)], `${String(key)} is not a key here${near === undefined ? `: ${keys.join(', ')}` : `; did you mean ${near}?`}`)
  }
  return serviceOf(valuesOf(document), fault)
}

type Values = Readonly<Record<string, unknown>>
type Fault = (key: readonly string[], message: string) => Error

/** A few lines of YAML can expand to billions of values. The parser refuses such a file. */
function valuesOf(document: ReturnType<typeof parseDocument>): Values {
  try {
    return document.toJS() as Values
  } catch (error) {
    throw refusal('api.invalid_field', { detail: error instanceof Error ? error.message : String(error) })
  }
}

function serviceOf(values: Values, fault: Fault): ServiceFile {
  const { model, port = 8_000, machines = '0-1', slots = 8, queue = 0, idle = '300s', wait = '60s', notice = '300s', time = '1h' } = values
  const { start_price: start } = values
  if (typeof model !== 'string' || model === '' || model.length > 200)
    throw fault(['model'], 'model: name the model as its server does, with up to 200 letters')
  const [, least, most] = /^(\d{1,3})-(\d{1,3})$/.exec(String(machines)) ?? []
  if (least === undefined || Number(least) > Number(most) || Number(most) < 1 || Number(most) > mostMachines)
    throw fault(['machines'], `machines: least and most, such as 0-2; at most ${mostMachines}`)
  const budget = values['budget'] === undefined ? null : parsePt(String(values['budget']))
  if (budget === null || budget === 0n) throw fault(['budget'], 'budget: say in PT what all machines together may cost in an hour, such as 4.00')
  const startPrice = start === undefined ? null : parsePt(String(start))
  if (start !== undefined && startPrice === null) throw fault(['start_price'], 'start_price: an amount in PT, such as 0.02')
  const seconds = (name: string, value: unknown, [from, to]: readonly [number, number]) => {
    const read = secondsOf(String(value))
    if (read === null || read < from || read > to) throw fault([name], `${name}: a time such as 300s or 10m, from ${from} to ${to} s`)
    return read
  }
  const [idleSeconds, waitSeconds] = [seconds('idle', idle, [0, mostIdle]), seconds('wait', wait, [leastWait, mostWait])]
  const mostNoticeSeconds = seconds('notice', notice, [0, mostIdle])
  const whole = (name: string, value: unknown, [from, to]: readonly [number, number]) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value
    throw fault([name], `${name}: a whole number from ${from} to ${to}`)
  }
  const portNumber = whole('port', port, [1, mostPort])
  return {
    ...{ model, port: portNumber, files: filesOf(values['files'] ?? {}, fault), startPrice, waitSeconds },
    wish: { ...readLeaseWish({ ...values, time }, { fault, secondsOf }), ports: [portNumber], mostNoticeSeconds },
    limits: {
      ...{ leastMachines: Number(least), mostMachines: Number(most), budgetPerHour: pTokenUnits(budget), idleSeconds },
      ...{ queue: whole('queue', queue, [0, mostSlots]), slots: whole('slots', slots, [1, mostSlots]) },
    },
  }
}

function filesOf(value: unknown, fault: Fault): Readonly<Record<string, string>> {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null
  if (entries?.every(([name, path]) => fileName.test(name) && typeof path === 'string') !== true)
    throw fault(['files'], 'files: give each name a path on this computer, such as server.mjs: ./server.mjs')
  return Object.fromEntries(entries)
}

function secondsOf(text: string): number | null {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  return count === undefined ? null : Number(count) * (unitSeconds[unit] ?? 0)
}
