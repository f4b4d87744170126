import { type ContractCall, directoryAbi } from '@infinitio/chain'
import { readBlock } from '@infinitio/chain/node'
import { type Checkpoint, countLostTransactions, readCheckpoint } from '@infinitio/db'
import { type Address, type ErrorCode, type Hex32, hex32 } from '@infinitio/domain'
import { checkTransactions } from './checkTransactions.ts'
import type { Sender } from './sender.ts'
import { simulate, type Trial } from './simulate.ts'

/**
 * - fine: the call can be sent
 * - refused: the call fails for certain; it was checked on a chain that has the block `head` and all our transactions
 * - unsure: the call fails now, but the failure may be temporary (see `tryCall`)
 */
export type Verdict =
  | { kind: 'fine'; gas: bigint }
  | { kind: 'refused'; code: ErrorCode; detail: string; head: { number: bigint; hash: Hex32 } }
  | { kind: 'unsure' }

/** The call that a contract makes to itself. If the outer call succeeds but skips an item, a simulation of this inner call shows the reason. */
export type InnerCall = { from: Address; call: ContractCall }

/** Gas that the outer call needs in addition to the inner call. */
const OUTER_GAS = 100_000n

/**
 * The most blocks that the follower (the process that copies chain events into the database) may be behind. If it is further behind, a simulation at its newest
 * block proves nothing about the present, and chain nodes may have deleted the state of that block.
 */
const MOST_BLOCKS_BEHIND = 64n

/**
 * Simulates a call. A failure counts as a final refusal only under three conditions. First, the Directory lists the key as an engine. Second, the call fails
 * for the same reason at the newest block and at the follower's head (the newest block in the database), which is at most 64 blocks behind. Third, the chain
 * contains the follower's head and all our transactions: no transaction of this key waits for a block, and no transaction of another key is lost. Without the
 * third condition, a chain that crashed and lost its last blocks could refuse a call that would succeed once our stored transactions are mined again. New
 * blocks during the check do no harm.
 */
export async function tryCall(sender: Sender, call: ContractCall, { inner }: { inner?: InnerCall } = {}): Promise<Verdict> {
  const trial = (at?: bigint) => simulateWhole(sender, { call, inner, at })
  const now = await trial()
  if (now.ok) return { kind: 'fine', gas: now.gas }
  if (!(await isEngine(sender))) return { kind: 'unsure' }
  const checkpoint = await readCheckpoint(sender.db)
  if (checkpoint === null || !(await isNear(sender, checkpoint))) return { kind: 'unsure' }
  if ((await checkTransactions(sender)) > 0) return { kind: 'unsure' }
  if ((await countLostTransactions(sender.db, { besides: sender.address })) > 0) return { kind: 'unsure' }
  const { headNumber: number, headHash } = checkpoint
  const before = await trial(number)
  // At the follower's head, the call succeeds or fails for another reason. So the result is unsure: one of the reasons may be temporary, or may come from our
  // database, which shows an older block.
  if (before.ok || before.code !== now.code || !(await holds(sender, checkpoint))) return { kind: 'unsure' }
  return { kind: 'refused', code: now.code, detail: now.detail, head: { number, hash: hex32(headHash) } }
}

async function simulateWhole(
  sender: Sender,
  { call, inner, at }: { call: ContractCall; inner: InnerCall | undefined; at: bigint | undefined },
): Promise<Trial> {
  const outer = await simulate(sender, call, at)
  if (!outer.ok || inner === undefined) return outer
  const within = await simulate({ client: sender.client, address: inner.from }, inner.call, at)
  if (!within.ok) return within
  // The outer call needs the least gas if it skips every item, so its estimate can be too low. If the outer estimate is not above the inner one, use the gas of
  // the inner call plus `OUTER_GAS`.
  return { ok: true, gas: outer.gas > within.gas ? outer.gas : within.gas + OUTER_GAS }
}

async function isNear(sender: Sender, checkpoint: Checkpoint): Promise<boolean> {
  const head = await readBlock(sender.client, 'latest')
  if (head === null || head.number > checkpoint.headNumber + MOST_BLOCKS_BEHIND) return false
  return holds(sender, checkpoint)
}

/** Returns true if the chain contains the newest block that the follower has read. */
async function holds({ client }: Sender, { headNumber, headHash }: Checkpoint): Promise<boolean> {
  return (await readBlock(client, headNumber))?.hash === headHash
}

const ENGINE_REST_MS = 5_000

/**
 * Returns true if the Directory lists the key as an engine. Otherwise, a refusal may be due to the key and says nothing about the call. So the key then pauses
 * and leaves the work to other keys.
 */
async function isEngine(sender: Sender): Promise<boolean> {
  const { client, addresses, address, logger, nowMs } = sender
  const isListed = await client.readContract({ address: addresses.directory, abi: directoryAbi, functionName: 'engines', args: [address] })
  if (isListed) return true
  logger.error({ sender: address }, 'a sender key is no engine of the Directory and rests')
  sender.rest = { reason: 'engine', untilMs: nowMs() + ENGINE_REST_MS }
  return false
}

const RETRY_MS = 250

/** Stores whether an attempt finished the work. If not, it is tried again after a quarter of a second. */
export function noteTry({ retryAtMs, nowMs }: Sender, { name, isDone }: { name: string; isDone: boolean }): void {
  if (isDone) retryAtMs.delete(name)
  else retryAtMs.set(name, nowMs() + RETRY_MS)
}
