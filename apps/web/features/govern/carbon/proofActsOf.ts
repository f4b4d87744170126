import type { CarbonFilingWire, CarbonProofWire } from '@infinitio/domain/wire'

/** An action that an account may take on a proof of green energy now. */
export type ProofAct = 'show' | 'answer' | 'draw' | 'settle' | 'lapse' | 'release' | 'revoke'

/**
 * Returns true if the account must still audit this proof of green energy: the audit has not ended, and the account was selected as an auditor and has not
 * answered. `account` is in lower case.
 */
export function isAsked({ state, panel }: Pick<CarbonFilingWire, 'state' | 'panel'>, account: string): boolean {
  return state === 'audit' && panel.auditors.includes(account) && panel.answers.every(({ auditor }) => auditor !== account)
}

/**
 * Returns the actions on this proof, most urgent first: those that the contract would accept from this account now, and those that the account may propose for
 * a vote. `account` is in lower case.
 */
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
