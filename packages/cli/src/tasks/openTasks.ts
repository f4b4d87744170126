import { type Client, isErrorCode, refusal } from '@infinitio/sdk'
import { type ContractCall, openTaskPool, sendPoolCalls, signPoolCall, type TaskPool } from '@infinitio/sdk/pool'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import type { PoolBatchView, PoolTaskView } from '@infinitio/tasks'
import { openClient, signInClient } from '../context/settings.ts'
import { depositsFor } from '../jobs/walletSender.ts'
import { agreed } from '../terminal/ask.ts'
import { type MoneyOptions, ptText, rpcOf } from '../wallet/moveMoney.ts'

/** A task of the task pool, with the batch (order of many tasks) that it belongs to. */
export type FoundTask = { readonly batch: PoolBatchView; readonly task: PoolTaskView }
/** The address of an account that has a balance at the task pool. */
export type PoolAddress = Parameters<TaskPool['balanceOf']>[0]

/** The task pool of a market, and the wallet with which the commands act there. */
export type OpenTasks = {
  readonly client: Client
  readonly pool: TaskPool
  readonly account: PoolAddress
  /**
   * Shows the costs, asks for confirmation, and sends the call through the market, so the wallet needs no gas. If the balance in the pool is lower than
   * `spends` base units, first deposits the difference. Throws `wallet.not_confirmed` and the code with which the chain refuses the call.
   */
  readonly act: (call: ContractCall, terms: { readonly spends: bigint; readonly costs: readonly (readonly [string, string])[] }) => Promise<void>
}

/** Opens the task pool of a market for reading. Throws `task.no_pool`. */
export async function openPoolOf(options: MoneyOptions): Promise<{ readonly client: Client; readonly pool: TaskPool }> {
  const client = openClient(options)
  return { client, pool: await poolOf(client, options) }
}

/** Opens the task pool of a market for actions of a wallet. Throws `task.no_pool` and the codes of the key file. */
export async function openTasks(options: MoneyOptions): Promise<OpenTasks> {
  const { client, wallet, say } = await signInClient(options)
  const chain = await client.getChain()
  const pool = await poolOf(client, options)
  const account = wallet.address.toLowerCase() as PoolAddress
  const access = openExitAccess({ rpcUrl: rpcOf(options) })
  const tokens = () => readTokens(access, { account: wallet.address, addresses: chain.addresses })
  return {
    ...{ client, pool, account },
    async act(call, { spends, costs }) {
      const balance = await pool.balanceOf(account)
      const missing = spends > balance ? spends - balance : 0n
      await agreed(options, [
        ...costs,
        ['Out of your balance at the pool', ptText(spends - missing)],
        ['Out of your wallet', ptText(missing)],
        ['Gas', ptText(0n)],
      ])
      const deposits = await depositsFor({ client, pool, wallet, tokens, onProgress: say }, spends)
      const signed = await signPoolCall(wallet, { call, chain: await client.getChain(), maxSpend: spends })
      const failed = (await sendPoolCalls(client.transport, [...deposits, signed])).find(({ state }) => state === 'failed')
      const code = failed?.code ?? ''
      if (failed !== undefined) throw refusal(isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: failed.name })
    },
  }
}

async function poolOf(client: Client, options: MoneyOptions): Promise<TaskPool> {
  const chain = await client.getChain()
  const pool = await openTaskPool({ rpcUrl: rpcOf(options), chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  return pool
}

/** Returns a task that was accepted at least once, by its whole id or its first digits. Throws `task.batch_unknown`, `api.ambiguous_name`. */
export async function findTask({ reader }: Pick<TaskPool, 'reader'>, text: string): Promise<FoundTask> {
  const { view } = await reader.read()
  const word = text.trim().toLowerCase()
  const found = /^0x[0-9a-f]{6,64}$/.test(word) ? [...view.tasks.values()].filter(({ taskId }) => taskId.startsWith(word)) : []
  if (found.length > 1) throw refusal('api.ambiguous_name', { detail: found.map(({ taskId }) => taskId).join(', ') })
  const [task] = found
  const batch = task === undefined ? undefined : view.batches.get(task.batchId)
  if (task === undefined || batch === undefined) throw refusal('task.batch_unknown', { detail: text })
  return { batch, task }
}
