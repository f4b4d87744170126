import { randomUUID } from 'node:crypto'
import { findApiCommand, findHold, findOrder, type HoldRow, insertApiCommand, listLiveHolds, readMarketGates } from '@infinitio/db'
import {
  type Address,
  backOffMs,
  bps,
  durationSeconds,
  type ErrorCode,
  holdId as brandHoldId,
  isRefusal,
  orderHash,
  type Refusal,
} from '@infinitio/domain'
import { askFromWire, type HoldsWire, type HoldWire, type PlaceHoldWire } from '@infinitio/domain/wire'
import { fromCanonical, toCanonical } from '@infinitio/matching'
import { readAskJson } from '../../market/machines/readOrderJson.ts'
import { strikesOf } from '../../intake/strikesOf.ts'
import type { Services } from '../../services/services.ts'
import { gateRefusal } from '../../intake/gateRefusal.ts'
import { listingOf } from '../../market/rows/listingOf.ts'
import { holdAllowance, hourMs } from './holdAllowance.ts'

/**
 * Requests a hold from the matcher. Refuses with `order.backed_off`, `order.ask_unknown`, `order.ask_gone`, `order.too_few_gpus`, `order.too_many_gpus`,
 * `order.duration_too_short`, `order.duration_too_long`, `order.self_trade`, `order.private_listing` and the codes of `checkGate`. The matcher decides on
 * capacity, funds and limits later: `readHold` returns that decision.
 */
export async function placeHold(services: Services, { account, wanted }: { account: Address; wanted: PlaceHoldWire }): Promise<string | Refusal> {
  const { db, hub } = services
  const gate = await checkGate(services, { account, trades: true })
  if (gate !== null) return { rejected: gate }
  const waitMs = backOffMs((await strikesOf(services, db, [account])).get(account) ?? [])
  if (waitMs > 0) return { rejected: 'order.backed_off', detail: `for another ${Math.ceil(waitMs / 1_000)} s` }
  const order = await findOrder(db, { orderHash: wanted.askHash })
  if (order === null || order.kind !== 'ask') return { rejected: 'order.ask_unknown' }
  if (order.state !== 'open') return { rejected: 'order.ask_gone' }
  const ask = readAskJson(order.orderJson)
  if (ask.provider === account) return { rejected: 'order.self_trade' }
  if (!/^0x0{40}$/.test(ask.privateRenter) && ask.privateRenter !== account) return { rejected: 'order.private_listing' }
  if (wanted.gpus < ask.minGpus) return { rejected: 'order.too_few_gpus' }
  if (wanted.gpus > ask.maxGpus) return { rejected: 'order.too_many_gpus' }
  if (wanted.durationSeconds < ask.minDurationSeconds) return { rejected: 'order.duration_too_short' }
  if (wanted.durationSeconds > ask.maxDurationSeconds) return { rejected: 'order.duration_too_long' }
  const holdId = randomUUID()
  const payload = toCanonical({
    kind: 'PlaceHold',
    holdId: brandHoldId(holdId),
    account,
    askHash: orderHash(wanted.askHash),
    gpus: wanted.gpus,
    durationSeconds: durationSeconds(BigInt(wanted.durationSeconds)),
    funded: wanted.funded,
  })
  await db.transaction((tx) => insertApiCommand(tx, { commandKey: `hold:${holdId}`, kind: 'PlaceHold', payload }))
  hub.wake()
  return holdId
}

/** Checks whether an account may place a new order now. Returns the error code of `gateRefusal`, or null if it may. */
async function checkGate({ db }: Services, { account, trades }: { account: Address; trades: boolean }): Promise<ErrorCode | null> {
  return gateRefusal(await readMarketGates(db, { accounts: [account] }), { account, trades })
}

/** Returns a hold with its machine, for its owner. Refuses with `hold.unknown`, `hold.not_owner`, and `api.not_ready` until the market is loaded. */
export async function readHold(services: Services, { account, holdId }: { account: Address; holdId: string }): Promise<HoldWire | Refusal> {
  const stored = await findHold(services.db, { holdId })
  const hold = stored === null ? await requestedHold(services, holdId) : judgedHold(stored)
  if (hold === null) return { rejected: 'hold.unknown' }
  if (hold.account !== account) return { rejected: 'hold.not_owner' }
  return describeHold(services, hold)
}

/**
 * Lists an account's active holds, newest first, and how many more funded holds it may make now (the holds of the last hour count). Refuses with
 * `api.not_ready` until the market is loaded.
 */
export async function listHolds(services: Services, { account }: { account: Address }): Promise<HoldsWire | Refusal> {
  const nowMs = Date.now()
  const [rows, allowance] = await Promise.all([
    listLiveHolds(services.db, { account, sinceMs: nowMs - hourMs, nowMs }),
    holdAllowance(services.db, { account, nowMs }),
  ])
  const items: HoldWire[] = []
  for (const row of rows) {
    const hold = await describeHold(services, judgedHold(row))
    if (isRefusal(hold)) return hold
    items.push(hold)
  }
  return { items, leftThisHour: allowance.left, nextHoldAt: allowance.nextAt }
}

async function describeHold(services: Services, hold: HoldFacts): Promise<HoldWire | Refusal> {
  const listing = await heldListing(services, hold)
  if (isRefusal(listing)) return listing
  const nowMs = Date.now()
  const { nextAt } = hold.code === 'hold.hourly_limit' ? await holdAllowance(services.db, { account: hold.account, nowMs }) : { nextAt: null }
  return { ...hold, retryAt: nextAt, serverNow: Math.floor(nowMs / 1_000), listing }
}

type HoldFacts = Omit<HoldWire, 'retryAt' | 'serverNow' | 'listing'>

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

/**
 * Returns a hold (five minutes in which a machine is reserved) that the API accepted but the matcher has not read yet, from the stored command. Null without
 * such a command.
 */
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

/** Returns the machine of a hold with the reserved ask, even if another ask has replaced that one since. Null if the ask or the machine is not known. */
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
    run: null,
    forSeconds: null,
    feeBps: bps(BigInt((await services.facts.read()).feeBps)),
    settleTerms: services.settleTerms,
  })
}

/** Releases a hold. Has no effect on a hold that is over. Refuses for the same reasons as `readHold`, and with `hold.already_used`. */
export async function releaseHold(services: Services, { account, holdId }: { account: Address; holdId: string }): Promise<null | Refusal> {
  const hold = await readHold(services, { account, holdId })
  if (isRefusal(hold)) return hold
  if (hold.state === 'used') return { rejected: 'hold.already_used' }
  if (hold.state !== 'held' && hold.state !== 'requested') return null
  const payload = toCanonical({ kind: 'ReleaseHold', holdId: brandHoldId(holdId), account })
  await services.db.transaction((tx) => insertApiCommand(tx, { commandKey: `release:${holdId}`, kind: 'ReleaseHold', payload }))
  services.hub.wake()
  return null
}
