import { findApiCommand, findHold, findOrder, type HoldRow } from '@infinitio/db'
import { type Address, bps, isRefusal, type Refusal } from '@infinitio/domain'
import { askFromWire, type HoldWire } from '@infinitio/domain/wire'
import { fromCanonical } from '@infinitio/matching'
import { listingOf } from '../../market/rows/listingOf.ts'
import { readAskJson } from '../../market/machines/readOrderJson.ts'
import type { Services } from '../../services/services.ts'

/** A hold for its owner, with the held machine. Refuses with `hold.unknown`, `hold.not_owner`, and `api.not_ready` until the market was read. */
export async function readHold(services: Services, { account, holdId }: { account: Address; holdId: string }): Promise<HoldWire | Refusal> {
  const stored = await findHold(services.db, { holdId })
  const hold = stored === null ? await requestedHold(services, holdId) : judgedHold(stored)
  if (hold === null) return { rejected: 'hold.unknown' }
  if (hold.account !== account) return { rejected: 'hold.not_owner' }
  const listing = await heldListing(services, hold)
  return isRefusal(listing) ? listing : { ...hold, serverNow: Math.floor(Date.now() / 1_000), listing }
}

type HoldFacts = Omit<HoldWire, 'serverNow' | 'listing'>

function judgedHold(row: HoldRow): HoldFacts {
  const expiresAt = Math.floor(Number(row.expiresAtMs) / 1_000)
  const isOver = row.state === 'held' && Number(row.expiresAtMs) <= Date.now()
  return {
    holdId: row.holdId,
    account: row.account,
    node: row.nodeId,
    askHash: row.askHash,
    gpus: row.gpus,
    durationSeconds: Number(row.durationSeconds),
    funded: row.funded,
    pricePerGpuSecond: row.pricePerGpuSecond.toString(),
    amount: row.amount.toString(),
    state: isOver ? 'expired' : row.state,
    code: row.code,
    createdAt: Math.floor(Number(row.createdAtMs) / 1_000),
    expiresAt: row.state === 'rejected' ? null : expiresAt,
  }
}

/** A hold the matcher has not read yet, from the accepted command. */
async function requestedHold({ db }: Services, holdId: string): Promise<HoldFacts | null> {
  const row = await findApiCommand(db, { commandKey: `hold:${holdId}` })
  if (row === null) return null
  const command = fromCanonical(row.payload)
  if (command.kind !== 'PlaceHold') return null
  return {
    holdId,
    account: command.account,
    node: null,
    askHash: command.askHash,
    gpus: command.gpus,
    durationSeconds: Number(command.durationSeconds),
    funded: command.funded,
    pricePerGpuSecond: '0',
    amount: '0',
    state: 'requested',
    code: null,
    createdAt: Math.floor(row.createdAt.getTime() / 1_000),
    expiresAt: null,
  }
}

/** The held machine at the held ask, which may have been replaced since. */
async function heldListing(services: Services, hold: HoldFacts): Promise<HoldWire['listing'] | Refusal> {
  const order = await findOrder(services.db, { orderHash: hold.askHash })
  if (order === null) return null
  const wire = readAskJson(order.orderJson)
  const node = await services.market.ask({ kind: 'node', nodeId: wire.node })
  if (node === null || isRefusal(node)) return node
  const offer = { hash: hold.askHash, ask: askFromWire(wire), wire, createdAtMs: Number(order.createdAtMs) }
  return listingOf(node, offer, {
    now: services.clock.read().now,
    startAt: null,
    gpus: hold.gpus,
    runGib: 0,
    durationSeconds: hold.durationSeconds,
    feeBps: bps(BigInt((await services.facts.read()).feeBps)),
    settleTerms: services.settleTerms,
  })
}
