import { address, type Address } from '@infinitio/domain'
import { type Client, formatPt, InfinitioError } from '@infinitio/sdk'
import { cancelBatchCall, sendPoolCalls, signPoolCall, submitBatchCall, type TaskPool } from '@infinitio/sdk/pool'
import type { JobPlan } from '@infinitio/tasks'
import { isPassing } from './isPassing.ts'
import type { JobSender, JobWork, SendAnswer } from './jobEffects.ts'
import { refusedBy, submitNonce } from './refusedBy.ts'
import { reasonOf } from './failureOf.ts'

type Signer = Parameters<typeof signPoolCall>[0]
type Sending = {
  /** Calls the market, for example as the account of the key. */
  readonly session: <Answer>(call: (client: Pick<Client, 'getChain' | 'transport'>) => Promise<Answer>) => Promise<Answer>
  readonly pool: Pick<TaskPool, 'domain' | 'balanceOf' | 'allowanceOf' | 'quote'>
  readonly signer: Signer
  readonly work: Pick<JobWork, 'owner' | 'maxCost'>
}

/** Codes of errors that the owner can resolve by paying in, by allowing the key at the pool, or by raising the key's limit. */
const ownersTurn: ReadonlySet<string> = new Set(['task.balance_too_low', 'task.not_submitter', 'account.session_limit', 'task.account_not_covered'])
const shownDigits = 4

/**
 * Sends batches with a key that the owner allowed at the pool, and pays from the owner's balance there. Refuses to send a batch of another submitter, or at a
 * price above the job's limit or above the shown price, because the owner did not agree to it.
 */
export function keySender(sending: Sending): JobSender {
  return {
    async submit(_, plan) {
      try {
        return await submit(sending, plan)
      } catch (error) {
        if (!(error instanceof InfinitioError)) throw error
        if (ownersTurn.has(error.code)) return { kind: 'waits', reason: reasonOf(error) }
        if (isPassing(error)) throw error
        if (error.code === 'task.batch_known') return { kind: 'sent' }
        return { kind: 'refused', reason: reasonOf(error), isFinal: true }
      }
    },
    async cancel(batch) {
      const call = cancelBatchCall({ pool: sending.pool.domain.pool, batch })
      await send(sending, async (chain) => signPoolCall(sending.signer, { call, chain }))
    },
  }
}

async function submit(sending: Sending, { batch, batchId, cost: { total } }: JobPlan): Promise<SendAnswer> {
  const { pool, signer, work } = sending
  const key = address(signer.address.toLowerCase())
  if (batch.submitter !== work.owner || total > work.maxCost)
    return { kind: 'refused', reason: 'the batch is not the one that the owner approved', isFinal: true }
  const { baseFee, escrow } = await pool.quote(batch)
  if (baseFee + escrow > total)
    return { kind: 'refused', reason: 'the base fee rose above the shown price: try the task again for a new one', isFinal: true }
  const missing =
    (await missingMoney(pool, work.owner, total)) ?? (key === work.owner ? null : await missingRight(pool, { owner: work.owner, key, total }))
  if (missing !== null) return { kind: 'waits', reason: missing }
  const call = submitBatchCall({ pool: pool.domain.pool, batch })
  const maxSpend = key === work.owner ? total : 0n
  const code = await send(sending, (chain) => signPoolCall(signer, { call, chain, maxSpend, nonce: submitNonce(batchId) }))
  if (code === 'sent') return { kind: 'sent' }
  const answer = refusedBy(code)
  return answer.kind === 'refused' && code !== null && ownersTurn.has(code) ? { kind: 'waits', reason: answer.reason } : answer
}

async function missingMoney(pool: Sending['pool'], owner: Address, total: bigint): Promise<string | null> {
  const balance = await pool.balanceOf(owner)
  return balance >= total ? null : `the balance at the task pool is ${pt(balance)} PT, and this task takes up to ${pt(total)} PT: pay in`
}

async function missingRight(
  pool: Sending['pool'],
  { owner, key, total }: { readonly owner: Address; readonly key: Address; readonly total: bigint },
): Promise<string | null> {
  const { left, expiry, now } = await pool.allowanceOf({ submitter: owner, key })
  if (expiry < now) return `the scheduler ${key} may not submit for this account: allow its key at the task pool`
  return left >= total
    ? null
    : `the scheduler may spend ${pt(left)} PT more today, and this task takes up to ${pt(total)} PT: raise its limit, or wait until tomorrow`
}

async function send(
  { session }: Sending,
  sign: (chain: Parameters<typeof signPoolCall>[1]['chain']) => ReturnType<typeof signPoolCall>,
): Promise<'sent' | string | null> {
  return await session(async (client) => {
    const call = await sign(await client.getChain())
    const [sent] = await sendPoolCalls(client.transport, [call])
    return sent?.state === 'mined' ? 'sent' : (sent?.code ?? null)
  })
}

function pt(amount: bigint): string {
  return formatPt(amount, { digits: shownDigits })
}
