import type { BountyItemWire, BountyWire } from '@infinitio/domain/wire'

/** An action that an account may take on a bounty now. */
export type BountyAct = 'payOut' | 'advance' | 'draw' | 'review' | 'submit' | 'claim' | 'takeBack'

/**
 * Returns true if the account must still review the submitted work of a bounty: it was selected as a reviewer, has not answered, and the deadline has not
 * passed. `account` is in lower case.
 */
export function isReviewer({ state, isDue, panel }: Pick<BountyItemWire, 'state' | 'isDue' | 'panel'>, account: string): boolean {
  if (state !== 'review' || isDue || panel === null) return false
  return panel.reviewers.includes(account) && panel.answers.every(({ reviewer }) => reviewer !== account)
}

/** Returns the actions that the contract would accept from this account now, most urgent first. `account` is in lower case. */
export function bountyActsOf(bounty: BountyWire, account: string): readonly BountyAct[] {
  const { state, isDue, sponsor, claimer, owed } = bounty
  const acts: BountyAct[] = []
  if (owed.some((one) => one.account === account)) acts.push('payOut')
  if (isDue) acts.push('advance')
  if (state === 'drawable') acts.push('draw')
  if (isReviewer(bounty, account)) acts.push('review')
  if (state === 'claimed' && !isDue && claimer === account) acts.push('submit')
  if (state === 'open' && !isDue && sponsor !== account) acts.push('claim')
  if (state === 'open' && sponsor === account) acts.push('takeBack')
  return acts
}
