import { createHash } from 'node:crypto'
import type { BusyWordRow, ClassRow, MarketNodeRow, RegionRow, ReservedHoursRow } from '@infinitio/db'
import { gpusAt, hoursPerWord } from '@infinitio/domain'
import { askFromWire } from '@infinitio/domain/wire'
import { calendarHours, type Market, type MarketAsk, type MarketNode } from './marketNode.ts'
import { readAskJson } from './readOrderJson.ts'

/** The rows a market is made from. */
export type MarketRows = {
  readonly nodes: readonly MarketNodeRow[]
  readonly words: readonly BusyWordRow[]
  readonly reservations: readonly ReservedHoursRow[]
  readonly classes: readonly ClassRow[]
  readonly regions: readonly RegionRow[]
}

/**
 * Makes the market from rows, pure. Hours count from `fromHour` (a Unix hour). A node that was never heard from counts as silent. Capacity in use is what
 * the chain booked plus what the book withholds.
 */
export function buildMarket(rows: MarketRows, { fromHour }: { fromHour: number }): Market {
  const busyByNode = busyHours(rows, fromHour)
  const classNames = new Map(rows.classes.map((entry) => [entry.classId, entry.name]))
  const regionNames = new Map(rows.regions.map((entry) => [entry.regionId, entry.name]))
  const nodes = rows.nodes.map((row) =>
    marketNode(row, {
      busy: busyByNode.get(row.nodeId) ?? new Uint8Array(calendarHours),
      className: classNames.get(row.classId) ?? `Class ${row.classId}`,
      regionName: regionNames.get(row.regionId) ?? `Region ${row.regionId}`,
    }),
  )
  const market = { fromHour, nodes, byId: new Map(nodes.map((node) => [node.node, node])), classes: rows.classes, regions: rows.regions }
  return { ...market, version: versionOf(market) }
}

function busyHours(rows: MarketRows, fromHour: number): Map<string, Uint8Array> {
  const byNode = new Map<string, Uint8Array>()
  const hoursOfNode = (nodeId: string): Uint8Array => {
    const hours = byNode.get(nodeId) ?? new Uint8Array(calendarHours)
    byNode.set(nodeId, hours)
    return hours
  }
  for (const { nodeId, wordIndex, word } of rows.words) {
    const hours = hoursOfNode(nodeId)
    const first = Number(wordIndex) * hoursPerWord - fromHour
    for (let position = 0; position < hoursPerWord; position += 1) {
      const at = first + position
      if (at >= 0 && at < calendarHours) hours[at] = (hours[at] ?? 0) + gpusAt(word, position)
    }
  }
  for (const { nodeId, fromHour: from, toHour, gpus } of rows.reservations) {
    const hours = hoursOfNode(nodeId)
    const last = Math.min(Number(toHour) - fromHour, calendarHours)
    for (let at = Math.max(Number(from) - fromHour, 0); at < last; at += 1) hours[at] = (hours[at] ?? 0) + gpus
  }
  return byNode
}

function marketNode(row: MarketNodeRow, known: { busy: Uint8Array; className: string; regionName: string }): MarketNode {
  const name = row.name ?? `node ${row.nodeId.slice(2, 10)}`
  const { className, regionName } = known
  return {
    node: row.nodeId,
    name,
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
    busy: known.busy,
    words: [name, className, regionName, row.city, row.country, row.cpuModel, row.gpuModel]
      .filter((word) => word !== null)
      .join(' ')
      .toLowerCase(),
  }
}

function marketAsk(row: MarketNodeRow): MarketAsk | null {
  if (row.askHash === null || row.askJson === null) return null
  const wire = readAskJson(row.askJson)
  return { hash: row.askHash, ask: askFromWire(wire), wire, createdAtMs: Number(row.askCreatedAtMs ?? 0n) }
}

function versionOf(market: Pick<Market, 'fromHour' | 'nodes'>): string {
  const digest = createHash('sha256').update(String(market.fromHour))
  for (const node of market.nodes) {
    digest.update(
      `${node.node}${node.ask?.hash ?? ''}${node.silent}${node.listed}${node.retired}${node.name}${node.completedLeases}${node.activeLeases}`,
    )
    digest.update(node.busy)
  }
  return digest.digest('hex').slice(0, 16)
}
