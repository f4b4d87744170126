import { parameterText, parsePt, refusal } from '@infinitio/sdk'
import { boundedParameters, madeProposal, parameterProposal } from '@infinitio/sdk/governance'
import { openClient, readWalletKey } from '../context/settings.ts'
import { checkDraft } from './checkDraft.ts'
import { agreed } from '../terminal/ask.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { gText } from './gText.ts'
import { carryOut } from './stakeActs.ts'

/** Options of `infinitio govern vote`. */
export type VoteOptions = MoneyOptions & { readonly reason: string }
/** Options of `infinitio govern propose`. */
export type ProposeOptions = MoneyOptions & { readonly text: string }

const network = ['Transactions', '1, which pays the network fee'] as const

/**
 * Votes on a proposal with the wallet's votes. Throws `api.not_found`. Like every function here, it throws the errors
 * of `governMove`.
 */
export async function vote(id: string, { support, ...options }: VoteOptions & { support: 'for' | 'against' | 'abstain' }): Promise<void> {
  const client = openClient(options)
  const proposal = await client.getProposal(id)
  const { stake } = await client.getGovernAccount(readWalletKey(options).address.toLowerCase())
  await agreed(options, [
    ['Proposal', proposal.title],
    ['Vote', support],
    ['Votes now', gText(stake?.votes ?? '0')],
    ['G tokens moved', gText('0')],
    network,
  ])
  await carryOut({ kind: 'vote', proposalId: BigInt(proposal.id), support, reason: options.reason }, options, `Voted ${support}`)
}

/** Queues a proposal that passed. */
export async function queue(id: string, options: MoneyOptions): Promise<void> {
  await carry('queue', { id, options, done: 'Queued' })
}

/** Executes a queued proposal after its delay is over. */
export async function execute(id: string, options: MoneyOptions): Promise<void> {
  await carry('execute', { id, options, done: 'Executed' })
}

/** Releases the bond of a proposal that is over: the bond becomes a free part of its proposer's stake. */
export async function returnBond(id: string, options: MoneyOptions): Promise<void> {
  const proposal = await openClient(options).getProposal(id)
  await agreed(options, [
    ['Proposal', proposal.title],
    ['Free again in the stake of', proposal.proposer],
    ['Bond', gText(proposal.bond.amount)],
    network,
  ])
  await carryOut({ kind: 'returnBond', proposalId: BigInt(proposal.id) }, options, 'Bond freed')
}

/**
 * Proposes to change a bounded parameter. Throws `api.invalid_field` for values that the contract would always reject. Throws `api.not_found` if no DAO is
 * deployed.
 */
export async function propose(name: string, texts: readonly string[], options: ProposeOptions): Promise<void> {
  const client = openClient(options)
  const [{ dao }, { addresses }] = await Promise.all([client.getGovern(), client.getChain()])
  if (dao === null) throw refusal('api.not_found', { detail: 'no DAO is deployed on this chain' })
  const parameter = boundedParameters.find((entry) => entry.name === name)
  const values = texts.map((text, index) => unitsOf(text, parameter?.values[index]?.unit ?? 'number'))
  const proposer = readWalletKey(options).address
  const contracts = { addresses, governance: dao.contracts }
  const proposal = parameterProposal({ name, values, text: options.text, proposer }, contracts)
  const checked = await checkDraft(client, proposal)
  await agreed(options, [
    ['Proposal', options.text.split('\n')[0] ?? ''],
    ...(parameter?.values ?? []).map(({ key, unit }, index): [string, string] => [key, parameterText(values[index] ?? 0n, unit)]),
    ...checked,
    ['Bond, locked in your stake until it has ended, lost by a veto', gText(dao.rules.proposalBond)],
    ['Transactions', '1, which pays the network fee'],
  ])
  await carryOut({ kind: 'propose', proposal }, options, 'Proposed')
}

/** Parses a parameter's value. Accepts decimals only for amounts in G or PT, for fractions and for factors. */
function unitsOf(text: string, unit: string): bigint {
  const isDecimal = unit === 'g' || unit === 'pt' || unit === 'share' || unit === 'factor'
  const value = isDecimal ? parsePt(text) : /^(0|[1-9]\d{0,15})$/.test(text) ? BigInt(text) : null
  if (value === null) throw refusal('api.invalid_field', { detail: `${text} is not a value of this parameter` })
  return value
}

async function carry(kind: 'queue' | 'execute', { id, options, done }: { id: string; options: MoneyOptions; done: string }): Promise<void> {
  const proposal = await openClient(options).getProposal(id)
  const made = madeProposal(proposal)
  if (made === null) throw refusal('api.invalid_field', { detail: 'its calls are too long for this command; read them from the governor’s log' })
  await agreed(options, [['Proposal', proposal.title], ['Calls', `${made.calls.length}`], network])
  await carryOut({ kind, proposal: made }, options, done)
}
