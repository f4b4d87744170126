import type { ContractCall } from '@infinitio/chain'
import { readBlock } from '@infinitio/chain/node'
import { type Checkpoint, countLostTransactions, readCheckpoint } from '@infinitio/db'
import { type Address, type ErrorCode, type Hex32, hex32 } from '@infinitio/domain'
import { checkTransactions } from './checkTransactions.ts'
import { isEngine } from './isEngine.ts'
import type { Sender } from './sender.ts'
import { simulate, type Trial } from './simulate.ts'

/** A call can be sent, is refused by a chain that holds all we know and held `head`, or is refused by one that does not (yet). */
export type Verdict =
  | { kind: 'fine'; gas: bigint }
  | { kind: 'refused'; code: ErrorCode; detail: string; head: { number: bigint; hash: Hex32 } }
  | { kind: 'unsure' }

/** What a call does within itself, from the contract that does it: a trial of it says why, where the call itself goes well and leaves it out. */
export type InnerCall = { from: Address; call: ContractCall }

/** Beside what is done within it. */
const OUTER_GAS = 100_000n

/** A follower that is further behind says nothing about now, and nodes forget the state of old blocks. */
const MOST_BLOCKS_BEHIND = 64n

/**
 * Tries a call. A refusal counts only when it was given to an engine, both now and at the follower's head, to which our rows belong, by a
 * chain that holds everything we know: the follower's head is in it, no transaction of this key waits for a block, and none of another
 * key was lost. A chain that was killed and lost its last blocks would otherwise refuse for good what is fine a moment later, when our
 * stored transactions are back. Blocks may come meanwhile, however fast.
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
  // Refused for two reasons: one may be gone, or the other may be our rows', which are of another block.
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
  // The least gas with which the call goes well is that with which it leaves everything out.
  return { ok: true, gas: outer.gas > within.gas ? outer.gas : within.gas + OUTER_GAS }
}

async function isNear(sender: Sender, checkpoint: Checkpoint): Promise<boolean> {
  const head = await readBlock(sender.client, 'latest')
  if (head === null || head.number > checkpoint.headNumber + MOST_BLOCKS_BEHIND) return false
  return holds(sender, checkpoint)
}

/** True when the follower's head is a block of the chain. */
async function holds({ client }: Sender, { headNumber, headHash }: Checkpoint): Promise<boolean> {
  return (await readBlock(client, headNumber))?.hash === headHash
}
