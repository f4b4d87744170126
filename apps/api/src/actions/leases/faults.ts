import { type FaultRow, findFault, insertFaultAnswer, listLeaseFaults, listNodeFaults, listProviderFaults } from '@infinitio/db'
import { type Address, faultAnswerRefusal, type FaultIncident, hex32, isRefusal, type Refusal, shareCuts as knownCuts } from '@infinitio/domain'
import { type FaultsWire, type FaultWire, faultWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from './findOwnLease.ts'

/** Lists the faults of a lease for accounts that may see its metrics. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export async function readLeaseFaults(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<FaultsWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'seeMetrics' })
  if (isRefusal(own)) return own
  return { items: (await listLeaseFaults(services.db, own.row)).map(describeFault) }
}

/**
 * Stores the answer of the holder or the provider of a lease to a fault. Refuses with `lease.fault_unknown` for every other account, `lease.review_text`,
 * `lease.fault_answered`, `lease.fault_late`.
 */
export async function answerFault(
  services: Services,
  { account, number, text }: { account: Address; number: string; text: string },
): Promise<FaultWire | Refusal> {
  const { db, hub } = services
  const faultId = BigInt(number)
  const fault = await findFault(db, { faultId })
  const own = fault === null ? null : await findOwnLease(services, { account, leaseId: fault.leaseId.toString(), act: 'answerFault' })
  if (fault === null || own === null || isRefusal(own)) return { rejected: 'lease.fault_unknown' }
  const side = own.role === 'provider' ? 'provider' : 'renter'
  const recordedAt = Math.floor(fault.createdAt.getTime() / 1_000)
  const answered = fault.answers.map((answer) => answer.side)
  const rejected = faultAnswerRefusal({ recordedAt, answered }, { side, text, now: Math.floor(Date.now() / 1_000) })
  if (rejected !== null) return { rejected }
  if (!(await insertFaultAnswer(db, { faultId, side, account, text }))) return { rejected: 'lease.fault_answered' }
  hub.wake()
  const row = await findFault(db, { faultId })
  return row === null ? { rejected: 'lease.fault_unknown' } : describeFault(row)
}

/** Lists the faults of a machine that its provider caused. Of the answers to them, only the provider's are included. */
export async function readNodeFaults({ db }: Services, { node }: { node: string }): Promise<FaultsWire> {
  return publicFaults(await listNodeFaults(db, { nodeId: node }))
}

/** Lists the faults on a provider's machines that the provider caused. Of the answers to them, only the provider's are included. */
export async function readProviderFaults({ db }: Services, { account }: { account: string }): Promise<FaultsWire> {
  return publicFaults(await listProviderFaults(db, { provider: account }))
}

function publicFaults(rows: readonly FaultRow[]): FaultsWire {
  const faults = rows.map(describeFault)
  return { items: faults.map((fault) => ({ ...fault, answers: fault.answers.filter(({ side }) => side === 'provider') })) }
}

/** Incidents that end a lease. After these the contract may pay the renter compensation when the lease closes. */
const paidBack: readonly FaultIncident[] = ['lost', 'not_ready', 'provider_ended']

/** Returns the JSON form of a fault, with the answers of both sides. */
export function describeFault(row: FaultRow): FaultWire {
  const { faultId, leaseId, nodeId, incident, value, fromAt, untilAt, party, source, createdAt, creditSeconds, owedSeconds } = row
  return {
    ...{ number: faultId.toString(), leaseId: leaseId.toString(), node: hex32(nodeId), incident, value, party, source },
    rule: faultWire.shape.rule.parse(row.rule),
    from: Number(fromAt),
    until: untilAt === null ? null : Number(untilAt),
    recordedAt: Math.floor(createdAt.getTime() / 1_000),
    paid: paidFor(row),
    answers: row.answers,
    creditSeconds: Number(creditSeconds),
    owedSeconds: Number(owedSeconds),
    share: shareOf(row),
  }
}

function paidFor({ incident, state, refund, compensation, endedTx, closedTx }: FaultRow): FaultWire['paid'] {
  const txHash = endedTx ?? closedTx
  if (txHash === null || state === 'booked' || state === 'active' || !paidBack.includes(incident)) return null
  return { refund: refund.toString(), compensation: compensation.toString(), txHash: hex32(txHash) }
}

function shareOf({ shareSeconds, shareAsked, shareAmount, shareCuts, shareTx }: FaultRow): FaultWire['share'] {
  if (shareSeconds === null || shareAsked === null || shareAmount === null) return null
  const cuts = knownCuts.filter((cut) => shareCuts?.includes(cut))
  const txHash = shareTx === null ? null : hex32(shareTx)
  return { seconds: Number(shareSeconds), asked: shareAsked.toString(), amount: shareAmount.toString(), cuts, txHash }
}
