// Renters' reports about leases, and the providers' answers. The API (role infinitio_api) writes the table `problem_reports`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import type { LeaseKey } from '../disk/leaseKey.ts'
import { tables } from '../generated/tables.ts'

const { problem_reports: reports } = tables

const reportRow = rowOf({
  reportId: reports.report_id,
  bidHash: reports.bid_hash,
  leaseId: reports.lease_id,
  provider: reports.provider,
  reporter: reports.reporter,
  problem: reports.problem,
  text: reports.text,
  log: reports.log,
  artefacts: reports.artefacts,
  answer: reports.answer,
  createdAt: reports.created_at,
  answeredAt: reports.answered_at,
  closedAt: reports.closed_at,
})

/** A report of a problem with a lease. */
export type ProblemReportRow = RowOf<typeof reportRow>

const columns = `report_id as "reportId", bid_hash as "bidHash", lease_id as "leaseId", provider, reporter, problem, text, log, artefacts, answer, created_at as "createdAt",
  answered_at as "answeredAt", closed_at as "closedAt"`

type NewReport = LeaseKey & Pick<ProblemReportRow, 'provider' | 'reporter' | 'problem' | 'text' | 'log' | 'artefacts'>

const insertion = statement(
  rowOf({ reportId: reports.report_id }),
  `insert into problem_reports (bid_hash, lease_id, provider, reporter, problem, text, log, artefacts) select $1, $2, $3, $4, $5, $6, $7, $9
   where (select count(*) from problem_reports where bid_hash = $1 and lease_id = $2 and closed_at is null) < $8 returning report_id as "reportId"`,
)

/**
 * Stores a report and returns its number. Returns null if the lease already has `mostOpen` reports that are not closed. Index: problem_reports
 * (bid_hash, lease_id).
 */
export async function insertProblemReport(tx: Queryable, report: NewReport & { mostOpen: number }): Promise<bigint | null> {
  const { bidHash, leaseId, provider, reporter, problem, text, log, artefacts, mostOpen } = report
  const row = await insertion.first(tx, [bidHash, leaseId, provider, reporter, problem, text, log, mostOpen, artefacts])
  return row?.reportId ?? null
}

const reportById = statement(reportRow, `select ${columns} from problem_reports where report_id = $1`)

/** Returns a report, or null. Index: problem_reports (report_id). Takes no lock. */
export async function findProblemReport(db: Queryable, { reportId }: { reportId: bigint }): Promise<ProblemReportRow | null> {
  return reportById.first(db, [reportId])
}

const reportsOfLease = statement(
  reportRow,
  `select ${columns} from problem_reports where bid_hash = $1 and lease_id = $2 order by report_id desc limit 100`,
)

/** Lists the newest 100 reports of a lease. Index: problem_reports (bid_hash, lease_id). Takes no lock. */
export async function listLeaseReports(db: Queryable, { bidHash, leaseId }: LeaseKey): Promise<ProblemReportRow[]> {
  return reportsOfLease.rows(db, [bidHash, leaseId])
}

const reportsToProvider = statement(reportRow, `select ${columns} from problem_reports where provider = $1 order by report_id desc limit 100`)

/** Lists the newest 100 reports about leases of a provider. Index: problem_reports (provider, report_id). Takes no lock. */
export async function listProviderReports(db: Queryable, { provider }: { provider: string }): Promise<ProblemReportRow[]> {
  return reportsToProvider.rows(db, [provider])
}

/**
 * Stores the provider's answer to a report and replaces the provider's earlier answer. Returns false if the report is closed. Index: problem_reports
 * (report_id).
 */
export async function answerProblemReport(tx: Queryable, { reportId, answer }: { reportId: bigint; answer: string }): Promise<boolean> {
  const rows = await tx.query('update problem_reports set answer = $2, answered_at = now() where report_id = $1 and closed_at is null returning 1', [
    reportId,
    answer,
  ])
  return rows.length === 1
}

/** Closes a report. Safe to repeat. Index: problem_reports (report_id). */
export async function closeProblemReport(tx: Queryable, { reportId }: { reportId: bigint }): Promise<void> {
  await tx.query('update problem_reports set closed_at = now() where report_id = $1 and closed_at is null', [reportId])
}
