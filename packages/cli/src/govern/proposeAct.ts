import { bountyCategories, parsePt, refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { actProposal, type ProposedAct, upgradeableContracts } from '@infinitio/sdk/governance'
import { openClient, readWalletKey } from '../context/settings.ts'
import { checkDraft } from './checkDraft.ts'
import { agreed } from '../terminal/ask.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { gText } from './gText.ts'
import { carryOut } from './stakeActs.ts'

/** Options of every command that proposes an action. `text` is the proposal's text. */
export type ActOptions = MoneyOptions & { readonly text: string }

/** The number of days in which a bounty can be claimed, and the number of days for the work after a claim. */
export type BountyTimes = { readonly openDays: string; readonly workDays: string }

const sources = { 'treasury-g': 'treasuryG', 'treasury-pt': 'treasuryPt', surplus: 'surplus' } as const

/** Proposes a grant. Throws `api.bad_address`. Like every function here, it throws `api.invalid_field` and the errors of `governMove`. */
export async function proposeGrant({ to, amount, from }: { to: string; amount: string; from: string }, options: ActOptions): Promise<void> {
  const source = sources[from as keyof typeof sources]
  const act = { kind: 'grant', source, to: addressOf(to), amount: amountOf(amount) } as const
  await propose(act, [['Grant', `${amount} ${source === 'treasuryG' ? 'G' : 'PT'} to ${act.to}`]], options)
}

/** Proposes a new GPU class. */
export async function proposeClass({ name, vram, price }: { name: string; vram: string; price: string }, options: ActOptions): Promise<void> {
  const act = { kind: 'class', name, vramGib: numberOf(vram), pricePerGpuSecond: perSecond(price) } as const
  await propose(act, [['Class', `${name}, ${vram} GB, ${price} PT/h`]], options)
}

/** Proposes a new reference price of a GPU class. */
export async function proposePrice({ classId, price }: { classId: string; price: string }, options: ActOptions): Promise<void> {
  const act = { kind: 'price', classId: numberOf(classId), pricePerGpuSecond: perSecond(price) } as const
  await propose(act, [['Reference price', `class ${classId}, ${price} PT/h`]], options)
}

/** Proposes a new region. */
export async function proposeRegion(name: string, options: ActOptions): Promise<void> {
  await propose({ kind: 'region', name }, [['Region', name]], options)
}

/** Proposes a new address for a name in the Directory, the contract that maps names to the market's contracts. */
export async function proposeEntry({ name, entry }: { name: string; entry: string }, options: ActOptions): Promise<void> {
  await propose({ kind: 'entry', name, entry: addressOf(entry) }, [['Directory', `${name} is ${entry}`]], options)
}

/** Proposes a bounty that the treasury pays. Throws `api.not_found` if no contract for bounties is deployed. */
export async function proposeBounty(
  { category, reward }: { category: string; reward: string },
  { wanted: text, openDays, workDays, ...options }: ActOptions & BountyTimes & { wanted: string },
): Promise<void> {
  const { contracts, blockTimestamp } = await openClient(options).listBounties({ limit: 1 })
  if (contracts === null) throw refusal('api.not_found', { detail: 'no bounties are paid on this chain' })
  const times = { openUntil: blockTimestamp + numberOf(openDays) * 86_400, workSeconds: numberOf(workDays) * 86_400 }
  const bounty = { category: (bountyCategories as readonly string[]).indexOf(category), reward: amountOf(reward), ...times, text }
  const lines: [string, string][] = [
    ['Bounty', text.split('\n')[0] ?? ''],
    ['Reward of the treasury', `${reward} G`],
  ]
  await propose({ kind: 'bounty', bounties: addressOf(contracts.bounties), ...bounty }, lines, options)
}

/** Proposes to revoke the certificate of a carbon proof. Throws `api.invalid_field` if the proof has no certificate now. */
export async function proposeRevocation(proof: string, options: ActOptions & { readonly reason: string }): Promise<void> {
  const { source, provider, bond, state } = await openClient(options).getCarbon(proof)
  if (state !== 'accepted') throw refusal('api.invalid_field', { detail: `proof ${proof} is not a certificate: ${state}` })
  const lines: [string, string][] = [
    ['Certificate', `${proof}, ${source}, of ${provider}`],
    ['Its bond', gText(bond)],
  ]
  await propose({ kind: 'revocation', filing: BigInt(proof), reason: options.reason }, lines, options)
}

/** Proposes new code for an upgradeable contract. Throws `api.invalid_field` for any other contract. */
export async function proposeUpgrade(
  { contract: named, implementation }: { contract: string; implementation: string },
  options: ActOptions,
): Promise<void> {
  const contract = upgradeableContracts.find((one) => one === named)
  if (contract === undefined) throw refusal('api.invalid_field', { detail: named })
  await propose({ kind: 'upgrade', contract, implementation: addressOf(implementation) }, [['Code', `of ${named}: ${implementation}`]], options)
}

/**
 * Simulates an action, shows `lines` (its description) and the result, asks for confirmation, and proposes the action. Throws `api.not_found` if no DAO is
 * deployed, and the errors of `governMove`.
 */
export async function propose(act: ProposedAct, lines: [string, string][], options: ActOptions): Promise<void> {
  const client = openClient(options)
  const [{ dao }, { addresses }] = await Promise.all([client.getGovern(), client.getChain()])
  if (dao === null) throw refusal('api.not_found', { detail: 'no DAO is deployed on this chain' })
  const proposer = readWalletKey(options).address
  const proposal = actProposal({ act, text: options.text, proposer }, { addresses, governance: dao.contracts })
  const checked = await checkDraft(client, proposal)
  await agreed(options, [
    ['Proposal', options.text.split('\n')[0] ?? ''],
    ...lines,
    ...checked,
    ['Bond, locked in your stake until it has ended, lost by a veto', gText(dao.rules.proposalBond)],
    ['Transactions', '1, which pays the network fee'],
  ])
  await carryOut({ kind: 'propose', proposal }, options, 'Proposed')
}

function addressOf(text: string) {
  const found = parseAddress(text)
  if (found === null) throw refusal('api.bad_address', { detail: text })
  return found
}

function amountOf(text: string): bigint {
  const amount = parsePt(text)
  if (amount === null) throw refusal('api.invalid_field', { detail: `${text} is not an amount` })
  return amount
}

/** Converts PT per hour into base units per second, rounded down, because the contract stores prices per second. */
function perSecond(text: string): bigint {
  return amountOf(text) / 3_600n
}

function numberOf(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not a whole number` })
  return Number(text)
}
