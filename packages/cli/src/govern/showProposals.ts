import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

/** What `infinitio govern proposals` takes. */
export type ListOptions = CommonOptions & { readonly limit: string; readonly cursor?: string }

const gText = (units: string) => `${formatPt(BigInt(units), { digits: 2 })} G`
const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()
/** Texts of strangers: what moves the cursor or colours does not reach the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const plain = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')

/** Prints proposals, newest first. */
export async function listProposals({ limit, cursor, ...options }: ListOptions): Promise<void> {
  const page = await openClient(options).listProposals({ limit: Number(limit), ...(cursor === undefined ? {} : { cursor }) })
  const rows = page.items.map(({ number, state, title, votes, missing }) => [
    ...[`${number}`, state, gText(votes.for), gText(votes.against), gText(missing), plain(title)],
  ])
  const text = rows.length === 0 ? 'No proposals.' : table([['no', 'state', 'for', 'against', 'missing', 'title'], ...rows], { right: [0, 2, 3, 4] })
  printResult({ json: options.json, value: page, text })
}

/** Prints one proposal: what it changes, its votes, its way and its bond. Throws `api.not_found`. */
export async function showProposal(id: string, options: CommonOptions): Promise<void> {
  const proposal = await openClient(options).getProposal(id)
  const changes = (proposal.calls ?? []).flatMap(({ to, contract, function: name, arguments: given, parameters }): [string, string][] => {
    if (parameters.length > 0) return parameters.map(({ key, before, after, unit }) => [key, `${before ?? '?'} → ${after} ${unit}`])
    return [['Calls', plain(`${contract ?? to}.${name ?? '?'}(${given.map(({ value }) => value).join(', ')})`)]]
  })
  const rows: [string, string][] = [
    ['Proposal', `${proposal.number}: ${plain(proposal.title)}`],
    ['State', proposal.state],
    ['Proposer', proposal.proposer],
    ...changes,
    ['For', gText(proposal.votes.for)],
    ['Against', gText(proposal.votes.against)],
    ['Abstain', gText(proposal.votes.abstain)],
    ['Missing of the quorum', `${gText(proposal.missing)} of ${gText(proposal.quorum)}`],
    ...proposal.timeline.map(({ step, at }): [string, string] => [step, timeText(at)]),
    ['Bond', `${gText(proposal.bond.amount)}, ${proposal.bond.state}`],
    ...proposal.voters
      .slice(0, 20)
      .map(({ voter, support, votes, reason }): [string, string] => [voter, plain(`${support} ${gText(votes)} ${reason}`)]),
  ]
  printResult({ json: options.json, value: proposal, text: table(rows, { right: [] }) })
}
