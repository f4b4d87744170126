import { findPrivateAsk, hasPrivateAsk, listLeaseSpans, listNodeHours, listPriceHistory, listWindowsOfNodes, readNodeReport } from '@infinitio/db'
import { type Address, bps, isRefusal, type Refusal } from '@infinitio/domain'
import { type ListingDetailWire, machineReportWire, type PrivateListingWire } from '@infinitio/domain/wire'
import { besideMaintenance } from '../../market/machines/besideMaintenance.ts'
import type { MarketAsk } from '../../market/machines/marketNode.ts'
import { marketAskOf } from '../../market/machines/marketNodeOf.ts'
import { firstShownHour, pastUse } from '../../market/machines/pastUse.ts'
import type { Services } from '../../services/services.ts'

const historyCount = 100
/** Maximum number of leases that are read for a machine's history of seven days. If there were more, the oldest are left out. */
const leaseCount = 2_000

/**
 * The machine that is requested, and the lease for which its price is shown. If `startHour` is null, the lease starts now. If `minGpus` is null, it has the
 * fewest GPUs that the ask allows. If `durationSeconds` is null, it lasts an hour, or the nearest duration that the ask allows.
 */
type ListingWish = {
  readonly node: string
  readonly durationSeconds: number | null
  readonly startHour: number | null
  readonly minGpus: number | null
}

/** Returns a machine, available or not. Its calendar has no free GPUs during planned maintenance. Refuses with `node.unknown`, and `api.not_ready` until the market is loaded. */
export async function readListing(services: Services, wish: ListingWish): Promise<ListingDetailWire | Refusal> {
  const nodeId = wish.node
  const { now } = services.clock.read()
  const [machine, hasPrivateOffers, history, report, windows] = await Promise.all([
    askForMachine(services, wish),
    hasPrivateAsk(services.db, { nodeId }),
    listPriceHistory(services.db, { nodeId, limit: historyCount }),
    readNodeReport(services.db, { nodeId }),
    listWindowsOfNodes(services.db, { nodeIds: [nodeId], now: BigInt(now) }),
  ])
  const maintenance = windows.flatMap(({ from, until, cancelled }) => (cancelled ? [] : [{ from: Number(from), until: Number(until) }]))
  if (machine === null) return { rejected: 'node.unknown' }
  if (isRefusal(machine)) return machine
  // A machine that has asks for single accounts and no public ask is not paused.
  const isPrivate = machine.unavailable === 'paused' && hasPrivateOffers && wish.startHour === null
  return {
    ...machine,
    ...besideMaintenance(machine, { windows: maintenance, now }),
    ...(isPrivate && { unavailable: 'private' as const }),
    hasPrivateOffers,
    past: await readPast(services, { nodeId, gpus: machine.gpus, registeredAt: machine.registeredAt }),
    maintenance,
    report: report === null ? null : machineReportWire.parse(JSON.parse(report)),
    priceHistory: history
      .toReversed()
      .map(({ atMs, pricePerGpuSecond }) => ({ at: Math.floor(Number(atMs) / 1_000), pricePerGpuSecond: pricePerGpuSecond.toString() })),
  }
}

/**
 * Returns the offer of a machine that its provider made only to this account. Null without such an offer, and if the machine is not available. Refuses with
 * `api.not_ready` until the market is loaded.
 */
export async function readPrivateListing(
  services: Services,
  { account, ...wish }: ListingWish & { account: Address },
): Promise<PrivateListingWire | Refusal> {
  const row = await findPrivateAsk(services.db, { nodeId: wish.node, renter: account })
  if (row === null) return { listing: null }
  const { orderHash, orderJson, createdAtMs } = row
  const machine = await askForMachine(services, wish, marketAskOf({ nodeId: wish.node, hash: orderHash, json: orderJson, createdAtMs }))
  return isRefusal(machine) ? machine : { listing: machine?.listing ?? null }
}

async function askForMachine(services: Services, { node, durationSeconds, startHour, minGpus }: ListingWish, ask?: MarketAsk) {
  const { feeBps } = await services.facts.read()
  const fees = { feeBps: bps(BigInt(feeBps)), settleTerms: services.settleTerms }
  const asked = { kind: 'machine', nodeId: node, gpus: minGpus, startHour, durationSeconds, fees } as const
  return await services.market.ask(ask === undefined ? asked : { ...asked, ask })
}

/** Reads a machine's leases and heartbeats of the last seven days, for the history on its page. */
async function readPast(
  { db, clock }: Services,
  { nodeId, gpus, registeredAt }: { nodeId: string; gpus: number; registeredAt: number },
): Promise<ListingDetailWire['past']> {
  const { now } = clock.read()
  const fromHour = firstShownHour({ registeredAt, now })
  const [leases, hours] = await Promise.all([
    listLeaseSpans(db, { nodeId, after: BigInt(fromHour * 3_600), before: BigInt(now), limit: leaseCount }),
    listNodeHours(db, { nodeId, fromHour: BigInt(fromHour), toHour: BigInt(Math.floor(now / 3_600)) }),
  ])
  return pastUse({ gpus, registeredAt, now, fromHour, leases, hours })
}
