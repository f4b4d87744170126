import { insertLease, updateLease } from '@infinitio/db'
import { escrowOf, bps, durationSeconds, pTokenUnits } from '@infinitio/domain'
import { bytesOf, type SeededNode } from './seedMarket.ts'
import type { TestApi } from './startTestApi.ts'

type Change = Partial<Parameters<typeof updateLease>[1]>

/**
 * Inserts a lease of one hour between the test's renter and provider, as the follower (the process that copies chain events into the database) does. `change`
 * sets fields that only later states have.
 */
export async function seedLease(
  api: TestApi,
  node: SeededNode,
  {
    leaseId,
    change = {},
    workloadHash = `0x${'0'.repeat(64)}`,
    startAt = BigInt(api.services.clock.read().now - 100),
  }: { leaseId: bigint; change?: Change; workloadHash?: string; startAt?: bigint },
): Promise<{ startAt: bigint; bidHash: string }> {
  const pricePerGpuSecond = node.ask.pricePerGpuSecond
  const bidHash = bytesOf(`bid ${leaseId}`)
  await insertLease(api.owner, {
    leaseId,
    renter: api.accounts.renter.address.toLowerCase(),
    provider: api.accounts.provider.address.toLowerCase(),
    nodeId: node.node,
    hostKey: bytesOf('host key'),
    pricePerGpuSecond,
    gpus: 1,
    startAt,
    durationSeconds: 3_600n,
    noticeSeconds: 0n,
    trialSeconds: 0n,
    feeBps: 25,
    flags: 1,
    askNonce: node.ask.nonce,
    askMaxDurationSeconds: 86_400n,
    askAvailableUntil: node.ask.availableUntil,
    workloadHash,
    askHash: node.askHash,
    bidHash,
    settledAt: startAt,
    settledTx: bytesOf(`settle ${leaseId}`),
    escrow: escrowOf({ pricePerGpuSecond: pTokenUnits(pricePerGpuSecond), gpus: 1, durationSeconds: durationSeconds(3_600n), feeBps: bps(25n) }),
    relayFee: 0n,
    updatedBlock: 1n,
  })
  if (Object.keys(change).length > 0) {
    await updateLease(api.owner, {
      leaseId,
      state: 'booked',
      readyAt: null,
      readyTx: null,
      readyBlock: null,
      endAt: startAt + 3_600n,
      endedTx: null,
      endedBlock: null,
      accepted: null,
      endReason: null,
      paidSeconds: 0n,
      pay: 0n,
      renterFee: 0n,
      providerFee: 0n,
      refund: 0n,
      closedAt: null,
      closedTx: null,
      closedBlock: null,
      updatedBlock: 1n,
      ...change,
    })
  }
  return { startAt, bidHash }
}

/** Returns the changed fields of a lease that is active: it became ready ten seconds after its start, in block 1. */
export function readyChange(startAt: bigint): Change {
  return { state: 'active', readyAt: startAt + 10n, readyTx: bytesOf('ready'), readyBlock: 1n }
}
