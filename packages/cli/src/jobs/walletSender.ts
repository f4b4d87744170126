import { isPassing, type JobSender, reasonOf, refusedBy, type SendAnswer, submitNonce } from '@infinitio/jobs'
import { type Client, InfinitioError } from '@infinitio/sdk'
import { cancelBatchCall, poolDepositFor, sendPoolCalls, signPayIn, signPoolCall, submitBatchCall, type TaskPool } from '@infinitio/sdk/pool'
import type { JobPlan } from '@infinitio/tasks'
import type { PrivateKeyAccount } from 'viem/accounts'

type Batch = JobPlan['batch']

/** A wallet that pays for its own jobs. `tokens` reads the PToken of the wallet, and the nonce of its next permit. */
export type JobWallet = {
  readonly client: Client
  readonly pool: TaskPool
  readonly wallet: PrivateKeyAccount
  readonly tokens: () => Promise<{ readonly pToken: bigint; readonly permitNonce: bigint }>
  readonly onProgress: (text: string) => void
}

/**
 * Returns a sender that submits batches (tasks that belong together) with a wallet. If the wallet's balance in the task pool is too small for a batch, the same
 * request also deposits the missing amount.
 */
export function walletSender(parts: JobWallet): JobSender {
  const { client, pool, wallet } = parts
  return {
    async submit(_, plan) {
      try {
        return await submit(parts, plan)
      } catch (error) {
        if (isPassing(error) || !(error instanceof InfinitioError)) throw error
        return { kind: 'refused', reason: reasonOf(error), isFinal: true }
      }
    },
    async cancel(batch) {
      const call = await signPoolCall(wallet, { call: cancelBatchCall({ pool: pool.domain.pool, batch }), chain: await client.getChain() })
      await sendPoolCalls(client.transport, [call])
    },
  }
}

async function submit(parts: JobWallet, { batch, batchId, cost: { total } }: JobPlan): Promise<SendAnswer> {
  const { client, pool, wallet } = parts
  const deposits = await depositsFor(parts, total)
  const call = await signPoolCall(wallet, {
    call: submitBatchCall({ pool: pool.domain.pool, batch }),
    chain: await client.getChain(),
    maxSpend: total,
    nonce: submitNonce(batchId),
  })
  const failed = (await sendPoolCalls(client.transport, [...deposits, call])).find(({ state }) => state === 'failed')
  if (failed === undefined) return { kind: 'sent' }
  return refusedBy(failed.code)
}

/**
 * Signs a deposit into the task pool, so that the wallet's balance there is enough to pay `total`. Signs nothing if it is enough already. If the wallet has too
 * few PTokens for the deposit, first withdraws the rest from its market balance. Throws the codes of this withdrawal if wallet and market balance together are
 * too small.
 */
export async function depositsFor(
  { client, pool, wallet, tokens, onProgress }: JobWallet,
  total: bigint,
): Promise<Awaited<ReturnType<typeof signPayIn>>> {
  const amount = poolDepositFor(total - (await pool.balanceOf(wallet.address.toLowerCase() as Batch['submitter'])))
  const onMove = () => onProgress('moving money from your market balance to your wallet')
  return await signPayIn(client.transport, wallet, { amount, pool, chain: await client.getChain(), tokens, onMove })
}
