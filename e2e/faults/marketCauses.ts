import { setTimeout as delay } from 'node:timers/promises'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { ProcessName } from '../deployment/startTestDeployment.ts'
import { travel } from '../deployment/travel.ts'
import { waitFor } from '../deployment/waitFor.ts'
import type { FarmMachine } from './farmMachine.ts'
import { type FaultDeployment, lostSeconds } from './faultDeployment.ts'
import { type Counted, countRuns, type RealCause, recordOf, type Suffered, tryRun } from './realCause.ts'
import { endRented, rentLater, rentNow } from './rentForFault.ts'

const recordedSeconds = 120
/** A machine must be ready within this many seconds after the start of its lease. */
const readySeconds = 600
/** How long a process is stopped, in milliseconds. The market records that it was down if it was stopped for more than a minute. */
const outageMs = 100_000
const startsIn = 90

type MarketCause = RealCause & {
  readonly book: (machine: FarmMachine) => Promise<LeaseWire>
  readonly happen: (deployment: FaultDeployment, suffered: readonly Suffered[]) => Promise<void>
}

const causes: readonly MarketCause[] = [
  { name: 'host cut off', incident: 'lost', party: 'provider', book: rentNow, happen: cutOff },
  {
    name: 'gateway killed',
    incident: 'unreachable',
    party: 'operator',
    book: rentNow,
    happen: (deployment) => away(deployment, 'gateway', (lostSeconds + 15) * 1_000),
  },
  {
    name: 'API killed',
    incident: 'not_ready',
    party: 'operator',
    book: (machine) => rentLater({ ...machine, inSeconds: startsIn }),
    happen: (deployment) => missed(deployment, 'web'),
  },
  {
    name: 'database away',
    incident: 'not_ready',
    party: 'operator',
    book: (machine) => rentLater({ ...machine, inSeconds: startsIn }),
    happen: (deployment) => missed(deployment, 'database'),
  },
]

/**
 * Causes faults of the market itself and counts how leases survive them. A fault hits all machines at the same time, so it counts as one run for each machine.
 */
export async function marketCauses(deployment: FaultDeployment, runs: number): Promise<Counted[]> {
  const counted: Counted[] = []
  for (const cause of causes) {
    const all: Suffered[] = []
    let times = 0
    for (; times * deployment.farm.length < runs; times += 1) {
      const machines = deployment.farm.slice(0, runs - times * deployment.farm.length)
      all.push(...(await tryRun(cause, () => happenTo(deployment, cause, machines))).flat())
    }
    counted.push(await countRuns({ ...cause, name: `${cause.name} (${times} times)` }, all, 1))
  }
  return counted
}

async function happenTo(deployment: FaultDeployment, cause: MarketCause, machines: readonly FarmMachine[]): Promise<Suffered[]> {
  const suffered = await Promise.all(machines.map(async (machine) => ({ renter: machine.renter, lease: await cause.book(machine) })))
  await cause.happen(deployment, suffered)
  for (const one of suffered) await recordOf(one, cause.incident, recordedSeconds)
  for (const { renter, lease } of suffered) await endRented(renter, lease)
  return suffered
}

async function cutOff({ deployment }: FaultDeployment, suffered: readonly Suffered[]): Promise<void> {
  deployment.far.provider.cut()
  for (const one of suffered) await recordOf(one, 'lost', recordedSeconds)
  deployment.far.provider.mend()
}

/**
 * Stops a process of the market for `ms` milliseconds: kills it, and freezes the process that the supervisor starts instead. The database is only frozen,
 * because after a kill its clients would just connect again.
 */
async function away({ deployment }: FaultDeployment, name: ProcessName, ms: number): Promise<void> {
  if (name !== 'database') await deployment.kill(name)
  const pause = deployment.pause(name)
  await delay(ms)
  pause.resume()
}

/**
 * Stops a process of the market. While it is stopped, moves the chain's clock past the start of the leases to shortly before the time at which they must be
 * ready, instead of waiting 600 s.
 */
async function missed(faults: FaultDeployment, name: ProcessName): Promise<void> {
  const { deployment } = faults
  const isAway = away(faults, name, outageMs)
  await delay(5_000)
  // At this moment a lease has at most 45 s left to become ready, and the process is still stopped.
  await travel(deployment, startsIn + readySeconds - 50)
  await isAway
  const answers = () =>
    fetch(`${deployment.apiUrl}/chain`).then(
      ({ ok }) => ok,
      () => false,
    )
  await waitFor({ what: 'the API to answer', within: 60, read: answers, until: (ok) => ok })
}
