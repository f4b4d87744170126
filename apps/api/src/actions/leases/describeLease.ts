import type { AccessChangeRow, LeaseDetailRow, LeaseLogRow, LeaseRelayRow, StandingOrderRow } from '@infinitio/db'
import { durationSeconds, feesIn, feeTexts, leaseAmounts, type LeaseProgress, leaseRefusal, leaseTermsOf, unixSeconds } from '@infinitio/domain'
import {
  leaseImageReportWire,
  type LeaseImageWire,
  type LeaseSecretsWire,
  leaseTermsToWire,
  type LeaseWire,
  type WorkloadWire,
  workloadWire,
} from '@infinitio/domain/wire'
import { accessOfLease } from './leaseAccess.ts'
import { relayState } from '../relays/readRelay.ts'
import { autoExtendOfLease } from './standingOrders.ts'
import { endReasonOfLease } from './endReasonOfLease.ts'
import { eventsOfLease } from './eventsOfLease.ts'

/**
 * The data that is needed to describe a lease besides its row: the reader's role, the block time, the SSH address, the auto-extend order, and the lease's logs,
 * relays (signed messages that the worker sends to the chain) and changes of SSH keys and ports.
 */
export type LeaseView = {
  readonly role: LeaseWire['role']
  readonly now: number
  readonly ssh: LeaseWire['ssh']
  readonly relays: readonly LeaseRelayRow[]
  readonly standing: StandingOrderRow | null
  readonly logs: readonly LeaseLogRow[]
  readonly changes: readonly AccessChangeRow[]
}

/**
 * Describes a lease for its holder, its former holder, a teammate or its provider. Calculates amounts in the same way as the contract, for the time of the
 * block clock. For each step of the lease, the result has the block time, and whether the step's block is final. Pure.
 */
export function describeLease(row: LeaseDetailRow, view: LeaseView): LeaseWire {
  const isOver = row.state === 'active' && view.now >= Number(row.endAt)
  const isLive = (row.state === 'booked' || row.state === 'active') && !isOver
  const reason = endReasonOfLease(row, view)
  const isFinal = (block: bigint | null) => block !== null && block <= row.finalNumber
  const step = (at: bigint | null, txHash: string | null, block: bigint | null) =>
    at === null || txHash === null ? null : { at: Number(at), txHash, final: isFinal(block) }
  const isByTransfer = row.holder !== row.renter
  const isBooker = view.role === 'former_renter' || (view.role === 'renter' && !isByTransfer)
  const workload: WorkloadWire | null = row.workload === null ? null : workloadWire.parse(JSON.parse(row.workload))
  const autoExtend = view.standing === null ? null : autoExtendOfLease(row, view.standing, view.now)
  const access = leaseRefusal('seeWorkload', view.role) === null ? accessOfLease(row) : null
  // A transfer invalidates the SSH keys of the workload. Teammates use their own keys.
  const hasWayIn = view.role !== 'renter' || !isByTransfer || (access?.sshKeys.length ?? 0) > 0
  const ended = step(row.endedAt, row.endedTx, row.endedBlock)
  return {
    leaseId: row.leaseId.toString(),
    // Show the lease's name only to the account that booked the lease, because that account wrote it. Others see the lease number.
    name: isBooker && row.leaseName !== null ? row.leaseName : `lease-${row.leaseId}`,
    role: view.role,
    terms: leaseTermsToWire(leaseTermsOf(row)),
    node: {
      name: row.nodeName ?? `node ${row.nodeId.slice(2, 10)}`,
      simulated: row.simulated ?? false,
      ...{ runtime: row.runtime, isolation: row.isolation },
      className: row.className ?? '',
      regionName: row.regionName ?? '',
      country: row.country,
      city: row.city,
      gpus: row.machineGpus,
      vramGib: row.vramGib,
      cpuCores: row.cpuCores,
      ramGib: Number(row.ramGib),
      diskGib: Number(row.diskGib),
      state: row.nodeState,
    },
    state: isOver ? 'ended' : row.state,
    askHash: row.askHash,
    bidHash: row.bidHash,
    settled: { at: Number(row.settledAt), txHash: row.settledTx, final: isFinal(row.settledBlock) },
    ready: step(row.readyAt, row.readyTx, row.readyBlock),
    endsAt: Number(row.endAt),
    ended: ended === null || reason === null ? null : { ...ended, accepted: row.accepted ?? false, reason },
    closed: step(row.closedAt, row.closedTx, row.closedBlock),
    endReason: reason,
    lost: row.lostAt === null || row.lostSince === null ? null : { since: Number(row.lostSince), at: Math.floor(row.lostAt.getTime() / 1_000) },
    escrow: row.escrow.toString(),
    ...feeTexts(row, { payer: 'renter', charge: 'flat' }),
    holder: row.holder,
    heldByTransfer: isByTransfer,
    compensation: row.compensation.toString(),
    creditSeconds: Number(row.creditSeconds),
    now: amountsNow(row, view.now),
    paid: {
      paidSeconds: Number(row.paidSeconds),
      pay: row.pay.toString(),
      ...feeTexts(row, { charge: 'share' }),
      refund: row.refund.toString(),
    },
    ssh: isLive && leaseRefusal('openSsh', view.role) === null && hasWayIn ? view.ssh : null,
    access,
    workload: leaseRefusal('seeWorkload', view.role) === null ? workload : null,
    secrets: isLive && view.role !== 'former_renter' ? secretsOfLease(row, workload) : { state: 'none' },
    faults: leaseRefusal('seeMetrics', view.role) === null ? row.faults : null,
    image: isLive && view.role !== 'former_renter' ? imageOfLease(row, workload) : { state: 'none' },
    autoExtend: isLive && view.role === 'renter' ? autoExtend : null,
    relays: view.relays.map((relay) => ({ relayId: relay.relayId, kind: relay.kind, state: relayState(relay.state), code: relay.code })),
    events: eventsOfLease({ logs: view.logs, relays: relaysThatCount(view.relays, autoExtend), changes: ownChanges(row, view, access) }),
  }
}

/**
 * Returns the changes of SSH keys and ports by the present holder; none for a reader who may not see the access. Those of a former holder do not count any
 * longer, and name ports that the present holder need not know.
 */
function ownChanges({ holder }: LeaseDetailRow, { changes }: LeaseView, access: LeaseWire['access']): AccessChangeRow[] {
  return access === null ? [] : changes.filter(({ signer }) => signer === holder)
}

function progressOf(row: LeaseDetailRow): LeaseProgress {
  return {
    state: row.state,
    readyDelaySeconds: durationSeconds(row.readyAt === null ? 0n : row.readyAt - row.startAt),
    endOffsetSeconds: durationSeconds(row.endAt - row.startAt),
    paidSeconds: durationSeconds(row.paidSeconds),
    creditSeconds: durationSeconds(row.creditSeconds),
  }
}

function amountsNow(row: LeaseDetailRow, now: number): LeaseWire['now'] {
  if (row.state === 'closed') {
    const seconds = row.pay / (row.pricePerGpuSecond * BigInt(row.gpus) || 1n)
    return {
      chainNow: now,
      billableSeconds: Number(seconds),
      pay: row.pay.toString(),
      ...feeTexts(row, { charge: 'share' }),
      spent: (row.pay + feesIn(row, { payer: 'renter', charge: 'share' }).total).toString(),
      refund: row.refund.toString(),
      claimable: '0',
    }
  }
  const amounts = leaseAmounts(leaseTermsOf(row), progressOf(row), unixSeconds(BigInt(now)))
  return {
    chainNow: now,
    billableSeconds: Number(amounts.billableSeconds),
    pay: amounts.pay.toString(),
    ...feeTexts(amounts, { charge: 'share' }),
    spent: amounts.spent.toString(),
    // An ended lease has paid its refund already. So the time that remains of the notice period does not change the amount.
    refund: (row.state === 'ended' ? row.refund : amounts.refund).toString(),
    claimable: amounts.claimable.toString(),
  }
}

/**
 * Returns a lease's relays (signed messages that the worker sends to the chain) without outdated auto-extend orders: of these orders, only the newest one is
 * returned, and only while auto-extend is on.
 */
function relaysThatCount(relays: readonly LeaseRelayRow[], autoExtend: LeaseWire['autoExtend']): readonly LeaseRelayRow[] {
  const standing = autoExtend?.state === 'on' ? relays.findLast(({ kind }) => kind === 'autoExtend') : undefined
  return relays.filter((relay) => relay.kind !== 'autoExtend' || relay === standing)
}

/** Returns how far a live lease's image is downloaded. The state is `wanted` before the agent's first report. Pure. */
function imageOfLease({ image }: Pick<LeaseDetailRow, 'image'>, workload: WorkloadWire | null): LeaseImageWire {
  if (workload?.image === undefined) return { state: 'none' }
  const said = leaseImageReportWire.safeParse(image)
  if (!said.success) return { state: 'wanted' }
  return said.data.state === 'refused' ? { ...said.data, code: 'node.image_unavailable' } : said.data
}

/** Returns the progress of delivering a live lease's secrets. Pure. */
function secretsOfLease(
  { secretsState, secretsCode }: Pick<LeaseDetailRow, 'secretsState' | 'secretsCode'>,
  workload: WorkloadWire | null,
): LeaseSecretsWire {
  if (workload?.secrets === undefined) return { state: 'none' }
  if (secretsState === null) return { state: 'waiting' }
  if (secretsState !== 'refused') return { state: secretsState }
  return { state: 'refused', code: secretsCode === 'lease.secrets_differ' ? secretsCode : 'lease.secrets_unreadable' }
}
