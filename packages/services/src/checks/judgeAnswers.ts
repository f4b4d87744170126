import type { Address, Hex32, ServiceId } from '@infinitio/domain'
import { ownersOf } from '../routing/ownersOf.ts'

/**
 * The result of one question for one service. `agrees` and `differs` compare the service's answer with the majority of the other owners. `unclear`: too few
 * other owners gave the same answer, so there is no judgement. `unanswered`: the service gave no answer. This says nothing about its model, and routers count
 * such faults themselves.
 */
export const checkOutcomes = ['agrees', 'differs', 'unclear', 'unanswered'] as const
export type CheckOutcome = (typeof checkOutcomes)[number]

/** A service is judged by a question only if at least this many other owners gave the same answer to it. */
export const fewestOthers = 3

/** The answer of a service to a question. `payee` and `site` (the host from which it answers) decide which services have the same owner. */
export type OwnedAnswer = { readonly service: ServiceId; readonly payee: Address; readonly site: string; readonly head: Hex32 | null }

/**
 * Judges the answers of all services of a model to one question. Each service is compared with the other owners. An owner has one vote, however many services
 * it has, and no vote if its own services differ. A service agrees if its answer is the majority of these votes: at least three of the other owners, and more
 * than half of those with a vote, gave the same answer. Without such a majority, the result is `unclear`.
 */
export function judgeAnswers(answers: readonly OwnedAnswer[]): ReadonlyMap<ServiceId, CheckOutcome> {
  const owners = ownersOf(answers)
  const votes = owners.map((own) => voteOf(own))
  const outcomes = new Map<ServiceId, CheckOutcome>()
  owners.forEach((own, place) => {
    const majority = majorityOf(votes.filter((vote, other): vote is Hex32 => other !== place && vote !== null))
    for (const { service, head } of own)
      outcomes.set(service, head === null ? 'unanswered' : majority === null ? 'unclear' : head === majority ? 'agrees' : 'differs')
  })
  return outcomes
}

/** Returns the answer of an owner to a question; null if none of the owner's services gave an answer, or if they gave different answers. */
function voteOf(own: readonly OwnedAnswer[]): Hex32 | null {
  const heads = new Set(own.flatMap(({ head }) => head ?? []))
  const [only] = heads
  return heads.size === 1 && only !== undefined ? only : null
}

function majorityOf(votes: readonly Hex32[]): Hex32 | null {
  const counts = new Map<Hex32, number>()
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1)
  const found = [...counts].find(([, count]) => count >= fewestOthers && count * 2 > votes.length)
  return found?.[0] ?? null
}
