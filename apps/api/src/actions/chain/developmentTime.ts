import { forwardTime, letValidatorsReveal } from '@infinitio/chain/node'
import { listOpenLeaseEnds } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { DevelopmentTimeWire, ForwardTimeWire } from '@infinitio/domain/wire'
import { noteHours } from '../machines/noteHours.ts'
import type { Services } from '../../services/services.ts'
import { type LocalCaller, refuseOthers } from './localCaller.ts'

const mostLeases = 1_000
/** Four looks of a validator: who has not revealed by then is away. The deadline of the endpoint leaves the blocks 30 seconds more. */
const revealWithinMs = 60_000

/** The block clock of a development chain, for those whom `refuseOthers` lets pass. Refuses the others with `chain.not_development` and `auth.local_token_needed`. */
export async function readDevelopmentTime(services: Services, caller: LocalCaller): Promise<DevelopmentTimeWire | Refusal> {
  const refused = await refuseOthers(services, caller, 'chain.not_development')
  if (refused !== null) return refused
  await services.clock.refresh()
  const { now } = services.clock.read()
  const leases = await listOpenLeaseEnds(services.db, { after: BigInt(now), limit: mostLeases })
  return {
    chainNow: now,
    aheadSeconds: Math.max(0, now - Math.floor(Date.now() / 1_000)),
    openLeases: leases.map(({ leaseId, endAt }) => ({ leaseId: leaseId.toString(), endsAt: Number(endAt) })),
  }
}

/**
 * Moves the clock of a development chain forward, for a caller whom `refuseOthers` lets pass and who knows how many open leases end by it. Validators
 * that have committed to this hour's seed are let reveal first, or it would cost their bonds. Answers with the time after it. Refuses as `readDevelopmentTime`,
 * and with `chain.other_leases_end`.
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
  // What nodes served since the last look is of this hour, which is over afterwards: else nobody was there in it, and nothing that was earned in it is due.
  await noteHours(services)
  await forwardTime(client, { seconds: BigInt(seconds) - moved })
  return await readDevelopmentTime(services, caller)
}
