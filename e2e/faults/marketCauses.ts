import { setTimeout as delay } from 'node:timers/promises'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { ProcessName } from '../deployment/startTestDeployment.ts'
import { eventually } from '../deployment/eventually.ts'
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
/** The time from the order to the start of a later lease, in seconds. All machines must be rented within it. */
const startsIn = 120
/** The time that a lease has left to become ready after the clock was moved, in seconds. A stopped process is stopped for longer. */
const leftSeconds = 45
/** A fault happens that many times more if machines could not be rented. */
const spareTimes = 2

type MarketCause = RealCause & {
  readonly book: (machine: FarmMachine, moment: Moment) => Promise<LeaseWire>
  readonly happen: (deployment: FaultDeployment, suffered: readonly Suffered[], moment: Moment) => Promise<void>
}

/** A time by two clocks: by the chain's clock (Unix seconds), and by the clock of this process (ms). */
type Moment = { readonly chainNow: number; readonly atMs: number }

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
    book: bookLater,
    happen: (deployment, _, moment) => missed(deployment, 'web', moment),
  },
  {
    name: 'database away',
    incident: 'not_ready',
    party: 'operator',
    book: bookLater,
    happen: (deployment, _, moment) => missed(deployment, 'database', moment),
  },
]

/**
 * Causes faults of the market itself and counts how leases survive them. A fault hits all machines at the same time, so it counts as one run for each machine.
 */
export async function marketCauses(deployment: FaultDeployment, runs: number): Promise<Counted[]> {
  const counted: Counted[] = []
  for (const cause of causes) {
    const all: Suffered[] = []
    const mostTimes = Math.ceil(runs / deployment.farm.length) + spareTimes
    let times = 0
    for (; all.length < runs && times < mostTimes; times += 1)
      all.push(...(await happenTo(deployment, cause, deployment.farm.slice(0, runs - all.length))))
    counted.push(await countRuns({ ...cause, name: `${cause.name} (${times} times)` }, all, 1))
  }
  return counted
}

/** Rents the machines, lets the fault happen, and ends the leases. Returns the leases that the fault hit, without those that could not be rented. */
async function happenTo(deployment: FaultDeployment, cause: MarketCause, machines: readonly FarmMachine[]): Promise<Suffered[]> {
  const { chainNow } = await eventually(() => deployment.renter.client.getChain())
  const moment = { chainNow, atMs: performance.now() }
  const rent = (machine: FarmMachine) => tryRun(cause, async () => ({ renter: machine.renter, lease: await cause.book(machine, moment) }))
  const suffered = (await Promise.all(machines.map(rent))).flat()
  const happened = suffered.length === 0 ? [] : await tryRun(cause, () => cause.happen(deployment, suffered, moment))
  if (happened.length > 0) await Promise.all(suffered.map((one) => recordOf(one, cause.incident, recordedSeconds)))
  await Promise.all(suffered.map(({ renter, lease }) => endRented(renter, lease)))
  return happened.length > 0 ? suffered : []
}

function bookLater(machine: FarmMachine, { chainNow }: Moment): Promise<LeaseWire> {
  return rentLater({ ...machine, startAt: Math.ceil(chainNow) + startsIn })
}

async function cutOff({ deployment }: FaultDeployment, suffered: readonly Suffered[]): Promise<void> {
  deployment.far.provider.cut()
  await Promise.all(suffered.map((one) => recordOf(one, 'lost', recordedSeconds)))
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
async function missed(faults: FaultDeployment, name: ProcessName, { chainNow, atMs }: Moment): Promise<void> {
  const { deployment } = faults
  const isAway = away(faults, name, outageMs)
  await delay(5_000)
  const passedSeconds = (performance.now() - atMs) / 1_000
  await travel(deployment, Math.round(Math.ceil(chainNow) - chainNow + startsIn + readySeconds - leftSeconds - passedSeconds))
  await isAway
  const answers = () =>
    fetch(`${deployment.apiUrl}/chain`).then(
      ({ ok }) => ok,
      () => false,
    )
  await waitFor({ what: 'the API to answer', within: 60, read: answers, until: (ok) => ok })
}
