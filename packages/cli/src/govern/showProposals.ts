import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain } from '../terminal/plain.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { effectText } from './effectText.ts'

/** What `infinitio govern proposals` takes. */
export type ListOptions = CommonOptions & { readonly limit: string; readonly cursor?: string }

const gText = (units: string) => `${formatPt(BigInt(units), { digits: 2 })} G`
const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()

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
  const changes = (proposal.calls ?? []).flatMap(({ to, contract, function: name, arguments: given, parameters, effect }): [string, string][] => {
    if (parameters.length > 0) return parameters.map(({ key, before, after, unit }) => [key, `${before ?? '?'} → ${after} ${unit}`])
    if (effect !== null) return [[effectText(effect)[0], plain(effectText(effect)[1])]]
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

/** Prints what the calls of an open proposal would come to. Throws `api.not_found`. */
export async function showSimulation(id: string, options: CommonOptions): Promise<void> {
  const simulation = await openClient(options).simulateProposal(id)
  const { outcome, failure } = simulation
  const which = failure === null || failure.call === null ? 'A call' : `Call ${failure.call + 1}`
  const words = {
    succeeds: 'Executed now, it would succeed.',
    fails: `Executed now, it would fail. ${which}: ${failure?.error || 'no reason given'}(${failure?.arguments.join(', ') ?? ''})`,
    unknown: 'The chain node cannot play these calls.',
    ended: 'It has ended; nothing is to be executed.',
  }
  printResult({ json: options.json, value: simulation, text: `${plain(words[outcome])} (block ${simulation.blockNumber})` })
}
