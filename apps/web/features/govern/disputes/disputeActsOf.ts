import type { DisputeDetailWire } from '@infinitio/domain/wire'

/** An action that an account may take on a dispute now. */
export type DisputeAct = DisputeDetailWire['next']['acts'][number]

/**
 * Returns the actions that the court would accept from this account now, most urgent first. `account` is in lower case, or empty for a reader without a
 * wallet.
 */
export function disputeActsOf(dispute: DisputeDetailWire, account: string): readonly DisputeAct[] {
  return dispute.next.acts.filter((act) => mayDo(act, dispute, account))
}

function mayDo(act: DisputeAct, dispute: DisputeDetailWire, account: string): boolean {
  const { opener, respondent, verdict, slash } = dispute
  const member = memberOf(dispute, account)
  switch (act) {
    case 'submit':
      return account !== '' && (account === opener || account === respondent)
    case 'commit':
      return member !== undefined
    case 'reveal':
      return member?.committed === true && member.vote === null
    case 'appeal':
      // Only the side that lost may appeal. A dispute about a slash has no respondent account. So if the opener won such a dispute, anyone may appeal in favour
      // of the slash.
      return verdict === 'record' ? account === opener : slash !== null || account === respondent
    case 'pay':
      return isDue(dispute, account)
    case 'request':
    case 'draw':
    case 'lapse':
    case 'count':
    case 'execute':
      return true
  }
}

/** Returns the account's entry in the current (or last) jury, or undefined if it is not one of the jurors. */
export function memberOf({ juries }: Pick<DisputeDetailWire, 'juries'>, account: string) {
  return juries.at(-1)?.members.find((one) => one.account === account)
}

/** Returns true if the account, as a juror, voted for the final verdict and has not been paid for it. */
function isDue({ juries, verdict }: DisputeDetailWire, account: string): boolean {
  const own = juries.flatMap(({ members }) => members.filter((member) => member.account === account))
  return own.some(({ vote, paid }) => paid === '0' && vote !== null && (vote === 'opener') === (verdict === 'opener'))
}
