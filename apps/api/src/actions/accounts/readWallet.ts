import { atOneMoment, listAccountLeases, listStatement, nextNonces, readRelayStanding, readWallet as readWalletRow } from '@infinitio/db'
import { type Address, nextTrialAt, unixSeconds } from '@infinitio/domain'
import type { WalletWire } from '@infinitio/domain/wire'
import { relayCost } from '../../relays/judgeRelay.ts'
import type { Services } from '../../services/services.ts'
import { holdAllowance } from '../orders/holdAllowance.ts'
import { describeLeases } from '../leases/describeLeases.ts'

const mostLiveLeases = 200

/** Returns an account's balance, its reserved amounts, and its latest changes. */
export async function readWallet(services: Services, { account, limit }: { account: Address; limit: number }): Promise<WalletWire> {
  const { row, statement, nonces, holds, providing, relays } = await atOneMoment(services.db, async (tx) => ({
    row: await readWalletRow(tx, { account }),
    statement: await listStatement(tx, { account, limit }),
    nonces: await nextNonces(tx, { account }),
    relays: await readRelayStanding(tx, { account, nonce: null, floor: null }),
    holds: await holdAllowance(tx, { account, nowMs: Date.now() }),
    providing: await listAccountLeases(tx, {
      account,
      sessionKey: null,
      role: 'provider',
      state: 'live',
      beforeLeaseId: null,
      limit: mostLiveLeases,
    }),
  }))
  const leases = await describeLeases(services, providing, { account, role: 'provider' })
  const { now } = services.clock.read()
  const available = row.balance - row.arriving - row.held - row.unsettled
  return {
    account,
    balance: row.balance.toString(),
    arriving: row.arriving.toString(),
    held: row.held.toString(),
    unsettled: row.unsettled.toString(),
    available: (available < 0n ? 0n : available).toString(),
    escrow: row.escrow.toString(),
    bonded: row.bonded.toString(),
    earnedUnclaimed: leases.reduce((sum, lease) => sum + BigInt(lease.now.claimable), 0n).toString(),
    nextNonce: { bid: nonces.bid.toString(), ask: nonces.ask.toString() },
    holdsLeftThisHour: holds.left,
    nextHoldAt: holds.nextAt,
    nextTrialAt: trialFrom(row.lastTrialAt, now),
    withdrawRelayFee: relayCost({ kind: 'withdraw' }, relays, services.relayRules).toString(),
    chainNow: now,
    statement: statement.map((line) => ({
      at: Number(line.at),
      kind: line.kind,
      amount: line.amount.toString(),
      balanceAfter: line.balanceAfter.toString(),
      leaseId: line.leaseId?.toString() ?? null,
      txHash: line.txHash,
      blockNumber: Number(line.blockNumber),
      final: line.final,
    })),
  }
}

function trialFrom(lastTrialAt: bigint | null, now: number): number | null {
  const next = nextTrialAt({ lastTrialAt: lastTrialAt === null ? null : unixSeconds(lastTrialAt), now: unixSeconds(BigInt(now)) })
  return next === null ? null : Number(next)
}
