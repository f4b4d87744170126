import { forwardTime, letValidatorsReveal } from '@infinitio/chain/node'
import { listOpenLeaseEnds } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { DevelopmentTimeWire, ForwardTimeWire } from '@infinitio/domain/wire'
import { noteHours } from '../machines/noteHours.ts'
import type { Services } from '../../services/services.ts'
import { type LocalCaller, refuseOthers } from './localCaller.ts'

const mostLeases = 1_000
/**
 * Validators have this many milliseconds to reveal their parts of the hour's random seed. A running validator reads the chain at intervals and reveals within
 * four intervals; one that takes longer is offline. The endpoint's deadline is 30 s longer, to leave time for mining the blocks.
 */
const revealWithinMs = 60_000

/**
 * Returns the block clock of a development chain, and the open leases of people, to a caller that `refuseOthers` accepts. Leaves out the leases of simulated
 * renters: they lose nothing if the clock moves, and they change every few seconds. Refuses other callers with `chain.not_development` and
 * `auth.local_token_needed`. Reads at most `mostLeases` open leases.
 */
export async function readDevelopmentTime(services: Services, caller: LocalCaller): Promise<DevelopmentTimeWire | Refusal> {
  const refused = await refuseOthers(services, caller, 'chain.not_development')
  if (refused !== null) return refused
  await services.clock.refresh()
  const { now } = services.clock.read()
  const [leases, simulated] = await Promise.all([
    listOpenLeaseEnds(services.db, { after: BigInt(now), limit: mostLeases }),
    services.simulatedAccounts(),
  ])
  return {
    chainNow: now,
    aheadSeconds: Math.max(0, now - Math.floor(Date.now() / 1_000)),
    openLeases: leases
      .filter(({ renter }) => !simulated.has(renter))
      .map(({ leaseId, endAt }) => ({ leaseId: leaseId.toString(), endsAt: Number(endAt) })),
  }
}

/**
 * Moves the clock of a development chain forward by `seconds`. The caller must state how many open leases of people end because of the move. First waits until
 * validators have revealed their parts of this hour's random seed, because a validator that reveals too late loses its bond. Returns the new time. Refuses with
 * the codes of `readDevelopmentTime`, and with `chain.other_leases_end` if the stated number is wrong.
 */
export async function moveDevelopmentTime(
  services: Services,
  { caller, seconds, endingLeases }: ForwardTimeWire & { caller: LocalCaller },
): Promise<DevelopmentTimeWire | Refusal> {
  const before = await readDevelopmentTime(services, caller)
  if ('rejected' in before) return before
  const ending = before.openLeases.filter(({ endsAt }) => endsAt <= before.chainNow + seconds).length
  if (ending !== endingLeases) return { rejected: 'chain.other_leases_end', detail: `${ending} open leases end within ${seconds} s` }
  const { client } = services.facts
  const { directory } = (await services.facts.read()).addresses
  const moved = await letValidatorsReveal(client, { directory, seconds: BigInt(seconds), withinMs: revealWithinMs })
  // Count the time for which machines served before this hour ends; otherwise no machine would earn for this hour.
  await noteHours(services)
  await forwardTime(client, { seconds: BigInt(seconds) - moved })
  return await readDevelopmentTime(services, caller)
}
