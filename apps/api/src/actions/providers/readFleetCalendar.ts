import { listFleetNodes, listWindowsOfNodes } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { FleetCalendarWire } from '@infinitio/domain/wire'
import { fleetDays } from '../../market/starts/fleetDays.ts'
import { listHours } from '../../market/starts/listHours.ts'
import { takenOf } from '../../market/machines/marketNodeOf.ts'
import type { Services } from '../../services/services.ts'

const daySeconds = 86_400
const daysShown = 28
const pageNodes = 100

/** Returns the use of a provider's nodes in each hour of 28 days, for one page of nodes in the order of their ids. */
export async function readFleetCalendar(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { account, after }: { account: Address; after: string | null },
): Promise<FleetCalendarWire> {
  const { now } = clock.read()
  const fromDay = Math.floor(now / daySeconds)
  // Read one row more than fits on a page. If it exists, there is a next page.
  const rows = await listFleetNodes(db, { provider: account, afterNodeId: after, limit: pageNodes + 1 })
  const page = rows.slice(0, pageNodes)
  const nodeIds = page.map(({ nodeId }) => nodeId)
  const next = rows.length > pageNodes ? (nodeIds.at(-1) ?? null) : null
  const [hoursOf, windows] = await Promise.all([
    listHours(db, { nodeIds, fromHour: fromDay * 24 }),
    listWindowsOfNodes(db, { nodeIds, now: BigInt(now) }),
  ])
  const windowsOf = Map.groupBy(
    windows.filter(({ cancelled }) => !cancelled),
    ({ nodeId }) => nodeId,
  )
  return {
    from: fromDay * daySeconds,
    days: daysShown,
    nodes: page.map(({ nodeId, name, gpus, availableFrom, availableUntil }) => {
      const hours = hoursOf(nodeId)
      const leased = takenOf({ ...hours, reservations: [], ends: [] })
      // If a lease ended early, nobody uses the rest of its booked hours, but others cannot book them until the end is final. So count all booked hours here.
      const held = takenOf({ ...hours, words: [] })
      const offered = availableFrom === null || availableUntil === null ? null : { from: Number(availableFrom), until: Number(availableUntil) }
      const maintenance = (windowsOf.get(nodeId) ?? []).map(({ from, until }) => ({ from: Number(from), until: Number(until) }))
      const sums = fleetDays({ gpus, leased, held, offered, maintenance }, { fromDay, days: daysShown, nowHour: Math.floor(now / 3_600) })
      return { node: nodeId, name: name ?? nodeId.slice(0, 10), gpus, ...sums }
    }),
    nextCursor: next,
    next,
  }
}
