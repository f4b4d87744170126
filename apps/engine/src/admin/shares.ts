import { readAddresses } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { type Db, holdLock, listShares, openDb, readShares, type ShareRow } from '@infinitio/db'
import { type OperatorShare, planShares, pTokenUnits } from '@infinitio/domain'
import { z } from 'zod'
import { wallClock } from '../loop/clock.ts'
import { openSigners } from '../signers/openSigners.ts'
import { senderEnv } from '../signers/senderEnv.ts'
import { runWorker } from '../worker/runWorker.ts'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

type Context = Pick<AdminContext, 'env' | 'logger'>
type Owed = { readonly due: readonly OperatorShare[]; readonly unpaid: readonly ShareRow[]; readonly decided: readonly ShareRow[] }

const listed = 100
const payWithinMs = 120_000
const lookEveryMs = 500

/**
 * Shows the operator's shares. A share is a payment of the operator to a provider for credited time: time that the renter did not pay although the provider was
 * not at fault. Lists the shares that would be decided now, with the limits that reduced them, and the newest decisions with their payments.
 */
export async function showShares(context: Context): Promise<AdminAnswer> {
  return withWorkerDb(context, async (db) => {
    const owed = await readOwed(context, db)
    const { due, unpaid, decided } = owed
    const lines = [
      ...due.map((share) => `lease ${share.leaseId}: ${textOf(share)}, not decided yet`),
      ...decided.map(
        (share) => `lease ${share.leaseId}: ${textOf(share)}, ${share.amount === 0n ? 'nothing to pay' : (share.paidTx ?? 'not in a block yet')}`,
      ),
    ]
    const fields = { due, unpaid: unpaid.map(({ leaseId }) => leaseId), decided }
    return { lines: lines.length === 0 ? ['No lease has credited time that the operator pays for.'] : lines, fields, ok: true }
  })
}

/**
 * Pays the operator's shares that are owed to providers, with the key in `keyFile`, and waits until the payments are on the chain. The worker does the same
 * with the key SHARE_SENDER. The key's account needs gas and PToken. This command is safe to repeat, also while an engine runs: the share of each lease is
 * decided only once.
 */
export async function payShares(context: Context, keyFile: string): Promise<AdminAnswer> {
  const { env, logger } = context
  return withWorkerDb(context, async (db) => {
    const { signers, close } = await openSigners({ kind: 'file', path: keyFile })
    const client = createChainClient({ rpcUrl: env.RPC_URL, timeoutMs: 5_000 })
    const failed = Promise.withResolvers<never>()
    failed.promise.catch(() => {})
    const options = {
      ...{ db, client, logger, limits: limits(), sweepEveryMs: payWithinMs, ...wallClock, onFatal: failed.reject },
      readAddresses: () => readAddresses(client, env.DIRECTORY_ADDRESS),
      holdLock: (lock: Omit<Parameters<typeof holdLock>[0], 'url'>) => holdLock({ url: env.WORKER_DATABASE_URL, ...lock }),
    }
    const workers = signers.map((signer) => runWorker({ ...options, ...signer }))
    try {
      const until = Date.now() + payWithinMs
      let owed = await readOwed(context, db)
      while (countOf(owed) > 0 && Date.now() < until) {
        await Promise.race([wallClock.wait(lookEveryMs).ended, failed.promise])
        owed = await readOwed(context, db)
      }
      const left = countOf(owed)
      const line =
        left === 0
          ? 'Every share is paid.'
          : `${left} shares are not paid. Give the key gas and PToken, and run this again; the log names the reason.`
      return { lines: [line], fields: { left }, ok: left === 0 }
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()))
      close()
    }
  })
}

function countOf({ due, unpaid }: Owed): number {
  return due.length + unpaid.length
}

async function readOwed({ env }: Context, db: Db): Promise<Owed> {
  const client = createChainClient({ rpcUrl: env.RPC_URL, timeoutMs: 5_000 })
  const { timestamp: now } = await client.getBlock({ blockTag: 'pending' })
  const { due, history } = await readShares(db, { now, limit: listed })
  const decided = await listShares(db, { limit: listed })
  return { due: planShares(due, history), decided, unpaid: decided.filter(({ amount, paidTx }) => amount > 0n && paidTx === null) }
}

function textOf({
  seconds,
  asked,
  amount,
  cuts,
}: Pick<OperatorShare, 'seconds' | 'asked' | 'amount'> & { readonly cuts: readonly string[] }): string {
  return `${seconds} s, ${amount} of ${asked} base units${cuts.length === 0 ? '' : ` (${cuts.join(', ')})`}`
}

function limits() {
  const env = z.object(senderEnv).parse({})
  return {
    ...{ maxFeePerGas: env.MAX_FEE_PER_GAS, stuckAfterMs: env.STUCK_AFTER_MS, maxInFlight: env.MAX_IN_FLIGHT },
    ...{ lowGasTransactions: env.LOW_GAS_TRANSACTIONS, isRetiring: false, isLeaseLane: false, isShareLane: true },
    settleTerms: { relayFee: pTokenUnits(0n), leastLeaseValue: pTokenUnits(0n), smallLeaseFee: pTokenUnits(0n) },
  }
}

async function withWorkerDb<Value>({ env, logger }: Context, run: (db: Db) => Promise<Value>): Promise<Value> {
  const db = openDb({ url: env.WORKER_DATABASE_URL, max: 4, onError: (error) => logger.warn({ err: error }, 'idle database connection lost') })
  try {
    return await run(db)
  } finally {
    await db.close()
  }
}
