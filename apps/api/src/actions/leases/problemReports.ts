import {
  answerProblemReport,
  closeProblemReport,
  findProblemReport,
  insertProblemReport,
  listLeaseReports,
  listOwnHashes,
  listProviderReports,
  noteReport,
  type ProblemReportRow,
} from '@infinitio/db'
import { type Address, hex32, isRefusal, type ProblemKind, type Refusal, reportLimits, reportStateOf } from '@infinitio/domain'
import type { ProblemReportsWire, ProblemReportWire, ReportRequestWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from './findOwnLease.ts'

/**
 * Reports a problem with a live lease to its provider, who is notified. The lease continues. Refuses with `lease.unknown`, `auth.forbidden`,
 * `lease.not_holder`, `lease.watch_only`, `lease.over`, `lease.reports_limit`, and with `artefact.unknown` for an attached file that the account does not
 * store.
 */
export async function reportProblem(
  services: Services,
  { account, leaseId, request }: { account: Address; leaseId: string; request: ReportRequestWire },
): Promise<ProblemReportWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'report' })
  if (isRefusal(own)) return own
  const { bidHash, leaseId: id, provider, state, endAt } = own.row
  if (state === 'ended' || state === 'closed' || services.clock.read().now >= Number(endAt)) return { rejected: 'lease.over' }
  const { problem, text, log } = request
  const artefacts = [...new Set(request.artefacts)]
  const stored = await listOwnHashes(services.db, { account, hashes: artefacts })
  if (stored.length < artefacts.length) return { rejected: 'artefact.unknown' }
  const reportId = await services.db.transaction(async (tx) => {
    const report = { bidHash, leaseId: id, provider, reporter: account, problem, text, log: log ?? null, artefacts, mostOpen: reportLimits.open }
    const made = await insertProblemReport(tx, report)
    if (made !== null) await noteReport(tx, { kind: 'problem_reported', account: provider, bidHash, leaseId: id, report: made, problem })
    return made
  })
  if (reportId === null) return { rejected: 'lease.reports_limit' }
  services.hub.wake()
  return readReport(services, reportId)
}

/** Lists the reports of a lease. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export async function readLeaseReports(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<ProblemReportsWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'seeReports' })
  if (isRefusal(own)) return own
  return { items: (await listLeaseReports(services.db, own.row)).map(describeReport) }
}

/** Lists the problem reports about leases on a provider's machines. */
export async function readProviderReports({ db }: Services, { account }: { account: Address }): Promise<ProblemReportsWire> {
  return { items: (await listProviderReports(db, { provider: account })).map(describeReport) }
}

/** Stores the provider's answer to a report; the person who reported is notified. Refuses with `lease.report_unknown`, `lease.report_closed`. */
export async function answerReport(
  services: Services,
  { account, number, text }: { account: Address; number: string; text: string },
): Promise<ProblemReportWire | Refusal> {
  const report = await findProblemReport(services.db, { reportId: BigInt(number) })
  if (report === null || report.provider !== account) return { rejected: 'lease.report_unknown' }
  const { reportId, bidHash, leaseId, reporter, problem } = report
  const isAnswered = await services.db.transaction(async (tx) => {
    const stored = await answerProblemReport(tx, { reportId, answer: text })
    if (stored) await noteReport(tx, { kind: 'problem_answered', account: reporter, bidHash, leaseId, report: reportId, problem })
    return stored
  })
  if (!isAnswered) return { rejected: 'lease.report_closed' }
  services.hub.wake()
  return readReport(services, reportId)
}

/** Closes a problem report. Only the account that made the report may close it. Refuses with `lease.report_unknown`. */
export async function closeReport(
  services: Services,
  { account, number }: { account: Address; number: string },
): Promise<ProblemReportWire | Refusal> {
  const report = await findProblemReport(services.db, { reportId: BigInt(number) })
  if (report === null || report.reporter !== account) return { rejected: 'lease.report_unknown' }
  await closeProblemReport(services.db, report)
  services.hub.wake()
  return readReport(services, report.reportId)
}

async function readReport({ db }: Services, reportId: bigint): Promise<ProblemReportWire | Refusal> {
  const row = await findProblemReport(db, { reportId })
  return row === null ? { rejected: 'lease.report_unknown' } : describeReport(row)
}

function describeReport({ reportId, leaseId, reporter, problem, text, log, artefacts, answer, ...times }: ProblemReportRow): ProblemReportWire {
  const seconds = (at: Date | null): number | null => (at === null ? null : Math.floor(at.getTime() / 1_000))
  const ends = { answeredAt: seconds(times.answeredAt), closedAt: seconds(times.closedAt) }
  return {
    ...{ number: reportId.toString(), leaseId: leaseId.toString(), reporter, problem: problem as ProblemKind, text, log, answer },
    artefacts: artefacts.map(hex32),
    state: reportStateOf(ends),
    createdAt: Math.floor(times.createdAt.getTime() / 1_000),
    ...ends,
  }
}
