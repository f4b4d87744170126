import type { ProjectWire } from '@infinitio/domain/wire'

/** An action that an account may take on a project now. */
export type ProjectAct = 'repay' | 'release' | 'sponsor' | 'vote' | 'quit' | 'show' | 'abandon'

/** Returns the actions that the contract would accept from this account now, most urgent first. `account` is in lower case. */
export function projectActsOf(project: ProjectWire, account: string): readonly ProjectAct[] {
  const { state, isDue, proposer, sponsors, milestone } = project
  const own = sponsors.find((one) => one.account === account)
  const isProposer = proposer === account
  const acts: ProjectAct[] = []
  if (state === 'ended' && own !== undefined) acts.push('repay')
  if (isDue) acts.push('release')
  if (state === 'funding') acts.push('sponsor')
  if (state === 'voting' && own !== undefined) acts.push('vote')
  // A sponsor who agreed to the current milestone cannot quit before the milestone is decided.
  if (state === 'approved' && !isDue && own !== undefined && !(own.agrees && own.votedOn === milestone)) acts.push('quit')
  if (isProposer && (state === 'voting' || state === 'approved')) acts.push('show')
  if (isProposer && state !== 'done' && state !== 'ended') acts.push('abandon')
  return acts
}
