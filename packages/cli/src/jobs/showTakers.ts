import { workSpan } from '@infinitio/jobs/price'
import { type Client, formatDuration } from '@infinitio/sdk'
import type { TaskPool } from '@infinitio/sdk/pool'
import { type JobPlan, type PoolMachine, takersOf } from '@infinitio/tasks'

/** The number of providers that can take a task of a job now, and for each reason the number of providers that cannot. */
export type Takers = ReturnType<typeof takersOf>

const perPage = 100
/** Maximum number of machines to read, rounded up to a whole page. */
const mostMachines = 5_000
const reasons = {
  rented: 'with all machines rented',
  away: 'without a machine that responds',
  locked: 'with their stake in other tasks',
  young: 'with a stake younger than an hour',
  out: 'out after a fault',
  unfit: 'without a machine that fits',
} as const satisfies Record<Exclude<keyof Takers, 'able'>, string>

/**
 * Counts for each planned task of a job how many providers can take it now. Reads the task pool from the chain and the machines from the market. The market
 * counts for a task with a fingerprint, because only it has those of machines.
 */
export async function readTakers(
  { client, pool }: { readonly client: Client; readonly pool: Pick<TaskPool, 'reader'> },
  plans: readonly (readonly [string, JobPlan])[],
  fingerprints: Readonly<Record<string, string | undefined>> = {},
): Promise<Readonly<Record<string, Takers>>> {
  if (plans.length === 0) return {}
  const [{ view, head }, machines] = await Promise.all([pool.reader.read(), readMachines(client)])
  const countHere = (batch: JobPlan['batch']) => takersOf({ batch }, { view, at: head.at, machines })
  const count = async (task: string, { batch }: JobPlan): Promise<Takers> => {
    const fingerprint = fingerprints[task]
    if (fingerprint === undefined) return countHere(batch)
    const { chunks, reward, submitter, classMask, minVramGib, minTier } = batch
    const query = { chunks, reward: `${reward}`, submitter, classMask: `${classMask}`, minVramGib, minTier, fingerprint }
    return (await client.getTakers(query)).takers ?? countHere(batch)
  }
  return Object.fromEntries(await Promise.all(plans.map(async ([task, plan]) => [task, await count(task, plan)] as const)))
}

/** Describes in one line how many providers can take a task. */
export function takersText(takers: Takers): string {
  const all = Object.values(takers).reduce((sum, count) => sum + count, 0)
  const others = Object.entries(reasons).flatMap(([reason, text]) => {
    const count = takers[reason as keyof typeof reasons]
    return count === 0 ? [] : [`${count} ${text}`]
  })
  return `${takers.able} of ${all} providers now${others.length === 0 ? '' : `; the others: ${others.join(', ')}`}`
}

/** Describes in one line about how long machines need for the tasks of a plan. */
export function spanText(plan: JobPlan, { able }: Takers): string {
  const seconds = workSpan(plan, able)
  return seconds === null
    ? 'not known: no provider can take it now'
    : `about ${formatDuration(seconds)} of machine time, without draws, downloads and checks`
}

/** Reads up to `mostMachines` registered machines, without the retired ones. Takes the memory of a GPU from its class. */
async function readMachines(client: Client): Promise<PoolMachine[]> {
  const { classes } = await client.getClasses()
  const byName = new Map(classes.map((one) => [one.name, one]))
  const machines: PoolMachine[] = []
  for (let cursor: string | null = ''; cursor !== null && machines.length < mostMachines; ) {
    const page: Awaited<ReturnType<Client['listNetworkNodes']>> = await client.listNetworkNodes({
      limit: perPage,
      ...(cursor === '' ? {} : { cursor }),
    })
    for (const { provider, className, rentedGpus, tier, state } of page.items) {
      const found = byName.get(className)
      if (state === 'retired' || found === undefined) continue
      const { classId, vramGib } = found
      machines.push({ provider, classId, vramGib, tier, state: state !== 'answering' ? 'away' : rentedGpus > 0 ? 'rented' : 'free' })
    }
    cursor = page.nextCursor
  }
  return machines
}
