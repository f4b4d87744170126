import { type TestDb, openTestDb } from '@infinitio/db/test'
import {
  deleteLeaseShare,
  insertSession,
  notify,
  putAccountSshKeys,
  putLeaseShare,
  revokeAccountSessions,
  revokeSession,
  saveChainSession,
  saveLeaseAccess,
  saveService,
} from '@infinitio/db'

const zeroHash = `0x${'0'.repeat(64)}`
const account = `0x${'a'.repeat(40)}`

const heir = `0x${'b'.repeat(40)}`

type SeededNode = { nodeId: string; nodeKey: string; hostKey: string }
type SeededLease = { leaseId: number; nodeId: string; sshKeys: string[]; state: string; endsAt: number; ports: number[] }
type SeededPortToken = {
  tokenHash: string
  label: string
  kind: 'page' | 'program'
  port: number | null
  owner?: string
  session?: string
  expiresAt: Date | null
}
type SeededToken = { tokenHash: string; leaseId: number; kind: 'terminal' | 'logs' | 'files'; owner?: string; session?: string; expiresAt: Date }
type SeededShare = { leaseId: number; guest: string; may: 'watch' | 'use' }

type SeededAccess = { leaseId: number; number: number; sshKeys: string[]; ports?: number[]; signer?: string }

const insertNode = `insert into chain_nodes (node_id, provider, node_key, host_key, box_key, class_id, region_id, gpus, vram_gib, cpu_cores, ram_gib,
    disk_gib, network_mbps, tier, reliability_bps, retired, registered_at, updated_block)
  values ($1, $2, $3, $4, $5, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, false, 1, 1)`
const insertLease = `insert into leases (lease_id, renter, provider, node_id, host_key, price_per_gpu_second, gpus, start_at, duration_seconds,
    notice_seconds, trial_seconds, fee_bps, flags, ask_nonce, ask_max_duration_seconds, ask_available_until, workload_hash, ask_hash, bid_hash, state,
    settled_at, settled_tx, settled_block, end_at, paid_seconds, pay, renter_fee, provider_fee, refund, escrow, relay_fee, updated_block)
  values ($1, $2, $2, $3, $4, 1, 1, 1, 3600, 0, 0, 25, 0, 0, 3600, 9999999999, $5, $4, $5, $6, 1, $4, 1, $7, 0, 0, 0, 0, 0, 1, 0, 1)`
const insertReady = 'insert into relays (id, relay_key, kind, lease_id, account, payload) values (gen_random_uuid(), $1, $2, $3, $4, $5)'
const insertToken = 'insert into terminal_tokens (token_hash, lease_id, account, kind, expires_at, session_hash) values ($1, $2, $3, $4, $5, $6)'

const insertPortToken =
  'insert into port_tokens (token_hash, token_id, label, account, kind, port, expires_at, session_hash) values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7)'

/** Returns the hash that a test uses for a lease's workload and for its bid. */
function hashOf(leaseId: number): string {
  return `0x${leaseId.toString(16).padStart(64, '0')}`
}

/** Stores a change of a lease's SSH keys and ports as the API would. The signature is a dummy, because the gateway does not check it. */
async function storeAccess(db: TestDb, { leaseId, number, sshKeys, ports = [], signer = account }: SeededAccess): Promise<void> {
  const stored = { number, signer, sshKeys, ports, expiry: 9_999_999_999, signature: '0x' }
  if (!(await saveLeaseAccess(db, { bidHash: hashOf(leaseId), leaseId: BigInt(leaseId), ...stored })))
    throw new Error(`number ${number} is not the next`)
}

type SeededService = { service: string; terms: string }

/** Adds an AI service, or changes its terms (the bytes on the chain, in hex). */
async function storeService(db: TestDb, { service, terms }: SeededService): Promise<void> {
  const owner = { payee: account, royaltyTo: account, operator: account, royaltyBps: 0, lockSeconds: 86_400 }
  const facts = { ...owner, model: zeroHash, bond: 0n, outAt: 0n, noted: false }
  await saveService(db, { service, ...facts, terms, termsHash: zeroHash, termsAt: 1n, registeredAt: 1n, updatedBlock: 1n })
}

/** Writes the rows that the follower and the API would write, for tests of the gateway. `close` ends its connections. */
export function seedMarket(ownerUrl: string) {
  // With this option, the database's triggers do not store earlier versions of the written rows. They are only needed to undo blocks.
  const url = `${ownerUrl}?options=${encodeURIComponent('-c infinitio.position=undo')}`
  const db = openTestDb({ url, max: 2, onError: () => {} })
  return {
    async node({ nodeId, nodeKey, hostKey }: SeededNode): Promise<void> {
      await db.query(insertNode, [nodeId, account, nodeKey, hostKey, zeroHash])
    },
    service: (seeded: SeededService): Promise<void> => storeService(db, seeded),
    async lease({ leaseId, nodeId, sshKeys, state, endsAt, ports }: SeededLease): Promise<void> {
      const workloadHash = hashOf(leaseId)
      await db.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', [workloadHash, account, JSON.stringify({ sshKeys, ports })])
      await db.query(insertLease, [leaseId, account, nodeId, zeroHash, workloadHash, state, endsAt])
    },
    /** Gives a lease a host name that begins with `label`. If another lease has the same label, the label moves to this lease. */
    async endpoint({ leaseId, label }: { leaseId: number; label: string }): Promise<void> {
      await db.query(
        'insert into lease_endpoints (label, bid_hash, lease_id) values ($1, $2, $3) on conflict (label) do update set bid_hash = $2, lease_id = $3',
        [label, hashOf(leaseId), leaseId],
      )
    },
    /** Stores that a lease's workload has moved to another lease. */
    async moved({ leaseId, to }: { leaseId: number; to: number }): Promise<void> {
      await db.query('insert into moved_leases (bid_hash, lease_id, to_bid_hash) values ($1, $2, $3)', [hashOf(leaseId), leaseId, hashOf(to)])
    },
    async portToken({ tokenHash, label, kind, port, owner = account, session, expiresAt }: SeededPortToken): Promise<void> {
      await db.query(insertPortToken, [tokenHash, label, owner, kind, port, expiresAt, session ?? null])
    },
    async revokePortTokens(label: string): Promise<void> {
      await db.query('update port_tokens set revoked_at = now() where label = $1', [label])
    },
    async endAt(leaseId: number, seconds: number): Promise<void> {
      await db.query('update leases set end_at = $2 where lease_id = $1', [leaseId, seconds])
      await db.query("select pg_notify('projections', '')", [])
    },
    async giveAway(leaseId: number): Promise<void> {
      await db.query('update leases set holder = $2 where lease_id = $1', [leaseId, heir])
      await db.query("select pg_notify('projections', '')", [])
    },
    async ready(leaseId: number): Promise<void> {
      await db.query(insertReady, [`ready:${leaseId}`, 'ready', leaseId, account, '{}'])
    },
    async setState(leaseId: number, state: string): Promise<void> {
      await db.query('update leases set state = $2 where lease_id = $1', [leaseId, state])
      await db.query("select pg_notify('projections', '')", [])
    },
    async token({ tokenHash, leaseId, kind, owner = account, session, expiresAt }: SeededToken): Promise<void> {
      await db.query(insertToken, [tokenHash, leaseId, owner, kind, expiresAt, session ?? null])
    },
    /** Signs the renter in: stores a market session. `session` is the hash of its token. With `key`, it belongs to this session key. */
    async signIn(session: string, key: string | null = null): Promise<void> {
      await insertSession(db, { tokenHash: session, account, kind: 'cookie', sessionKey: key, expiresAt: new Date(Date.now() + 3_600_000) })
    },
    /** Inserts a session key of the renter into the database, as the follower would after it has read the key from the chain. */
    async sessionKey(key: string, revoked: boolean): Promise<void> {
      const spent = { totalLeft: 1n, dayCap: 1n, spentToday: 0n, spentOn: 0n }
      await saveChainSession(db, { account, key, ...spent, expiry: 9_999_999_999n, revoked, updatedBlock: 1n })
      await notify(db, ['projections'])
    },
    signOut: (session: string): Promise<void> => revokeSession(db, { tokenHash: session }),
    signOutEverywhere: (): Promise<void> => revokeAccountSessions(db, { account }),
    access: (change: SeededAccess): Promise<void> => storeAccess(db, change),
    share: ({ leaseId, guest, may }: SeededShare): Promise<void> => putLeaseShare(db, { bidHash: hashOf(leaseId), guest, may, sharedBy: account }),
    unshare: ({ leaseId, guest }: Omit<SeededShare, 'may'>): Promise<boolean> =>
      deleteLeaseShare(db, { bidHash: hashOf(leaseId), guest, holder: account }),
    sshKeys: (owner: string, lines: readonly string[]): Promise<void> => putAccountSshKeys(db, { account: owner, lines }),
    rows: <Row extends Record<string, unknown>>(text: string): Promise<Row[]> => db.query<Row>(text, []),
    close: () => db.close(),
  }
}
