import type { FaultIncident, FaultParty } from '@infinitio/domain'
import type { FaultWire, LeaseWire } from '@infinitio/domain/wire'
import type { Actor } from '../actors/createActor.ts'
import { eventually } from '../deployment/eventually.ts'
import { waitFor } from '../deployment/waitFor.ts'

/**
 * A cause of faults that a benchmark produces with real processes: its name, the incident that the market must record, and the party that the market must
 * blame. `injected` names the part of the cause that is only simulated.
 */
export type RealCause = {
  readonly name: string
  readonly incident: FaultIncident
  readonly party: FaultParty
  readonly injected?: string
}

/** The time between two looks at something that takes long, in milliseconds. Three markets share the processors. */
export const everyMs = 500

/** A lease that suffered the cause, with its renter. */
export type Suffered = { readonly renter: Actor; readonly lease: Pick<LeaseWire, 'leaseId'> }

/** The counts for one cause: all runs, the runs in which the market blamed some party, and the runs in which it blamed the right party. */
export type Counted = { readonly runs: number; readonly attributed: number; readonly right: number }

/** Waits until the market has recorded a fault with this incident for a lease. Returns null if there is no record after `within` seconds. */
export async function recordOf({ renter, lease }: Suffered, incident: FaultIncident, within: number): Promise<FaultWire | null> {
  const read = async () => {
    const { items } = await eventually(() => renter.client.listLeaseFaults(lease.leaseId))
    return items.find((it) => it.incident === incident) ?? null
  }
  return await waitFor({ what: incident, within, everyMs, read, until: (found) => found !== null }).catch(() => null)
}

/** Compares the recorded faults of the leases with the cause. Prints each difference, and returns the counts. */
export async function countRuns(cause: RealCause, suffered: readonly Suffered[], within: number): Promise<Counted> {
  const until = Date.now() + within * 1_000
  let [attributed, right] = [0, 0]
  for (const one of suffered) {
    const record = await recordOf(one, cause.incident, Math.max(1, (until - Date.now()) / 1_000))
    if (record !== null) attributed += 1
    if (record?.party === cause.party) right += 1
    else {
      const { items } = await eventually(() => one.renter.client.listLeaseFaults(one.lease.leaseId))
      const records = items.map(({ incident, party, rule }) => `${incident} ${party} ${rule}`).join(', ')
      console.log(`curve ${cause.name}: lease ${one.lease.leaseId} has ${records || 'no record'}`)
    }
  }
  const runs = suffered.length
  const note = cause.injected === undefined ? '' : `; injected: ${cause.injected}`
  console.log(`run cause: ${cause.name}: ${runs} runs, a party in ${attributed}, the right party in ${right}${note}`)
  return { runs, attributed, right }
}

/** Runs that may fail before their fault happens, for each cause. That many runs are made in addition. */
const spareRuns = 3

/**
 * Makes `runs` runs of a cause, one after another, and returns those in which the fault happened. A run that fails before is printed, repeated and not counted,
 * because it shows nothing about the market's decisions. After three such runs there are fewer than `runs`.
 */
export async function makeRuns(cause: RealCause, runs: number, make: (run: number) => Promise<Suffered>): Promise<Suffered[]> {
  const made: Suffered[] = []
  for (let run = 0; made.length < runs && run < runs + spareRuns; run += 1) made.push(...(await tryRun(cause, () => make(run))))
  return made
}

/** Runs a cause once. Prints the error of a run that fails before its fault happens, and returns an empty list. */
export async function tryRun<Made>(cause: RealCause, make: () => Promise<Made>): Promise<Made[]> {
  try {
    return [await make()]
  } catch (error) {
    console.log(`curve ${cause.name}: a run could not be made: ${String(error).slice(0, 300)}`)
    return []
  }
}
