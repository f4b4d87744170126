import type { BusyWordRow, MarketNodeRow, ReservedHoursRow } from '@infinitio/db'
import { gpusAt, hoursPerWord } from '@infinitio/domain'
import { askFromWire } from '@infinitio/domain/wire'
import type { MarketAsk, MarketNode, TakenHours } from './marketNode.ts'
import { readAskJson } from './readOrderJson.ts'

/** What is taken of a node: what the chain booked and what the book withholds. Names are the catalogue's. */
export type KnownOfNode = {
  readonly words: readonly BusyWordRow[]
  readonly reservations: readonly ReservedHoursRow[]
  readonly className: string
  readonly regionName: string
}

const nothingTaken: readonly TakenHours[] = []

/** Makes a node of the market from its rows, pure. One that was never heard from counts as silent. */
export function marketNodeOf(row: MarketNodeRow, { words, reservations, className, regionName }: KnownOfNode): MarketNode {
  return {
    node: row.nodeId,
    name: row.name ?? `node ${row.nodeId.slice(2, 10)}`,
    simulated: row.simulated ?? false,
    provider: row.provider,
    hostKey: row.hostKey,
    classId: row.classId,
    className,
    regionId: row.regionId,
    regionName,
    country: row.country,
    city: row.city,
    latitude: row.latitude,
    longitude: row.longitude,
    gpus: row.gpus,
    vramGib: row.vramGib,
    cpuCores: row.cpuCores,
    ramGib: Number(row.ramGib),
    diskGib: Number(row.diskGib),
    networkMbps: Number(row.networkMbps),
    cpuModel: row.cpuModel,
    gpuModel: row.gpuModel,
    runtime: row.runtime,
    tier: row.tier,
    reliabilityBps: row.reliabilityBps === 0 ? null : row.reliabilityBps,
    medianReadySeconds: row.medianReadySeconds === null ? null : Math.round(row.medianReadySeconds),
    completedLeases: Number(row.completedLeases),
    activeLeases: Number(row.activeLeases),
    registeredAt: Number(row.registeredAt),
    lastSeenAt: row.lastSeenAt === null ? null : Math.floor(row.lastSeenAt.getTime() / 1_000),
    retired: row.retired,
    listed: row.listed,
    silent: row.silent ?? true,
    ask: marketAsk(row),
    taken: words.length === 0 && reservations.length === 0 ? nothingTaken : takenHours(words, reservations),
  }
}

function marketAsk(row: MarketNodeRow): MarketAsk | null {
  if (row.askHash === null || row.askJson === null) return null
  const wire = readAskJson(row.askJson)
  return { hash: row.askHash, ask: askFromWire(wire), wire, createdAtMs: Number(row.askCreatedAtMs ?? 0n) }
}

function takenHours(words: readonly BusyWordRow[], reservations: readonly ReservedHoursRow[]): TakenHours[] {
  const reserved = reservations.map(({ fromHour, toHour, gpus }) => ({ fromHour: Number(fromHour), toHour: Number(toHour), gpus }))
  return [...words.flatMap(hoursOfWord), ...reserved]
}

/** Hours in which as many GPUs are taken stand together. */
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
