import { listLeasesOfCalendar } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { AskDemandAnswerWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const daySeconds = 86_400
const mostLeases = 1_000

/**
 * Returns how much renters asked for a provider's node in the last days: the bids that its open ask could have met. Refuses with `api.not_ready` and
 * `node.unknown`.
 */
export async function readAskDemand(
  { db, clock, market }: Services,
  { account, nodeId, days }: { account: Address; nodeId: string; days: number },
): Promise<AskDemandAnswerWire | Refusal> {
  const endsAfter = BigInt(clock.read().now - days * daySeconds)
  const rows = await listLeasesOfCalendar(db, { nodeIds: [nodeId], endsAfter, limit: mostLeases })
  const leases = rows.map(({ settledAt, startAt, durationSeconds, endAt, gpus }) => ({
    openedAt: Number(settledAt),
    start: Number(startAt),
    agreedEnd: Number(startAt + durationSeconds),
    end: Number(endAt),
    gpus,
  }))
  return market.ask({ kind: 'askDemand', account, nodeId, days, leases })
}
