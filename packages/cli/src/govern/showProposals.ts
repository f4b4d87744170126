import { type Client, formatPt, parameterName, parameterText } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio govern proposals`. */
export type ListOptions = CommonOptions & { readonly limit: string; readonly cursor?: string }

const gText = (units: string) => `${formatPt(BigInt(units), { digits: 2 })} G`
const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()

/** Prints proposals, newest first. */
export async function listProposals({ limit, cursor, ...options }: ListOptions): Promise<void> {
  const page = await openClient(options).listProposals({ limit: Number(limit), ...(cursor === undefined ? {} : { cursor }) })
  const rows = page.items.map(({ number, state, title, votes, missing }) => [
    ...[`${number}`, state, gText(votes.for), gText(votes.against), gText(missing), plain(title)],
  ])
  const text =
    rows.length === 0 ? 'No proposals.' : table([['no', 'state', 'for', 'against', 'short of quorum', 'title'], ...rows], { right: [0, 2, 3, 4] })
  printResult({ json: options.json, value: page, text })
}

/** Prints one proposal: its changes, its votes, the times of its steps, its bond and up to 20 voters. Throws `api.not_found`. */
export async function showProposal(id: string, options: CommonOptions): Promise<void> {
  const proposal = await openClient(options).getProposal(id)
  const changes = (proposal.calls ?? []).flatMap(({ to, contract, function: name, arguments: given, parameters, effect }): [string, string][] => {
    if (parameters.length > 0)
      return parameters.map(({ key, before, after, unit }) => [
        parameterName(key),
        `${before === null ? '?' : parameterText(BigInt(before), unit)} → ${parameterText(BigInt(after), unit)}`,
      ])
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
    ['Short of the quorum', `${gText(proposal.missing)} of ${gText(proposal.quorum)}`],
    ...proposal.timeline.map(({ step, at }): [string, string] => [step, timeText(at)]),
    ['Bond', `${gText(proposal.bond.amount)}, ${proposal.bond.state}`],
    ...proposal.voters
      .slice(0, 20)
      .map(({ voter, support, votes, reason }): [string, string] => [voter, plain(`${support} ${gText(votes)} ${reason}`)]),
  ]
  printResult({ json: options.json, value: proposal, text: table(rows, { right: [] }) })
}

/** Prints the result of a simulation of an open proposal's calls. Throws `api.not_found`. */
export async function showSimulation(id: string, options: CommonOptions): Promise<void> {
  const simulation = await openClient(options).simulateProposal(id)
  printResult({ json: options.json, value: simulation, text: `${plain(failureText(simulation))} (block ${simulation.blockNumber})` })
}

/** Returns the result of a simulation as a sentence. */
export function failureText({ outcome, failure }: Pick<Awaited<ReturnType<Client['simulateProposal']>>, 'outcome' | 'failure'>): string {
  const which = failure === null || failure.call === null ? 'A call' : `Call ${failure.call + 1}`
  const words = {
    succeeds: 'Executed now, it would succeed.',
    fails: `Executed now, it would fail. ${which}: ${failure?.error || 'no reason given'}(${failure?.arguments.join(', ') ?? ''})`,
    unknown: 'The chain node cannot play these calls.',
    ended: 'It has ended; nothing is to be executed.',
  }
  return words[outcome]
}

type Calls = NonNullable<Awaited<ReturnType<Client['getProposal']>>['calls']>
/** The effect of a call, as the API returns it. */
type Effect = NonNullable<Calls[number]['effect']>

/** The token that a grant pays, and its source. */
const sources = { treasuryG: 'G from the treasury', treasuryPt: 'PT from the treasury', surplus: 'PT, new and backed by the surplus,' } as const

const amountText = (units: string) => formatPt(BigInt(units), { digits: 2 })
const priceText = (perSecond: string) => `${formatPt(BigInt(perSecond) * 3_600n, { digits: 4 })} PT/h`

/** Describes the effect of a call as a line of a table: its kind, and the values before and after. */
function effectText(effect: Effect): [string, string] {
  switch (effect.kind) {
    case 'grant': {
      const left = effect.before === null ? '' : effect.after === null ? ', more than there is' : `, which leaves ${amountText(effect.after)}`
      return ['Grant', `${amountText(effect.amount)} ${sources[effect.source]} to ${effect.to}${left}`]
    }
    case 'class':
      return ['Class', `${effect.name}, ${effect.vramGib} GB, ${priceText(effect.pricePerGpuSecond)}`]
    case 'price':
      return ['Price', `${effect.name ?? effect.classId}: ${effect.before === null ? '?' : priceText(effect.before)} → ${priceText(effect.after)}`]
    case 'region':
      return ['Region', effect.name]
    case 'entry':
      return ['Directory', `${effect.name}: ${effect.before ?? '?'} → ${effect.after}`]
    case 'bounty':
      return ['Bounty', `${amountText(effect.reward)} G for ${effect.category}: ${effect.text}`]
    case 'allowance':
      return ['Allowance', `${effect.name ?? effect.to} may take up to ${amountText(effect.amount)} G of the treasury`]
    case 'revocation': {
      const lost = effect.slashed === null ? 'no certificate now' : `${amountText(effect.slashed)} G of its bond lost`
      return ['Revocation', `proof ${effect.filing}, ${effect.source ?? '?'}: ${lost}${effect.reason === '' ? '' : `: ${effect.reason}`}`]
    }
    case 'programme': {
      const of = `class ${effect.classId ?? 'any'}, region ${effect.regionId ?? 'any'}`
      return ['Programme', `${effect.name}, ${of}, up to ${amountText(effect.perEpoch)} PT an epoch`]
    }
    case 'programmeRate':
      return [
        'Programme',
        `${effect.name ?? effect.programme}: ${effect.before === null ? '?' : amountText(effect.before)} → ${amountText(effect.after)} PT an epoch`,
      ]
    case 'programmeClose':
      return [
        'Programme',
        `${effect.name ?? effect.programme} closed: ${effect.released === null ? '?' : amountText(effect.released)} PT become free surplus`,
      ]
    case 'upgrade':
      return ['Code', `${effect.contract}: ${effect.before ?? '?'} → ${effect.after}${effect.calls ? ', which is called at once' : ''}`]
  }
}
