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
  const isAsked = panel?.reviewers.includes(account) === true && panel.answers.every(({ reviewer }) => reviewer !== account)
  if (state === 'review' && !isDue && isAsked) acts.push('review')
  if (state === 'claimed' && !isDue && claimer === account) acts.push('submit')
  if (state === 'open' && !isDue && sponsor !== account) acts.push('claim')
  if (state === 'open' && sponsor === account) acts.push('takeBack')
  return acts
}
