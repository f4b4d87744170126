import type { BountyWire } from '@infinitio/domain/wire'

/** What an account may do about a bounty now. */
export type BountyAct = 'payOut' | 'advance' | 'draw' | 'review' | 'submit' | 'claim' | 'takeBack'

/** What the contract would take of this account now, the most pressing first. `account` in small letters. */
export function bountyActsOf(bounty: BountyWire, account: string): readonly BountyAct[] {
  const { state, isDue, sponsor, claimer, panel, owed } = bounty
  const acts: BountyAct[] = []
  if (owed.some((one) => one.account === account)) acts.push('payOut')
  if (isDue) acts.push('advance')
  if (state === 'drawable') acts.push('draw')
  if (state === 'review' && !isDue && panel?.reviewers.includes(account) === true && !hasAnswered(bounty, account)) acts.push('review')
  if (state === 'claimed' && !isDue && claimer === account) acts.push('submit')
  if (state === 'open' && !isDue && sponsor !== account) acts.push('claim')
  if (state === 'open' && sponsor === account) acts.push('takeBack')
  return acts
}

/** On the panel of now: what was answered before another panel was asked for does not count. */
function hasAnswered({ steps }: BountyWire, account: string): boolean {
  const asked = steps.findLastIndex(({ kind }) => kind === 'asked')
  return steps.slice(asked + 1).some((step) => step.kind === 'reviewed' && step.account === account)
}
