import type { BusyWordRow, MarketNodeRow, ReservedHoursRow, UnfinalEndRow } from '@infinitio/db'
import {
  durationSeconds,
  firstReleasedHour,
  gpuLinkOf,
  gpusAt,
  hoursOf,
  hoursPerWord,
  isolationOf,
  pTokenUnits,
  simulatedProviderOf,
  unixSeconds,
} from '@infinitio/domain'
import type { MarketAsk, MarketNode, TakenHours } from './marketNode.ts'
import { readAskJson } from './readOrderJson.ts'

/**
 * The data from which a node's booked hours are calculated. `words` are storage words (32 bytes) of the calendar contract; each contains the bookings of many
 * hours. `reservations` are hours that the order book holds back. `ends` are leases that ended early in a block that is not final: their remaining hours are
 * free on the chain, but the book does not offer them yet.
 */
export type HoursOfNode = {
  readonly words: readonly BusyWordRow[]
  readonly reservations: readonly ReservedHoursRow[]
  readonly ends: readonly UnfinalEndRow[]
}

/** The hours of a node that cannot be booked, the names of its class and region, and the fee of the market in basis points. */
export type KnownOfNode = HoursOfNode & { readonly className: string; readonly regionName: string; readonly feeBps: number }

const nothingTaken: readonly TakenHours[] = []

/**
 * Builds a node of the market from its rows. A node that never sent a heartbeat counts as suspect (not responding). A node whose ask allows only a lower fee than
 * the market's has no ask, because the contract refuses its leases. Pure.
 */
export function marketNodeOf(row: MarketNodeRow, { className, regionName, feeBps, ...hours }: KnownOfNode): MarketNode {
  return {
    node: row.nodeId,
    name: row.name ?? `node ${row.nodeId.slice(2, 10)}`,
    simulated: row.simulated ?? false,
    provider: shared(row.provider),
    providerName: sharedOrNull(row.providerName ?? (row.simulated === true ? simulatedProviderOf(row.name ?? '') : null)),
    providerBonded: shared(row.providerBonded.toString()),
    hostKey: row.hostKey,
    classId: row.classId,
    className,
    regionId: row.regionId,
    regionName,
    country: sharedOrNull(row.country),
    city: sharedOrNull(row.city),
    latitude: row.latitude,
    longitude: row.longitude,
    gpus: row.gpus,
    lostGpus: lostGpusOf(row),
    vramGib: row.vramGib,
    cpuCores: row.cpuCores,
    ramGib: Number(row.ramGib),
    diskGib: Number(row.diskGib),
    networkMbps: Number(row.networkMbps),
    cpuModel: sharedOrNull(row.cpuModel),
    gpuModel: sharedOrNull(row.gpuModel),
    gpuLink: gpuLinkOf({ reported: row.gpuLink, className }),
    runtime: sharedOrNull(row.runtime),
    isolation: row.isolation === null ? null : isolationOf(row.isolation),
    tier: row.tier,
    reliabilityBps: row.reliabilityBps === 0 ? null : row.reliabilityBps,
    medianReadySeconds: row.medianReadySeconds === null ? null : Math.round(row.medianReadySeconds),
    completedLeases: Number(row.completedLeases),
    activeLeases: Number(row.activeLeases),
    registeredAt: Number(row.registeredAt),
    lastSeenAt: row.lastSeenAt === null ? null : Math.floor(row.lastSeenAt.getTime() / 1_000),
    retired: row.retired,
    listed: row.listed,
    state: row.state,
    ask: marketAsk(row, feeBps),
    taken: notOffered(takenOf(hours), lostGpusOf(row)),
  }
}

/** Returns how many GPUs of a node do not respond: at most all, whatever the machine reports. */
function lostGpusOf({ lostGpus, gpus }: Pick<MarketNodeRow, 'lostGpus' | 'gpus'>): number {
  return Math.min(lostGpus ?? 0, gpus)
}

/** A Unix hour after all hours that anybody can book. */
const endHour = 2 ** 31

/** Adds GPUs that do not respond to the hours of a node that cannot be booked. They take every hour, as in the order book. */
export function notOffered(taken: readonly TakenHours[], lostGpus: number): readonly TakenHours[] {
  return lostGpus === 0 ? taken : [...taken, { fromHour: 0, toHour: endHour, gpus: lostGpus }]
}

function marketAsk({ nodeId, askHash, askJson, askCreatedAtMs }: MarketNodeRow, feeBps: number): MarketAsk | null {
  if (askHash === null || askJson === null) return null
  const ask = marketAskOf({ nodeId, hash: askHash, json: askJson, createdAtMs: askCreatedAtMs ?? 0n })
  return ask.wire.maxFeeBps < feeBps ? null : ask
}

/** Builds an ask of the market from its canonical JSON. `createdAtMs` is a time of the server's clock. Pure. */
export function marketAskOf({ nodeId, hash, json, createdAtMs }: { nodeId: string; hash: string; json: string; createdAtMs: bigint }): MarketAsk {
  const read = readAskJson(json)
  const [provider, privateRenter, executor] = [shared(read.provider), shared(read.privateRenter), shared(read.executor)]
  const wire = { ...read, node: nodeId, provider, privateRenter, executor }
  return { hash, ask: { pricePerGpuSecond: pTokenUnits(BigInt(wire.pricePerGpuSecond)) }, wire, createdAtMs: Number(createdAtMs) }
}

const mostTexts = 100_000
const texts = new Map<string, string>()

/** Returns the same string object for equal texts, so that a million nodes do not each store a copy. */
function shared(text: string): string {
  const known = texts.get(text)
  if (known !== undefined) return known
  if (texts.size >= mostTexts) texts.clear()
  texts.set(text, text)
  return text
}

function sharedOrNull(text: string | null): string | null {
  return text === null ? null : shared(text)
}

/**
 * Returns the hours of a node that cannot be booked: bookings on the chain, reservations of the order book, and hours of leases that ended early in a block
 * that is not final yet.
 */
export function takenOf({ words, reservations, ends }: HoursOfNode): readonly TakenHours[] {
  if (words.length === 0 && reservations.length === 0 && ends.length === 0) return nothingTaken
  const reserved = reservations.map(({ fromHour, toHour, gpus }) => ({ fromHour: Number(fromHour), toHour: Number(toHour), gpus }))
  return [...words.flatMap(hoursOfWord), ...reserved, ...ends.flatMap(hoursOfEnd)]
}

/**
 * Returns the hours that a lease's early end freed on the chain. They still count as booked, because the matcher offers them only after the block of that end
 * is final.
 */
function hoursOfEnd({ startAt, durationSeconds: seconds, endAt, toldAt, gpus }: UnfinalEndRow): TakenHours[] {
  const lease = hoursOf({ start: unixSeconds(startAt), durationSeconds: durationSeconds(seconds) })
  const fromHour = Math.max(lease.fromHour, firstReleasedHour({ end: unixSeconds(endAt), now: unixSeconds(toldAt) }))
  return fromHour < lease.toHour ? [{ fromHour, toHour: lease.toHour, gpus }] : []
}

/** Converts one storage word of the calendar into spans of consecutive hours in which equally many GPUs are booked. */
function hoursOfWord({ wordIndex, word }: BusyWordRow): TakenHours[] {
  const first = Number(wordIndex) * hoursPerWord
  const found: { fromHour: number; toHour: number; gpus: number }[] = []
  for (let position = 0; position < hoursPerWord; position += 1) {
    const gpus = gpusAt(word, position)
    if (gpus === 0) continue
    const last = found.at(-1)
    if (last !== undefined && last.toHour === first + position && last.gpus === gpus) last.toHour += 1
    else found.push({ fromHour: first + position, toHour: first + position + 1, gpus })
  }
  return found
}
