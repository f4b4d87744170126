import { parsePt } from '@infinitio/sdk'
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'

/**
 * One machine of a fleet file. The price is in base units per GPU-second. A value that is null leaves the listed value unchanged. `line` is the line of the
 * file where the machine's entry begins.
 */
export type FleetEntry = {
  readonly line: number
  readonly machine: string
  readonly labels: readonly string[]
  readonly price: bigint | null
  readonly paused: boolean
  readonly hours: number | null
  readonly region: string | null
}

/** An error of a fleet file: its line and the reason. */
export type FleetFault = { readonly line: number; readonly reason: string }

const mostBytes = 1_000_000
const mostMachines = 1_000
const known = ['machine', 'labels', 'price', 'paused', 'hours', 'region']

/**
 * Parses a fleet file in YAML or JSON. Returns the errors of all entries (up to 1,000) with their lines. If the file as a whole cannot be read, returns only the
 * reasons for that. Prices are texts or numbers in PT per GPU-hour, rounded down to base units per GPU-second. Pure.
 */
export function parseFleetFile(text: string): { entries: FleetEntry[]; faults: FleetFault[] } {
  if (text.length > mostBytes) return { entries: [], faults: [{ line: 1, reason: 'The file is larger than 1 MB.' }] }
  const lines = new LineCounter()
  // YAML aliases are refused, because they could make a small file very large.
  const document = parseDocument(text, { lineCounter: lines, maxAliasCount: 0, merge: false, uniqueKeys: true } as never)
  const lineOf = (node: unknown) => lines.linePos((node as Node | null)?.range?.[0] ?? 0).line
  if (document.errors.length > 0)
    return {
      entries: [],
      faults: document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, reason: message.split('\n')[0] ?? '' })),
    }
  const machines = isMap(document.contents) ? document.contents.get('machines') : null
  if (!isSeq(machines)) return { entries: [], faults: [{ line: 1, reason: 'The file needs a list "machines".' }] }
  const faults: FleetFault[] = []
  if (machines.items.length > mostMachines) faults.push({ line: lineOf(machines), reason: `A file has at most ${mostMachines} machines.` })
  const entries = machines.items.slice(0, mostMachines).flatMap((item) => {
    if (isMap(item)) return entryOf(item, { lineOf, faults })
    faults.push({ line: lineOf(item), reason: 'An entry needs "machine" and other fields.' })
    return []
  })
  return { entries, faults: faults.toSorted((one, other) => one.line - other.line) }
}

type Reading = { readonly lineOf: (node: unknown) => number; readonly faults: FleetFault[] }

function entryOf(item: YAMLMap, { lineOf, faults }: Reading): FleetEntry[] {
  const line = lineOf(item)
  const fields = new Map(item.items.map((pair: Pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]))
  const before = faults.length
  for (const [name, pair] of fields)
    if (!known.includes(name)) faults.push({ line: lineOf(pair.key), reason: `"${name}" is not a field: use ${known.join(', ')}.` })
  function read<Value>(name: string, parse: (value: unknown) => Value | undefined, wanted: string): Value | null {
    const pair = fields.get(name)
    if (pair === undefined) return null
    const node = pair.value as Node | null
    const value = parse(
      isSeq(node) ? node.items.map((each) => (isScalar(each) ? each.value : null)) : isScalar(node) ? (node.source ?? node.value) : null,
    )
    if (value === undefined) faults.push({ line: lineOf(pair.key), reason: `"${name}" must be ${wanted}.` })
    return value ?? null
  }
  const entry: FleetEntry = {
    line,
    machine: read('machine', textOf, 'the name or the id of a machine') ?? '',
    labels: read('labels', labelsOf, 'a list of up to 20 words') ?? [],
    price: read('price', priceOf, 'a price in PT per GPU-hour, such as 0.25'),
    paused:
      read(
        'paused',
        (value) => (value === 'true' || value === true ? true : value === 'false' || value === false ? false : undefined),
        'true or false',
      ) ?? false,
    hours: read('hours', hoursOf, 'the longest lease in whole hours, 1 to 672'),
    region: read('region', textOf, 'the name of a region'),
  }
  if (!fields.has('machine')) faults.push({ line, reason: 'An entry needs "machine": a name or an id.' })
  return faults.length === before ? [entry] : []
}

function textOf(value: unknown): string | undefined {
  const text = value === null ? '' : String(value).trim()
  return text !== '' && text.length <= 100 && !Array.isArray(value) ? text : undefined
}

function labelsOf(value: unknown): string[] | undefined {
  const labels = Array.isArray(value) ? value.map((each) => textOf(each)) : []
  return Array.isArray(value) && labels.length <= 20 && labels.every((label) => label !== undefined) ? (labels as string[]) : undefined
}

function priceOf(value: unknown): bigint | undefined {
  const units = parsePt(String(value))
  const price = units === null ? 0n : units / 3_600n
  return price > 0n ? price : undefined
}

function hoursOf(value: unknown): number | undefined {
  const hours = /^\d{1,3}$/.test(String(value)) ? Number(value) : 0
  return hours >= 1 && hours <= 672 ? hours : undefined
}
