import type { JobLeaseWire, JobTaskSpecWire, JobWire } from '@infinitio/domain/wire'
import { getJob, listJobs } from '../generated/calls.ts'
import { everyItem } from '../transport/everyItem.ts'
import type { Transport } from '../transport/createTransport.ts'

/** Amounts in base units of PToken that approved jobs may still take: of the account's balance in the task pool, and of the daily limit of one scheduler. */
type Reserved = { readonly balance: bigint; readonly limit: bigint }

/** The phases of a task that has no plan yet. */
const planless: readonly string[] = ['waiting', 'planning']
/** The phases of a task whose plan may not be at the task pool yet. */
const unsent: readonly string[] = ['ready', 'submitting']

/**
 * Reads the open jobs of the signed-in account and returns what those that it has approved may still take from the task pool. `scheduler` is the one whose
 * daily limit is meant. Throws the codes of `listJobs`.
 */
export async function readReserved(transport: Transport, { scheduler }: Pick<JobWire, 'scheduler'>): Promise<Reserved> {
  const open: string[] = []
  const list = (query: NonNullable<Parameters<typeof listJobs>[1]>) => listJobs(transport, query)
  for await (const { jobId, approvedAt, overAt, counts } of everyItem(list, { limit: 50 }))
    if (approvedAt !== null && overAt === null && counts.waiting + counts.planning + counts.ready + counts.submitting > 0) open.push(jobId)
  const jobs = await Promise.all(open.map((jobId) => getJob(transport, jobId)))
  const sum = (some: readonly JobWire[]) => some.reduce((total, job) => total + reservedFor(job), 0n)
  return { balance: sum(jobs), limit: sum(jobs.filter((job) => job.scheduler === scheduler)) }
}

/**
 * Returns the amount that an approved job may still take from the task pool, in base units of PToken: the cost of its plans that are not submitted, and the
 * rest up to `maxCost` while a task of the pool has no plan. A job that is over takes nothing. Rented machines are paid from the Market balance, so they take
 * nothing here.
 */
export function reservedFor({
  overAt,
  spec,
  spent,
  tasks,
}: Pick<JobWire, 'overAt' | 'spent'> & {
  readonly spec: { readonly maxCost: string; readonly tasks?: Readonly<Record<string, Pick<JobTaskSpecWire, 'lease'>>> }
  readonly tasks: Readonly<Record<string, Pick<JobWire['tasks'][string], 'phase' | 'plan'>>>
}): bigint {
  if (overAt !== null) return 0n
  const all = Object.values(tasks)
  const planned = all.filter(({ phase }) => unsent.includes(phase)).reduce((sum, { plan }) => sum + BigInt(plan?.cost.total ?? 0), 0n)
  const isOpen = Object.entries(tasks).some(([name, { phase }]) => planless.includes(phase) && spec.tasks?.[name]?.lease === undefined)
  const rest = isOpen ? BigInt(spec.maxCost) - BigInt(spent) : 0n
  return planned + (rest > 0n ? rest : 0n)
}

/** Returns the most that the leases of a task cost which has no plan yet, in base units of PToken. */
type CostOf = (wish: JobLeaseWire) => bigint

/**
 * Returns the most that the leases of a job cost which its account has not approved yet, in base units of PToken. For a task without a plan, this is `costOf`
 * of the machine that it asks for. The leases and the planned tasks of the pool together cost at most the limit of the job.
 */
export function leaseTotalOf({ spec, tasks }: Pick<JobWire, 'spec' | 'tasks'>, costOf: CostOf): bigint {
  const leases = Object.entries(tasks).reduce((sum, [name, { phase, lease }]) => {
    const wish = spec.tasks[name]?.lease
    if (phase === 'ready') return sum + BigInt(lease?.plan.cost.total ?? 0)
    return wish !== undefined && planless.includes(phase) ? sum + costOf(wish) : sum
  }, 0n)
  const ofPool = Object.values(tasks).reduce((sum, { phase, plan }) => sum + (phase === 'ready' ? BigInt(plan?.cost.total ?? 0) : 0n), 0n)
  const most = BigInt(spec.maxCost) - ofPool
  return leases < most ? leases : most > 0n ? most : 0n
}

/**
 * Returns the most that a job may take from the task pool, in base units of PToken: its limit without its leases. Returns 0 for a job with no task of the pool.
 */
export function poolMostOf(job: Pick<JobWire, 'spec' | 'tasks'>, costOf: CostOf): bigint {
  if (Object.values(job.spec.tasks).every(({ lease }) => lease !== undefined)) return 0n
  return BigInt(job.spec.maxCost) - leaseTotalOf(job, costOf)
}
