// Leases that still need a credit: seconds on their bill that the renter need not pay, because nobody could reach the machine. The API reads `fault_records`
// and `leases`.
import { creditedRules } from '@infinitio/domain'
import { present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { leaseColumns, leaseRow } from '../projections/leases.ts'

/** SQL for the incidents in which nobody could reach the machine. A lost machine is credited only if its loss did not end the lease. */
export const creditedIncidents = "('unreachable', 'lost')"

/**
 * SQL for the seconds that validators take off the bill of a lease `l` because of a fault `f`: the billed time in which nobody could reach the machine. It is 0
 * while the fault has no end. If the operator is at fault for a lost machine, the end moves on each half hour, and the seconds grow with it.
 */
export const incidentSeconds = `case when f.incident in ${creditedIncidents} and f.rule in (${creditedRules.join(', ')}) and f.until_at is not null
  then greatest(0, coalesce(least(f.until_at, l.end_at) - greatest(f.from_at, l.ready_at), 0)) else 0 end`

/**
 * SQL for the total number of seconds that can be taken off the bill of a lease `l`; null if there is no limit. The chain credits only leases that are not
 * closed, and only seconds for which the provider has not been paid. So the limit of an ended lease is its unpaid seconds; with a larger credit, the chain
 * would reject it each time. An active lease has no limit, because its unpaid seconds still grow. The limit of any other lease is 0.
 */
const mostSeconds = `case l.state when 'active' then null when 'ended' then greatest(0, l.end_at - l.ready_at - coalesce(l.paid_seconds, 0)) else 0 end`

const ofLease = (fault: string, lease: string) => `${fault}.lease_id = ${lease}.lease_id and ${fault}.bid_hash = ${lease}.bid_hash`

/**
 * SQL for two columns about a fault `f` of a lease `l`, both in seconds. `owed` must be taken off the bill for this fault, and `credited` is the part of it
 * that the chain has already taken off. The chain stores only one sum of credited seconds for each lease, so that sum is assigned to the lease's faults from
 * the oldest to the newest.
 */
export const creditOfFault = `(select greatest(0, least(s.seconds, coalesce(l.credit_seconds, 0) - s.before)) as credited,
    greatest(0, least(s.seconds, coalesce(${mostSeconds}, s.before + s.seconds) - s.before)) as owed
  from (select ${incidentSeconds} as seconds, (select coalesce(sum(${incidentSeconds.replaceAll('f.', 'e.')}), 0)::bigint
    from fault_records e where ${ofLease('e', 'l')} and e.fault_id < f.fault_id) as before) s)`

const openCreditRow = rowOf({ ...leaseRow, owedSeconds: 'int8', rule: tables.fault_records.rule })

/**
 * A lease that still needs a credit. `owedSeconds` is the total number of seconds that must not be billed, including those that the chain has already credited.
 * `rule` is the rule of the newest fault that causes a credit.
 */
export type OpenCreditRow = RowOf<typeof openCreditRow>

const openCredits = statement(
  openCreditRow,
  `select ${leaseColumns}, credit.owed as "owedSeconds", credit.rule from leases join lateral (
     select (array_agg(f.rule order by f.fault_id desc) filter (where ${incidentSeconds} > 0))[1] as rule, least(sum(${incidentSeconds}), ${mostSeconds})::bigint as owed
     from fault_records f join leases l on ${ofLease('f', 'l')}
     where ${ofLease('f', 'leases')} and f.incident in ${creditedIncidents} group by l.state, l.end_at, l.ready_at, l.paid_seconds
   ) credit on credit.owed > coalesce(leases.credit_seconds, 0)
   where leases.state in ('active', 'ended') and ($2::bigint[] is null or leases.lease_id = any($2)) and not (leases.lease_id = any($3::bigint[]))
   order by leases.lease_id limit $1`,
)

/**
 * The leases to list. `only` limits the list to these leases; null means all leases. `except` leaves leases out, so that credits (seconds off the bill) that
 * must wait do not fill the list.
 */
type CreditChoice = { readonly limit: number; readonly only?: readonly bigint[] | null; readonly except?: readonly bigint[] }

/**
 * Returns the leases with a credit (seconds off the bill) that the chain does not have yet, oldest first. Index: leases (state, end_at), fault_records
 * (bid_hash, lease_id, incident). Takes no lock.
 */
export async function listOpenCredits(db: Queryable, { limit, only = null, except = [] }: CreditChoice): Promise<OpenCreditRow[]> {
  return openCredits.rows(db, [limit, only, except])
}

const leasesWithSweep = statement(
  rowOf({ leaseId: present(tables.transactions.lease_id) }),
  `select distinct lease_id as "leaseId" from transactions where lease_id = any($1::bigint[]) and purpose = 'sweep' and state in ('stored', 'broadcast')`,
)

/**
 * From the given leases, returns those for which the worker has sent a transaction (such as a claim) that is not in a block yet. Index: transactions
 * (lease_id). Takes no lock.
 */
export async function listSweptLeases(db: Queryable, { leaseIds }: { leaseIds: readonly bigint[] }): Promise<bigint[]> {
  return (await leasesWithSweep.rows(db, [leaseIds])).map(({ leaseId }) => leaseId)
}
