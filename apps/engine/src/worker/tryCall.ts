import type { ContractCall } from '@infinitio/chain'
import { type ChainBlock, readBlock } from '@infinitio/chain/node'
import { countLostTransactions, readCheckpoint } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import { checkTransactions } from './checkTransactions.ts'
import { isEngine } from './isEngine.ts'
import type { Sender } from './sender.ts'
import { simulate } from './simulate.ts'

/** A call can be sent, is refused by a chain that holds all we know and ends with `head`, or is refused by one that does not (yet). */
export type Verdict =
  | { kind: 'fine'; gas: bigint }
  | { kind: 'refused'; code: ErrorCode; detail: string; head: Pick<ChainBlock, 'number' | 'hash'> }
  | { kind: 'unsure' }

/**
 * Tries a call. A refusal counts only when it was given to an engine, by a chain that holds everything we know: its head is the follower's,
 * no transaction of this key waits for a block, none of another key was lost, and the same head still refuses it afterwards. A chain that
 * was killed and lost its last blocks would otherwise refuse for good what is fine a moment later, when our stored transactions are back.
 */
export async function tryCall(sender: Sender, call: ContractCall): Promise<Verdict> {
  const first = await simulate(sender, call)
  if (first.ok) return { kind: 'fine', gas: first.gas }
  if (!(await isEngine(sender))) return { kind: 'unsure' }
  const head = await readBlock(sender.client, 'latest')
  const checkpoint = await readCheckpoint(sender.db)
  if (head === null || checkpoint?.headHash !== head.hash) return { kind: 'unsure' }
  if ((await checkTransactions(sender)) > 0) return { kind: 'unsure' }
  if ((await countLostTransactions(sender.db, { besides: sender.address })) > 0) return { kind: 'unsure' }
  const second = await simulate(sender, call)
  const after = await readBlock(sender.client, 'latest')
  if (after?.hash !== head.hash) return { kind: 'unsure' }
  return second.ok ? { kind: 'fine', gas: second.gas } : { kind: 'refused', code: second.code, detail: second.detail, head }
}
