import type { CarbonFilingWire, CarbonProofWire } from '@infinitio/domain/wire'

/** What an account may do about a proof now. */
export type ProofAct = 'show' | 'answer' | 'draw' | 'settle' | 'lapse' | 'release' | 'revoke'

/** Whether its answer is awaited: it was drawn, has not answered, and there is time. `account` in small letters. */
export function isAsked({ state, panel }: Pick<CarbonFilingWire, 'state' | 'panel'>, account: string): boolean {
  return state === 'audit' && panel.auditors.includes(account) && panel.answers.every(({ auditor }) => auditor !== account)
}

/** What the contract would take of this account now, or what it may propose, the most pressing first. `account` in small letters. */
export function proofActsOf(proof: CarbonProofWire, account: string): readonly ProofAct[] {
  const { state, blockTimestamp: now, lapsesAt, revocableUntil } = proof
  const acts: ProofAct[] = []
  const isDrawn = state === 'audit' || state === 'over' || proof.panel.number > 1
  if (account === proof.provider && proof.certificateHash === null && isDrawn && isUndecided(state)) acts.push('show')
  if (isAsked(proof, account)) acts.push('answer')
  if (state === 'drawable') acts.push('draw')
  if (state === 'over') acts.push('settle')
  if (lapsesAt !== null && now >= lapsesAt) acts.push('lapse')
  if (revocableUntil !== null) acts.push(now >= revocableUntil ? 'release' : 'revoke')
  return acts
}

function isUndecided(state: CarbonProofWire['state']): boolean {
  return state === 'waiting' || state === 'drawable' || state === 'audit' || state === 'over'
}
