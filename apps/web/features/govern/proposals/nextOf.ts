import type { ProposalDetailWire, ProposalWire } from '@infinitio/domain/wire'

/**
 * Returns the next deadline of a proposal and the seconds until it. `opens` and `left`: voting opens or ends. `queueBy`: the proposal can be queued until then.
 * `due`: it can be executed from then on. `executeBy`: it can be executed until then. Returns null if there is none.
 */
export function nextOf(
  { state, votesFrom, votesUntil, executableAt, expiresAt }: Pick<ProposalWire, 'state' | 'votesFrom' | 'votesUntil' | 'executableAt' | 'expiresAt'>,
  now: number,
): { readonly key: 'opens' | 'left' | 'queueBy' | 'due' | 'executeBy'; readonly seconds: number } | null {
  if (state === 'pending') return { key: 'opens', seconds: votesFrom - now }
  if (state === 'active') return { key: 'left', seconds: votesUntil - now }
  if (state === 'succeeded' && expiresAt !== null) return { key: 'queueBy', seconds: expiresAt - now }
  if (state !== 'queued' || executableAt === null || expiresAt === null) return null
  return executableAt > now ? { key: 'due', seconds: executableAt - now } : { key: 'executeBy', seconds: expiresAt - now }
}

type Told = ProposalDetailWire['timeline'][number]

/** The names of the steps that the API does not have, because they depend on the result of the vote. */
type PlannedName = 'queueFrom' | 'executeFrom' | 'queueBy' | 'executeBy'

/** A step of a proposal: a transaction, a deadline, or a step that follows if the proposal passes. `at` is in Unix seconds. */
export type ProposalStep = Omit<Told, 'step'> & { readonly step: Told['step'] | PlannedName }

/**
 * Returns the steps of a proposal with their times. Until voting has ended, adds the earliest times to queue and to execute the proposal. `timelockDelay` is
 * the wait from queueing to execution in seconds, null while it is unknown. For a proposal that passed, the deadline step is renamed to `queueBy` or
 * `executeBy`, the action that must be done before it. Pure.
 */
export function proposalSteps(
  { state, votesUntil, timeline }: Pick<ProposalDetailWire, 'state' | 'votesUntil' | 'timeline'>,
  timelockDelay: number | null,
): ProposalStep[] {
  const deadline = state === 'succeeded' ? 'queueBy' : state === 'queued' ? 'executeBy' : 'expires'
  const told = timeline.map((step): ProposalStep => (step.step === 'expires' ? { ...step, step: deadline } : step))
  if (state !== 'pending' && state !== 'active') return told
  const planned = (step: PlannedName, at: number): ProposalStep => ({ step, at, txHash: null, final: null, reason: null })
  return [...told, planned('queueFrom', votesUntil), ...(timelockDelay === null ? [] : [planned('executeFrom', votesUntil + timelockDelay)])]
}
