import { findNewestFleetChange, listNodeSigning, readFleetProgress } from '@infinitio/db'
import { type Address, type ErrorCode, fleetChangeLimits, type Refusal } from '@infinitio/domain'
import { fleetChangeWire, type FleetProgressWire, type FleetSigningWire, mandateWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Returns a list that the account signed, with the result of each machine. Rejects with `api.not_found`. */
export async function readFleetChange(
  { db, clock }: Services,
  { account, hash }: { account: Address; hash: string },
): Promise<FleetProgressWire | Refusal> {
  const found = await readFleetProgress(db, { hash, owner: account })
  if (found === null) return { rejected: 'api.not_found', detail: hash }
  const { now } = clock.read()
  const { serial, issuedAt, expiry } = fleetChangeWire.parse(JSON.parse(found.change))
  const rows = found.rows.map(({ nodeId, act, price, state, code }) => ({
    ...{ node: nodeId, act, pricePerGpuSecond: price.toString(), code: code as ErrorCode | null },
    state: state === 'waiting' && expiry <= now ? ('expired' as const) : state,
  }))
  return { hash, serial, issuedAt, expiry, rows, chainNow: now }
}

/** Returns what signs the asks of each machine of an account, and the serial of its newest list. */
export async function readFleetSigning({ db, clock }: Services, { account }: { account: Address }): Promise<FleetSigningWire> {
  const [rows, newest] = await Promise.all([
    listNodeSigning(db, { owner: account, limit: fleetChangeLimits.rows }),
    findNewestFleetChange(db, { owner: account }),
  ])
  return {
    nodes: rows.map(({ nodeId, by, mandate }) => ({ node: nodeId, by, mandate: mandate === null ? null : mandateWire.parse(JSON.parse(mandate)) })),
    lastSerial: (newest?.serial ?? 0n).toString(),
    chainNow: clock.read().now,
  }
}
