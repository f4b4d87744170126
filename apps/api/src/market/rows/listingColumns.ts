import { referencePerformanceOf } from '@infinitio/domain'
import { latestStartSeconds } from '../starts/freeGpus.ts'
import { calendarHours, type MarketNode } from '../machines/marketNode.ts'
import { createFactColumns, type FactColumns, writeFacts } from './factColumns.ts'
import { nameWidth, writeName } from './nameBytes.ts'
import { priceStepOf } from './priceSteps.ts'

/** A bit of `flags`: the node has an ask, even if the ask is hidden. */
export const hasAsk = 1
/** A bit of `flags`: some hours of the node are booked. */
export const isTaken = 2

/** The most GPUs that the registry contract allows in a node. So the column `steps` has this many entries for each node. */
export const mostGpus = 15
/** An order leaves the book this many seconds before it expires. */
export const leaveBookSeconds = 30

/** The value of `readySeconds` if no lease has shown yet how long the node needs until it is ready. */
export const notMeasured = 65_535

/** The value of `idleGpus` if hours of the node are booked, so that the free GPUs must be calculated from the hours. */
export const notIdle = 255

const never = 65_535
const mostUint32 = 4_294_967_295
const hourSeconds = 3_600

/**
 * The data that searches read: one array for each property, with one number for each slot (row of the index); `steps` and `names` have several. Times are in
 * Unix seconds, at most 2^32 − 1.
 * - `price`: in base units per GPU-second. Exact only below 2^53, but always in the right order
 * - `priceStep`: the step of the price filter to which the price belongs (`priceSteps.ts`)
 * - `usualSeconds`: one hour, or the nearest duration that the ask allows
 * - `endsAt`: the end of the time that the ask offers, less 120 s for a late settlement
 * - `performance`: of one GPU by its data sheet, 0 if it has none
 * - `readySeconds`: from settlement to Ready, at most 65,534, or `notMeasured`
 * - `idleGpus`: the most GPUs that one lease may have on a node without booked hours, else `notIdle`
 * - `idKey`: the first 48 bits of the id
 * - `steps[slot × 15 + n]`: the first hour (counted from the index's hour) in which more than n GPUs are booked
 * - `textId`: the number of the node's texts (`SharedTexts`)
 * - `cellId`: the number of its map cell (`PlaceCells`)
 * - `names`, `nameLength` and `namePairs`: its name (`nameBytes.ts`)
 */
export type ListingColumns = FactColumns & {
  readonly flags: Uint8Array
  readonly gpus: Uint8Array
  readonly minGpus: Uint8Array
  readonly maxGpus: Uint8Array
  readonly idleGpus: Uint8Array
  readonly vramGib: Uint16Array
  readonly performance: Uint16Array
  readonly readySeconds: Uint16Array
  readonly minSeconds: Uint32Array
  readonly maxSeconds: Uint32Array
  readonly usualSeconds: Uint32Array
  readonly noticeSeconds: Uint32Array
  readonly opensAt: Uint32Array
  readonly leavesAt: Uint32Array
  readonly endsAt: Uint32Array
  readonly price: Float64Array
  readonly priceStep: Uint8Array
  readonly createdAtMs: Float64Array
  readonly idKey: Float64Array
  readonly steps: Uint16Array
  readonly textId: Uint32Array
  readonly cellId: Uint32Array
  readonly nameLength: Uint8Array
  readonly namePairs: Int32Array
  readonly names: Uint8Array
}

/** Creates columns for `capacity` nodes. */
export function createColumns(capacity: number): ListingColumns {
  return {
    ...createFactColumns(capacity),
    flags: new Uint8Array(capacity),
    gpus: new Uint8Array(capacity),
    minGpus: new Uint8Array(capacity),
    maxGpus: new Uint8Array(capacity),
    idleGpus: new Uint8Array(capacity),
    vramGib: new Uint16Array(capacity),
    performance: new Uint16Array(capacity),
    readySeconds: new Uint16Array(capacity),
    minSeconds: new Uint32Array(capacity),
    maxSeconds: new Uint32Array(capacity),
    usualSeconds: new Uint32Array(capacity),
    noticeSeconds: new Uint32Array(capacity),
    opensAt: new Uint32Array(capacity),
    leavesAt: new Uint32Array(capacity),
    endsAt: new Uint32Array(capacity),
    price: new Float64Array(capacity),
    priceStep: new Uint8Array(capacity),
    createdAtMs: new Float64Array(capacity),
    idKey: new Float64Array(capacity),
    steps: new Uint16Array(capacity * mostGpus),
    textId: new Uint32Array(capacity),
    cellId: new Uint32Array(capacity),
    nameLength: new Uint8Array(capacity),
    namePairs: new Int32Array(capacity),
    names: new Uint8Array(capacity * nameWidth),
  }
}

/** Copies the columns into larger ones. */
export function growColumns(from: ListingColumns, capacity: number): ListingColumns {
  const grown = createColumns(capacity)
  for (const name of Object.keys(from) as (keyof ListingColumns)[]) grown[name].set(from[name])
  return grown
}

const widths: { readonly [name in keyof ListingColumns]?: number } = { steps: mostGpus, names: nameWidth }

/** Copies the row at `from` over the row at `to`. */
export function moveColumns(columns: ListingColumns, { from, to }: { from: number; to: number }): void {
  for (const name of Object.keys(columns) as (keyof ListingColumns)[]) {
    const width = widths[name] ?? 1
    columns[name].copyWithin(to * width, from * width, (from + 1) * width)
  }
}

type Row = { readonly node: MarketNode; readonly hour: number; readonly textId: number; readonly cellId: number }

/**
 * Writes a node's values into row `slot` of the columns. `hour` is the Unix hour from which the column `steps` counts, `textId` is the number of the node's
 * texts, and `cellId` the number of its map cell.
 */
export function writeColumns(columns: ListingColumns, slot: number, { node, hour, textId, cellId }: Row): void {
  const { ask } = node
  columns.flags[slot] = (ask === null ? 0 : hasAsk) | (node.taken.length > 0 ? isTaken : 0)
  columns.gpus[slot] = Math.min(node.gpus, mostGpus)
  columns.vramGib[slot] = node.vramGib
  columns.performance[slot] = referencePerformanceOf(node.className) ?? 0
  columns.readySeconds[slot] = readySecondsOf(node)
  columns.idKey[slot] = Number.parseInt(node.node.slice(2, 14), 16)
  columns.textId[slot] = textId
  columns.cellId[slot] = cellId
  const name = writeName(columns.names, slot, node.name)
  columns.nameLength[slot] = name.length
  columns.namePairs[slot] = name.pairs
  writeFacts(columns, slot, node)
  writeSteps(columns, slot, { node, hour })
  if (ask === null) return
  const { wire } = ask
  columns.minGpus[slot] = wire.minGpus
  columns.maxGpus[slot] = wire.maxGpus
  columns.idleGpus[slot] = node.taken.length > 0 ? notIdle : idleGpusOf(node.gpus, wire)
  columns.minSeconds[slot] = Math.min(wire.minDurationSeconds, mostUint32)
  columns.maxSeconds[slot] = Math.min(wire.maxDurationSeconds, mostUint32)
  columns.usualSeconds[slot] = Math.min(Math.max(hourSeconds, wire.minDurationSeconds), wire.maxDurationSeconds, mostUint32)
  columns.noticeSeconds[slot] = Math.min(wire.noticeSeconds, mostUint32)
  columns.opensAt[slot] = Math.min(wire.availableFrom, mostUint32)
  columns.leavesAt[slot] = Math.min(Math.max(wire.expiry - leaveBookSeconds, 0), mostUint32)
  columns.endsAt[slot] = Math.min(Math.max(wire.availableUntil - latestStartSeconds, 0), mostUint32)
  columns.price[slot] = Number(ask.ask.pricePerGpuSecond)
  columns.priceStep[slot] = priceStepOf(ask.ask.pricePerGpuSecond)
  columns.createdAtMs[slot] = ask.createdAtMs
}

/** Returns the value of `readySeconds` for a node: the median number of seconds until its leases became ready. */
export function readySecondsOf({ medianReadySeconds }: Pick<MarketNode, 'medianReadySeconds'>): number {
  return medianReadySeconds === null ? notMeasured : Math.min(Math.max(medianReadySeconds, 0), notMeasured - 1)
}

function idleGpusOf(gpus: number, { minGpus, maxGpus }: { minGpus: number; maxGpus: number }): number {
  const all = Math.min(gpus, mostGpus)
  return all < minGpus ? 0 : Math.min(all, maxGpus)
}

const busy = new Uint16Array(calendarHours)

/**
 * Writes the column `steps` of a node. For each number n of GPUs, it has the first hour in which more than n GPUs are booked. Hours are counted from `hour`.
 */
export function writeSteps({ steps }: ListingColumns, slot: number, { node, hour }: { node: MarketNode; hour: number }): void {
  const base = slot * mostGpus
  steps.fill(never, base, base + mostGpus)
  let end = 0
  for (const { fromHour, toHour, gpus } of node.taken) {
    const last = Math.min(toHour - hour, calendarHours)
    for (let at = Math.max(fromHour - hour, 0); at < last; at += 1) busy[at] = (busy[at] as number) + gpus
    if (last > end) end = last
  }
  let most = 0
  for (let at = 0; at < end; at += 1) for (; most < (busy[at] as number) && most < mostGpus; most += 1) steps[base + most] = at
  busy.fill(0, 0, end)
}

/** Returns how many GPUs of a node are free from the index's current hour until `endHour` without a break. `endHour` is counted from the current hour. */
export function freeInRow({ gpus, steps }: ListingColumns, slot: number, endHour: number): number {
  const all = gpus[slot] as number
  const base = slot * mostGpus
  let taken = 0
  while (taken < all && (steps[base + taken] as number) < endHour) taken += 1
  return all - taken
}

/**
 * Returns the hour by which a lease of this duration is certainly over, even if it settles as late as possible. Hours are counted from `startOfHour` and
 * rounded up.
 */
export function endHourOf({ now, seconds, startOfHour }: { now: number; seconds: number; startOfHour: number }): number {
  return Math.ceil((now + latestStartSeconds + seconds - startOfHour) / hourSeconds)
}
