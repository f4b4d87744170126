import { type Address, zeroAddress } from '@infinitio/domain'
import type { DisputeDetailWire } from '@infinitio/domain/wire'
import type { DisputeRecord } from '../../governance/disputes/disputeRecords.ts'

type Money = DisputeDetailWire['money']
type Payment = Money['payments'][number]

/** An account that appeals a verdict locks this many times the bond of the account that opened the dispute, as in JuryTrials.sol. */
const appealTimes = 3n
const forOpener = 1

/**
 * Returns the amounts of a dispute, such as bonds and the jurors' pay, by the rules of JuryTrials.sol, in base units of PToken. `fine` is in base units of G.
 */
export function disputeMoney(record: DisputeRecord, { fine }: { fine: bigint }): Money {
  const { opened, appeal, returned, executed, round } = record
  const { bond } = opened
  // An appeal calls a second jury, and the amount that jurors share doubles. But if the second jury could not decide and the appeal bond was returned, the
  // amount stays the same.
  const hasSecondJury = (round > 1 || appeal !== null) && returned === null
  return {
    appealBond: `${bond * appealTimes}`,
    heldAppeal: `${appeal?.bond ?? returned?.bond ?? 0n}`,
    pot: `${hasSecondJury ? bond : bond / 2n}`,
    jurorPay: `${executed?.jurorPay ?? 0n}`,
    fine: `${fine}`,
    payments: paymentsOf(record),
  }
}

function paymentsOf(record: DisputeRecord): Payment[] {
  const { state, opened, returned, executed, slashed } = record
  const { opener, bond } = opened
  const back: Payment[] = returned === null ? [] : [{ to: returned.account, reason: 'appeal', amount: `${returned.bond}` }]
  if (state === 'stands') {
    const fee: Payment[] = record.fee === 0n ? [] : [{ to: null, reason: 'fee', amount: `${record.fee}` }]
    return [...back, { to: opener, reason: 'bond', amount: `${bond - record.fee}` }, ...fee]
  }
  if (executed === null) return back
  const jurors = executed.jurorPay * BigInt(executed.jurors)
  const rest = bond + (record.appeal?.bond ?? 0n) - jurors - executed.burned
  const payments: Payment[] = [
    { to: null, reason: 'jurors', amount: `${jurors}` },
    { to: winnerOf(record), reason: 'rest', amount: `${rest}` },
    { to: null, reason: 'burned', amount: `${executed.burned}` },
    ...(slashed === null || slashed.victim === zeroAddress
      ? []
      : [{ to: slashed.victim, reason: 'claim', amount: `${slashed.compensated}` } as const]),
  ]
  return [...back, ...payments.filter(({ amount }) => amount !== '0')]
}

/**
 * Returns the account that won the dispute. It is the opener if the verdict is for the opener. Otherwise it is the account that appealed, unless the opener
 * itself appealed; then, or without an appeal, it is the respondent. Null if the respondent won but has no account.
 */
function winnerOf({ opened: { opener, respondent }, appeal, verdict }: DisputeRecord): Address | null {
  if (verdict === forOpener) return opener
  return appeal !== null && appeal.account !== opener ? appeal.account : respondent
}
