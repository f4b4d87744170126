import { approveDepositCall, type ContractCall, depositForCall, pTokenAbi } from '@infinitio/chain'
import { readNonce } from '@infinitio/chain/node'
import {
  findFailedShare,
  findUnknownDeposit,
  hasOpenTransaction,
  insertShare,
  lockShares,
  type Queryable,
  readCheckpoint,
  readShares,
  replaceSharePayment,
} from '@infinitio/db'
import { address, type OperatorShare, planShares } from '@infinitio/domain'
import type { Sender } from './sender.ts'
import { sendCall, type StoreTransaction } from './sendCall.ts'
import { simulate } from './simulate.ts'
import { takeMarketWork } from './takeMarketWork.ts'

const NAME = 'payShare'
const APPROVAL = 'approveShare'
const LOOK_EVERY_MS = 5_000
const SOON_MS = 1_000
/** Pause in ms, if the key has too few PToken or the chain refused the payment. */
const RETRY_MS = 300_000
const DECISIONS_AT_ONCE = 100
/**
 * How many blocks behind the chain the follower (the process that copies chain events into the database) may be while a payment is decided. Even a chain node
 * that deletes the state of old blocks still has the state of these blocks.
 */
const BEHIND_BLOCKS = 64n

type Decision = OperatorShare & { readonly bidHash: string; readonly now: bigint }
/**
 * A payment of the operator's share that must be made. `store` writes the decision together with the transaction. It returns null, and writes nothing, if
 * another process has already decided about this share.
 */
type Payment = {
  readonly leaseId: bigint
  readonly provider: string
  readonly amount: bigint
  readonly store: StoreTransaction
  /** Stores a deposit that the chain already contains as this payment, so that the share is not paid twice. */
  readonly noteFound: (tx: Queryable, foundTx: string) => Promise<void>
}

/**
 * Pays the operator's shares to providers: payments for credited time that was not the provider's fault. Pays for one closed lease at a time, from a key that
 * the operator uses for nothing else. Whether and how much it pays depends only on final blocks and on stored decisions. It stores each decision to pay in the
 * same database transaction as the signed payment, before it sends the payment. So a crash, a second process or a dropped block never pays a lease twice. If
 * the chain has a payment of this key that no row contains, that payment counts as the next payment to its provider.
 */
export async function sendShares(sender: Sender): Promise<void> {
  await takeMarketWork(sender, { name: NAME, everyMs: LOOK_EVERY_MS, isFromDatabase: true, run: () => payNext(sender) })
}

async function payNext(sender: Sender): Promise<number | null> {
  const { db, client, logger } = sender
  if (await hasOpenTransaction(db, { action: APPROVAL, untilRead: false })) return SOON_MS
  const { timestamp: now } = await client.getBlock({ blockTag: 'pending' })
  const payment = (await failedPayment(db)) ?? (await nextPayment(sender, now))
  if (payment === null) return null
  if (!(await hasReadAll(sender))) return SOON_MS
  const foundTx = await findUnknownDeposit(db, { payer: sender.address, provider: payment.provider })
  if (foundTx !== null) {
    await db.transaction((tx) => payment.noteFound(tx, foundTx))
    logger.error(
      { leaseId: payment.leaseId, amount: payment.amount, foundTx },
      'a payment of this key was not stored; it counts as the share of this lease',
    )
    return SOON_MS
  }
  return (await pay(sender, payment)) ? SOON_MS : RETRY_MS
}

/** Sends the payment. If the key's allowance is too small, sends an approval of the exact amount first. Returns false if the key cannot pay now. */
async function pay(sender: Sender, { leaseId, provider, amount, store }: Payment): Promise<boolean> {
  const { client, address: owner, addresses, logger } = sender
  const { market, pToken } = addresses
  const read = { address: pToken, abi: pTokenAbi } as const
  const [balance, allowance] = await Promise.all([
    client.readContract({ ...read, functionName: 'balanceOf', args: [owner] }),
    client.readContract({ ...read, functionName: 'allowance', args: [owner, market] }),
  ])
  if (balance < amount) {
    logger.error({ sender: owner, balance, amount, leaseId }, 'the key for shares has too few PToken')
    return false
  }
  const send = (call: ContractCall, gas: bigint, more: { action: string; store?: StoreTransaction }) =>
    sendCall(sender, { call, gas, purpose: 'sweep', matchId: null, relayId: null, leaseId, ...more })
  const [action, call] =
    allowance < amount
      ? ([APPROVAL, approveDepositCall({ pToken, market, amount })] as const)
      : ([NAME, depositForCall({ market, owner: address(provider), amount })] as const)
  const trial = await simulate(sender, call)
  if (!trial.ok) {
    logger.warn({ leaseId, action, code: trial.code }, 'the chain refuses the payment of a share; later')
    return false
  }
  return send(call, trial.gas, action === NAME ? { action, store } : { action })
}

async function failedPayment(db: Queryable): Promise<Payment | null> {
  const failed = await findFailedShare(db)
  if (failed === null) return null
  const { leaseId, provider, amount, transactionId: failedId } = failed
  return {
    ...{ leaseId, provider, amount },
    async store(tx, insert) {
      await lockShares(tx)
      const transactionId = await insert()
      return (await replaceSharePayment(tx, { leaseId, failedId, transactionId, foundTx: null })) ? transactionId : null
    },
    async noteFound(tx, foundTx) {
      await replaceSharePayment(tx, { leaseId, failedId, transactionId: failedId, foundTx })
    },
  }
}

/**
 * Decides about the closed leases, oldest first, until a lease gets a payment above 0. Returns this payment, or null if no lease gets one. Stores the decisions
 * about the leases before it, which get no payment.
 */
async function nextPayment({ db, logger }: Sender, now: bigint): Promise<Payment | null> {
  const [decision] = await db.transaction(async (tx) => {
    await lockShares(tx)
    const decisions = await decide(tx, now)
    const first = decisions.findIndex(({ amount }) => amount > 0n)
    for (const empty of first < 0 ? decisions : decisions.slice(0, first)) {
      await insertShare(tx, { ...empty, transactionId: null, foundTx: null })
      logger.info({ leaseId: empty.leaseId, cuts: empty.cuts }, 'the operator pays no share of a lease')
    }
    return first < 0 ? [] : decisions.slice(first, first + 1)
  })
  if (decision === undefined) return null
  const { leaseId, provider, amount } = decision
  return {
    ...{ leaseId, provider, amount },
    async store(tx, insert) {
      await lockShares(tx)
      // Decide again: another process may have paid a share since the first decision, so the limits may now allow less for this lease.
      const [again] = await decide(tx, now)
      if (again?.leaseId !== leaseId || again.amount !== amount) return null
      const transactionId = await insert()
      await insertShare(tx, { ...decision, transactionId, foundTx: null })
      return transactionId
    },
    async noteFound(tx, foundTx) {
      await lockShares(tx)
      await insertShare(tx, { ...decision, transactionId: null, foundTx })
    },
  }
}

/** Decides the shares of the next leases, oldest first. */
async function decide(db: Queryable, now: bigint): Promise<Decision[]> {
  const { due, history } = await readShares(db, { now, limit: DECISIONS_AT_ONCE })
  const hashes = new Map(due.map(({ leaseId, bidHash }) => [leaseId, bidHash]))
  return planShares(due, history).map((share) => ({ ...share, now, bidHash: hashes.get(share.leaseId) ?? '' }))
}

/** Returns true if the follower has read every transaction of this key, so that `findUnknownDeposit` can find each payment of it. */
async function hasReadAll({ db, client, address: key }: Sender): Promise<boolean> {
  const head = (await readCheckpoint(db))?.headNumber ?? null
  const latest = await client.getBlockNumber({ cacheTime: 0 })
  if (head === null || head > latest || latest - head > BEHIND_BLOCKS) return false
  const [read, now, pooled] = await Promise.all([
    readNonce(client, { address: key, at: head }),
    readNonce(client, { address: key, at: 'latest' }),
    readNonce(client, { address: key, at: 'pending' }),
  ])
  return read === now && now === pooled
}
