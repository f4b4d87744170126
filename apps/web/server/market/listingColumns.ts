import { busyHours } from './busyHours.ts'
import { latestStartSeconds } from './freeGpus.ts'
import { calendarHours, type MarketNode } from './marketNode.ts'

/** Bits of `flags`: the node is listed, answers, is not retired and has an ask. */
export const isOffered = 1
/** The machine is simulated. */
export const isSimulated = 2
/** Some of its hours are taken. */
export const isTaken = 4
/** It has an ask, whether it is shown or not. */
export const hasAsk = 8

/** GPUs of a node at most, as the registry has it: so many steps has its column. */
export const mostGpus = 15
/** Seconds before its expiry at which an order leaves the book. */
export const leaveBookSeconds = 30

const never = 65_535
const mostUint32 = 4_294_967_295

/**
 * What a search looks at, one number a node and column. Times in Unix seconds, cut at 2^32 − 1; `price` in base units per GPU-second and so exact
 * below 2^53 only, but never in wrong order. `endsAt` is when the longest lease from now must end; `idKey` the first 48 bits of the id;
 * `steps[slot × 15 + n]` the hour, counted from the index's, from which on more than n GPUs were taken once.
 */
export type ListingColumns = {
  readonly flags: Uint8Array
  readonly classId: Uint8Array
  readonly regionId: Uint8Array
  readonly gpus: Uint8Array
  readonly minGpus: Uint8Array
  readonly maxGpus: Uint8Array
  readonly vramGib: Uint16Array
  readonly minSeconds: Uint32Array
  readonly maxSeconds: Uint32Array
  readonly opensAt: Uint32Array
  readonly leavesAt: Uint32Array
  readonly endsAt: Uint32Array
  readonly price: Float64Array
  readonly createdAtMs: Float64Array
  readonly idKey: Float64Array
  readonly steps: Uint16Array
}

/** Makes columns for so many nodes, over memory that threads can share. */
export function createColumns(capacity: number): ListingColumns {
  const bytes = (each: number) => new SharedArrayBuffer(capacity * each)
  return {
    flags: new Uint8Array(bytes(1)),
    classId: new Uint8Array(bytes(1)),
    regionId: new Uint8Array(bytes(1)),
    gpus: new Uint8Array(bytes(1)),
    minGpus: new Uint8Array(bytes(1)),
    maxGpus: new Uint8Array(bytes(1)),
    vramGib: new Uint16Array(bytes(2)),
    minSeconds: new Uint32Array(bytes(4)),
    maxSeconds: new Uint32Array(bytes(4)),
    opensAt: new Uint32Array(bytes(4)),
    leavesAt: new Uint32Array(bytes(4)),
    endsAt: new Uint32Array(bytes(4)),
    price: new Float64Array(bytes(8)),
    createdAtMs: new Float64Array(bytes(8)),
    idKey: new Float64Array(bytes(8)),
    steps: new Uint16Array(bytes(2 * mostGpus)),
  }
}

/** Copies the rows of columns into larger ones. */
export function growColumns(from: ListingColumns, capacity: number): ListingColumns {
  const grown = createColumns(capacity)
  for (const name of Object.keys(from) as (keyof ListingColumns)[]) grown[name].set(from[name])
  return grown
}

/** Copies one row over another. */
export function moveColumns(columns: ListingColumns, { from, to }: { from: number; to: number }): void {
  for (const name of Object.keys(columns) as (keyof ListingColumns)[]) {
    const width = name === 'steps' ? mostGpus : 1
    columns[name].copyWithin(to * width, from * width, (from + 1) * width)
  }
}

/** Writes a node's row. `hour` is the Unix hour from which its steps count. */
export function writeColumns(columns: ListingColumns, slot: number, { node, hour }: { node: MarketNode; hour: number }): void {
  const { ask } = node
  const isOpen = ask !== null && node.listed && !node.retired && !node.silent
  columns.flags[slot] =
    (isOpen ? isOffered : 0) | (node.simulated ? isSimulated : 0) | (node.taken.length > 0 ? isTaken : 0) | (ask === null ? 0 : hasAsk)
  columns.classId[slot] = node.classId
  columns.regionId[slot] = node.regionId
  columns.gpus[slot] = Math.min(node.gpus, mostGpus)
  columns.vramGib[slot] = node.vramGib
  columns.idKey[slot] = Number.parseInt(node.node.slice(2, 14), 16)
  writeSteps(columns, slot, { node, hour })
  if (ask === null) return
  const { wire } = ask
  columns.minGpus[slot] = wire.minGpus
  columns.maxGpus[slot] = wire.maxGpus
  columns.minSeconds[slot] = Math.min(wire.minDurationSeconds, mostUint32)
  columns.maxSeconds[slot] = Math.min(wire.maxDurationSeconds, mostUint32)
  columns.opensAt[slot] = Math.min(wire.availableFrom, mostUint32)
  columns.leavesAt[slot] = Math.min(Math.max(wire.expiry - leaveBookSeconds, 0), mostUint32)
  columns.endsAt[slot] = Math.min(Math.max(wire.availableUntil - latestStartSeconds, 0), mostUint32)
  columns.price[slot] = Number(ask.ask.pricePerGpuSecond)
  columns.createdAtMs[slot] = ask.createdAtMs
}

/** Writes from when on how many GPUs of a node are taken, counted from `hour`. */
export function writeSteps({ steps }: ListingColumns, slot: number, { node, hour }: { node: MarketNode; hour: number }): void {
  const base = slot * mostGpus
  steps.fill(never, base, base + mostGpus)
  if (node.taken.length === 0) return
  let most = 0
  for (const [at, busy] of busyHours(node.taken, { fromHour: hour, hours: calendarHours }).entries())
    for (; most < busy && most < mostGpus; most += 1) steps[base + most] = at
}

/**
 * GPUs that a row has free from the index's hour until the given one, counted from it; the hour that runs is the first. Not below 0.
 */
export function freeInRow({ flags, gpus, steps }: ListingColumns, slot: number, endHour: number): number {
  const all = gpus[slot] as number
  if (((flags[slot] as number) & isTaken) === 0) return all
  const base = slot * mostGpus
  let taken = 0
  while (taken < all && (steps[base + taken] as number) < endHour) taken += 1
  return all - taken
}
