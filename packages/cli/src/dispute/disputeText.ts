import type { StoredDispute } from '@infinitio/sdk/governance'
import { type Client, parameterText } from '@infinitio/sdk'
import { faultPartyMessages, incidentMessages, messageText } from '@infinitio/sdk/faults'
import { plain, sizeText, utcText } from '../terminal/texts.ts'
import { momentOf } from './openDisputes.ts'

const voteNames = ['the record stands', 'for the opener', 'cannot tell']
const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()
/** Formats an amount without rounding: 25.00 PT. */
export const bondText = (units: bigint) => parameterText(units, 'pt')

/** Returns the table rows (name and value) that describe one dispute at a time in Unix seconds. */
export function disputeRows(dispute: StoredDispute, now: number): [string, string][] {
  const { id, jury, verdict, respondent, appellant } = dispute
  return [
    ['Dispute', `${id}`],
    ['About', subjectText(dispute)],
    ['State', dispute.state],
    ['Next', nextText(dispute, now)],
    ['Opener', `${dispute.opener}, bond ${bondText(dispute.bond)}`],
    ...(respondent === null ? [] : [['Other side', respondent] as [string, string]]),
    ['Amount', bondText(dispute.claim)],
    ...(verdict === null ? [] : [['Verdict', voteNames[verdict] ?? ''] as [string, string]]),
    ...(appellant === null ? [] : [['Appeal', `${appellant}, bond ${bondText(dispute.appealBond)}`] as [string, string]]),
    ...(dispute.state === 'done' ? [['Pay of a juror', bondText(dispute.jurorPay)] as [string, string]] : []),
    ...(jury?.members ?? []).map((juror, place): [string, string] => {
      const vote = jury?.votes[place] ?? null
      return ['Juror', `${juror}${vote === null ? '' : `: ${voteNames[vote] ?? ''}`}`]
    }),
  ]
}

/** The data about a dispute that the market has and the chain does not: the record of the lease, and the sizes of stored files. */
export type Known = Pick<Awaited<ReturnType<Client['getDispute']>>, 'record' | 'evidence'>

/** Returns the table rows (name and value) of the market's data: files of both sides, faults, credits and answers. */
export function knownRows({ record, evidence }: Known): [string, string][] {
  const files = evidence.map(({ party, hash, bytes }): [string, string] => {
    return ['Evidence', `${hash} of ${party}, ${bytes === null ? 'not stored' : `${sizeText(bytes)}: infinitio artefact get --public`}`]
  })
  if (record === null) return files
  const faults = record.faults.flatMap((fault): [string, string][] => {
    const { number, incident, value, party, rule, from, creditSeconds, answers } = fault
    const what = messageText(incidentMessages[incident], { language: 'en', values: { value: value ?? '' } })
    const who = messageText(faultPartyMessages[party], { language: 'en', values: { value: '' } })
    const credit = creditSeconds === 0 ? '' : `, ${creditSeconds} s credited`
    return [
      [`Fault ${number}`, `${what}, ${utcText(from)} UTC; at fault: ${who} (rule ${rule})${credit}`],
      ...answers.map(({ side, text }): [string, string] => [`Answer of the ${side}`, plain(text)]),
    ]
  })
  const none: [string, string][] = record.faults.length === 0 ? [['Faults', 'none recorded for the lease']] : []
  return [...files, ...none, ...faults, ['Proofs of the machine', `infinitio proofs show ${record.node}`]]
}

/** Describes in words what a dispute is about: a lease, or an amount to be taken from a bond. */
export function subjectText({ slash, respondent }: StoredDispute): string {
  return slash === null ? `a lease of ${respondent}` : `a slash of a bond (${slash.purpose})`
}

/** Describes the actions that are possible in a dispute at a time in Unix seconds, and their deadline. */
export function nextText(dispute: StoredDispute, now: number): string {
  const { acts, deadline } = momentOf(dispute, now)
  const text = acts.length === 0 ? 'nothing' : acts.join(', ')
  return deadline === null ? text : `${text} before ${timeText(deadline)}`
}

/** Returns a dispute as JSON with its next step. Large numbers are decimal strings. */
export function disputeJson(dispute: StoredDispute, now: number) {
  const { id, bond, appealBond, claim, jurorPay, jury } = dispute
  return {
    ...dispute,
    ...{ id: Number(id), bond: `${bond}`, appealBond: `${appealBond}`, claim: `${claim}`, jurorPay: `${jurorPay}` },
    jury: jury === null ? null : { ...jury, panelId: `${jury.panelId}` },
    next: momentOf(dispute, now),
  }
}
