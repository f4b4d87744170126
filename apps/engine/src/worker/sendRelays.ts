import {
  getLeaseRow,
  hasDroppedRefusals,
  insertTransaction,
  isLeaseLost,
  type LeaseRow,
  listNewRelays,
  type NewRelayRow,
  type NewTransaction,
  type Queryable,
  readCheckpoint,
  readWorkerCursor,
  reopenRefusedRelays,
  saveWorkerCursor,
} from '@infinitio/db'
import { type ErrorCode, hex32 } from '@infinitio/domain'
import { traceOrder } from '@infinitio/process'
import { buildCall } from './buildCall.ts'
import { countOutcome } from './countOutcome.ts'
import { leaseLane } from './leaseLane.ts'
import { relayCall } from './relayCall.ts'
import { parseRelayPayload } from './relayPayload.ts'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { claimed, takesWork } from './takeMarketWork.ts'
import { noteTry, tryCall, type Verdict } from './tryCall.ts'

const RELAYS_AT_ONCE = 50
/** If the chain refuses a relay for a reason that may pass, the worker tries again for this many ms. After that, the relay is refused. */
const PATIENCE_MS = 15_000
/**
 * Codes of temporary refusals: the lease has not begun or is not ready, the follower (the process that copies chain events into the database) has not stored
 * the lease yet, or the contracts are paused.
 */
const PASSING: ReadonlySet<ErrorCode> = new Set(['lease.not_started', 'lease.not_ready', 'lease.unknown', 'chain.paused'])

/**
 * Sends every new relay (a user's signed message) once, unless another key works on it. A relay that the contract refuses is stored as failed with its code and
 * is never sent. If the refusal is temporary (`PASSING`), the relay is tried again until it is 15 s old. If the chain dropped the block in which a relay was
 * refused, the relay is tried again. Returns the number of relays that still wait.
 */
export async function sendRelays(sender: Sender): Promise<number> {
  const { db, nowMs, retryAtMs, logger } = sender
  const reopened = (await hasDroppedRefusals(db)) ? await db.transaction((tx) => reopenRefusedRelays(tx)) : []
  for (const { relayId: relay, orderHash } of reopened) {
    countOutcome('relay', 'reopened')
    logger.warn({ relay, orderHash }, 'the chain dropped the block that refused a relay; it is judged anew')
  }
  const cursor = await readWorkerCursor(db)
  const relays = await listLanes(sender, cursor)
  const byName = new Map(relays.map((relay) => [`relay/${relay.id}`, relay.id]))
  const due = [...byName.keys()].filter((name) => (retryAtMs.get(name) ?? 0) <= nowMs())
  const done = new Set<string>()
  const run = async (names: string[]) => {
    // These relays are now reserved for this key. Before that, another key may have sent some of them, so list them again.
    const fresh = await listNewRelays(db, { afterSeq: cursor, limit: names.length, only: names.flatMap((name) => byName.get(name) ?? []) })
    for (const relay of fresh) {
      const isDone = await traceOrder(relay.orderHash, () => sendOne(sender, relay))
      if (isDone) done.add(relay.id)
      noteTry(sender, { name: `relay/${relay.id}`, isDone })
    }
  }
  await claimed(sender, { names: due, mayGoOn: () => takesWork(sender), run })
  const waiting = relays.filter((relay) => !done.has(relay.id))
  // Move the cursor past the last relay in this list, but not past a relay that still waits. Older waiting relays that are not in this list also stop the
  // cursor; `saveWorkerCursor` checks those.
  const reached = [...waiting.map(({ seq }) => seq - 1n), relays.reduce((last, { seq }) => (seq > last ? seq : last), cursor)].reduce(smaller)
  if (reached > cursor) await db.transaction((tx) => saveWorkerCursor(tx, { from: cursor, lastSeq: reached }))
  return waiting.length
}

const smaller = (one: bigint, other: bigint) => (one < other ? one : other)

/** Returns the waiting relays (signed messages for the chain), those of running leases first. A key for running leases gets only those. */
async function listLanes({ db, limits }: Sender, afterSeq: bigint): Promise<NewRelayRow[]> {
  const ofLeases = await listNewRelays(db, { afterSeq, limit: RELAYS_AT_ONCE, kinds: leaseLane.relays })
  if (limits.isLeaseLane) return ofLeases
  return [...ofLeases, ...(await listNewRelays(db, { afterSeq, limit: RELAYS_AT_ONCE, besides: leaseLane.relays }))]
}

async function sendOne(sender: Sender, relay: NewRelayRow): Promise<boolean> {
  const { db, addresses, nowMs, logger } = sender
  const lease = relay.leaseId === null ? null : await getLeaseRow(db, { leaseId: relay.leaseId })
  // If a node comes back after validators signed that it is lost, billing of its lease must not start, even if the node signed Ready before.
  const isFenced = relay.kind === 'ready' && relay.leaseId !== null && (await isLeaseLost(db, { leaseId: relay.leaseId }))
  const call = isFenced ? null : buildCall(sender, () => relayCall(parseRelayPayload(relay), { addresses, lease }))
  const about = { purpose: 'relay' as const, action: relay.kind, matchId: null, relayId: relay.id, leaseId: relay.leaseId }
  const verdict = call === null ? await missing(sender, { relay, lease, isFenced }) : await tryCall(sender, call)
  if (verdict.kind === 'unsure') return false
  if (verdict.kind === 'fine') return call !== null && sendCall(sender, { call, gas: verdict.gas, ...about })
  const { code, head } = verdict
  const ageMs = nowMs() - relay.createdAt.getTime()
  if (PASSING.has(code) && ageMs < PATIENCE_MS) return false
  countOutcome('relay', 'refused')
  logger.info({ relay: relay.id, kind: relay.kind, leaseId: relay.leaseId, code }, 'relay refused')
  const bytes = { sender: sender.address, nonce: null, raw: [], hashes: [], state: 'failed' as const, code }
  await db.transaction((tx) => refuse(tx, { ...about, ...bytes, minedBlock: head.number, minedBlockHash: head.hash }))
  return true
}

/** Stores a refusal, unless an earlier transaction of the relay was mined since the relay was listed. */
async function refuse(tx: Queryable, refused: NewTransaction & { relayId: string }): Promise<void> {
  const waiting = await listNewRelays(tx, { afterSeq: 0n, limit: 1, only: [refused.relayId] })
  if (waiting.length > 0) await insertTransaction(tx, refused)
}

type Missing = { relay: NewRelayRow; lease: LeaseRow | null; isFenced: boolean }

/**
 * Returns the refusal of a relay for which no contract call can be made. The refusal contains the newest block that the follower has read, because the refusal
 * is valid only while the chain contains that block. Returns `unsure` while the follower has stored no block.
 */
async function missing({ db }: Sender, { relay, lease, isFenced }: Missing): Promise<Exclude<Verdict, { kind: 'fine' }>> {
  const checkpoint = await readCheckpoint(db)
  if (checkpoint === null) return { kind: 'unsure' }
  const code = isFenced ? 'lease.node_lost' : missingCode(relay, lease)
  return { kind: 'refused', code, detail: code, head: { number: checkpoint.headNumber, hash: hex32(checkpoint.headHash) } }
}

/** Returns an error code that names why no call can be made: the chain has no faucet, the lease is unknown, or no contract accepts the payload. */
function missingCode({ kind }: NewRelayRow, lease: LeaseRow | null): ErrorCode {
  if (kind === 'faucet') return 'chain.not_development'
  return lease === null ? 'lease.unknown' : 'api.invalid_field'
}
