import type { ProjectWire } from '@infinitio/domain/wire'

/** What an account may do about a project now. */
export type ProjectAct = 'repay' | 'release' | 'sponsor' | 'vote' | 'quit' | 'show' | 'abandon'

/** What the contract would take of this account now, the most pressing first. `account` in small letters. */
export function projectActsOf(project: ProjectWire, account: string): readonly ProjectAct[] {
  const { state, isDue, proposer, sponsors, milestone } = project
  const own = sponsors.find((one) => one.account === account)
  const isProposer = proposer === account
  const acts: ProjectAct[] = []
  if (state === 'ended' && own !== undefined) acts.push('repay')
  if (isDue) acts.push('release')
  if (state === 'funding') acts.push('sponsor')
  if (state === 'voting' && own !== undefined) acts.push('vote')
  // Who agreed to this milestone stays in it.
  if (state === 'approved' && !isDue && own !== undefined && !(own.agrees && own.votedOn === milestone)) acts.push('quit')
  if (isProposer && (state === 'voting' || state === 'approved')) acts.push('show')
  if (isProposer && state !== 'done' && state !== 'ended') acts.push('abandon')
  return acts
}
