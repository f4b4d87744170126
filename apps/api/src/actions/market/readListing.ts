import { listPriceHistory, readNodeReport } from '@infinitio/db'
import { bps, isRefusal, type Refusal } from '@infinitio/domain'
import { type ListingDetailWire, machineReportWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const historyCount = 100

/** A machine, whether it can be booked now or not. Refuses with `node.unknown`, and `api.not_ready` until the market was read. */
export async function readListing(
  services: Services,
  { node: nodeId, hours, startHour, minGpus }: { node: string; hours: number | null; startHour: number | null; minGpus: number | null },
): Promise<ListingDetailWire | Refusal> {
  const facts = await services.facts.read()
  const [machine, history, report] = await Promise.all([
    services.market.ask({
      kind: 'machine',
      nodeId,
      gpus: minGpus,
      startHour,
      durationSeconds: hours === null ? null : hours * 3_600,
      fees: { feeBps: bps(BigInt(facts.feeBps)), settleTerms: services.settleTerms },
    }),
    listPriceHistory(services.db, { nodeId, limit: historyCount }),
    readNodeReport(services.db, { nodeId }),
  ])
  if (machine === null) return { rejected: 'node.unknown' }
  if (isRefusal(machine)) return machine
  return {
    ...machine,
    report: report === null ? null : machineReportWire.parse(JSON.parse(report)),
    priceHistory: history
      .toReversed()
      .map(({ atMs, pricePerGpuSecond }) => ({ at: Math.floor(Number(atMs) / 1_000), pricePerGpuSecond: pricePerGpuSecond.toString() })),
  }
}
