// One match and its transactions. The operator (role infinitio_admin) reads `settlements`, `transactions`, `blocks` and `worker_commands`.
import type { AdminClient } from './adminClient.ts'

/**
 * A transaction that the worker sent for a match (a pair of ask and bid). `final` is true once the follower (the process that copies the chain) has stored the
 * transaction's block as final.
 */
export interface SettleTransaction {
  id: bigint
  state: string
  nonce: bigint | null
  code: string | null
  hashes: string[]
  minedBlock: bigint | null
  updatedAt: Date
  final: boolean
}

/**
 * One match (a pair of ask and bid) with its transactions. `amount` is in PToken base units. `abandoned` is true if the worker has abandoned the match, because
 * none of its transactions can be included in a block any longer.
 */
export interface SettlementTrail {
  matchId: bigint
  state: string
  code: string | null
  askHash: string
  bidHash: string
  nodeId: string
  account: string
  gpus: number
  amount: bigint
  leaseId: bigint | null
  createdAtMs: bigint
  updatedAtMs: bigint
  abandoned: boolean
  transactions: SettleTransaction[]
}

/** The parts of Prisma Client that this query uses, inside a transaction. */
type AdminReader = Pick<AdminClient, 'settlements' | 'transactions' | 'blocks' | 'worker_commands'>

/**
 * Returns one match with its transactions, oldest first, all as they were at one moment; returns null if the match is unknown. Indexes: settlements (match_id),
 * transactions (match_id), blocks (number), worker_commands (command_key). Takes no lock.
 */
export async function readSettlementTrail(client: AdminClient, { matchId }: { matchId: bigint }): Promise<SettlementTrail | null> {
  return client.$transaction((tx) => readTrail(tx, matchId), { isolationLevel: 'RepeatableRead' })
}

async function readTrail(tx: AdminReader, matchId: bigint): Promise<SettlementTrail | null> {
  const row = await tx.settlements.findUnique({ where: { match_id: matchId }, omit: { item: true } })
  if (row === null) return null
  // All matches of a group settle in one transaction. The rows of this transaction have the id of the group in the place of a match's id.
  const settlesAs = row.group_id ?? row.match_id
  const abandoned = await tx.worker_commands.findUnique({ where: { command_key: `abandon/${settlesAs}` }, select: { id: true } })
  return {
    matchId: row.match_id,
    state: row.state,
    code: row.code,
    askHash: row.ask_hash,
    bidHash: row.bid_hash,
    nodeId: row.node_id,
    account: row.account,
    gpus: row.gpus,
    amount: row.amount,
    leaseId: row.lease_id,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    abandoned: abandoned !== null,
    transactions: await readTransactions(tx, settlesAs),
  }
}

async function readTransactions(tx: AdminReader, settlesAs: bigint): Promise<SettleTransaction[]> {
  const columns = {
    id: true,
    state: true,
    nonce: true,
    code: true,
    hashes: true,
    mined_block: true,
    mined_block_hash: true,
    updated_at: true,
  } as const
  const sent = await tx.transactions.findMany({ where: { match_id: settlesAs }, orderBy: { id: 'asc' }, select: columns })
  const numbers = sent.flatMap(({ mined_block }) => mined_block ?? [])
  const blocks = await tx.blocks.findMany({ where: { number: { in: numbers }, final: true }, select: { hash: true } })
  const finalHashes = new Set(blocks.map(({ hash }) => hash))
  return sent.map(({ id, state, nonce, code, hashes, mined_block, mined_block_hash, updated_at }) => {
    const final = mined_block_hash !== null && finalHashes.has(mined_block_hash)
    return { id, state, nonce, code, hashes, minedBlock: mined_block, updatedAt: updated_at, final }
  })
}
