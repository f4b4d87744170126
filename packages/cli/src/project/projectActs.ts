import { parsePt, refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { type ProjectMove, projectMove } from '@infinitio/sdk/governance'
import { gText } from '../govern/gText.ts'
import { openClient, readWalletKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { sendAct } from '../wallet/sendAct.ts'

/** Options of `infinitio project propose`. */
export type ProposeProjectOptions = MoneyOptions & {
  readonly text: string
  readonly milestones: readonly string[]
  readonly payee?: string
  readonly fundingDays: string
}

const daySeconds = 86_400
const network = ['Transactions', '1, which pays the network fee'] as const

/**
 * Proposes a project. Throws `api.invalid_field` and `api.bad_address`. Like every function here, it throws `wallet.not_confirmed` and the errors of
 * `projectMove`.
 */
export async function proposeProject(options: ProposeProjectOptions): Promise<void> {
  const { chainNow } = await openClient(options).getChain()
  if (!/^[1-9]\d?$/.test(options.fundingDays) || Number(options.fundingDays) > 90)
    throw refusal('api.invalid_field', { detail: 'funding takes from 1 to 90 days' })
  // The contract allows a funding time of 1 to 90 days from the block that includes the transaction, and this block is later than now. So a time of one day
  // becomes ten minutes longer, and any other time one minute shorter, to remain within these limits.
  const fundingUntil = chainNow + Number(options.fundingDays) * daySeconds + (options.fundingDays === '1' ? 600 : -60)
  const milestones = options.milestones.map((part) => milestoneOf(part, fundingUntil))
  const payee = addressOf(options.payee ?? readWalletKey(options).address)
  await agreed(options, [
    ['Project', options.text.split('\n')[0] ?? ''],
    ['Goal', gText(milestones.reduce((sum, { amount }) => sum + amount, 0n))],
    ['Funded by', new Date(fundingUntil * 1_000).toISOString()],
    ['Paid to', payee],
    network,
  ])
  await carry({ kind: 'propose', project: { payee, fundingUntil, milestones, text: options.text } }, options, 'Proposed')
}

/**
 * Locks G tokens of the wallet for a project, but not more than the project still needs to reach its goal. Throws `api.invalid_field` for a malformed amount.
 */
export async function sponsorProject(id: string, { amount: text, options }: { amount: string; options: MoneyOptions }): Promise<void> {
  const amount = parsePt(text)
  if (amount === null || amount === 0n) throw refusal('api.invalid_field', { detail: `${text} is not an amount` })
  const { title, goal, locked } = await openClient(options).getProject(id)
  const lacks = BigInt(goal) - BigInt(locked)
  const taken = amount < lacks ? amount : lacks
  await agreed(options, [
    ['Project', title],
    ['Locked, released by its sponsors’ votes', gText(taken)],
    ['Transactions', 'at most 2, each pays the network fee'],
  ])
  await carry({ kind: 'sponsor', id: BigInt(id), amount: taken }, options, 'Locked')
}

/** Submits the evidence that the project's current milestone is reached. */
export async function showMilestone(id: string, { evidence, ...options }: MoneyOptions & { evidence: string }): Promise<void> {
  const { title, milestone } = await openClient(options).getProject(id)
  await agreed(options, [['Project', title], ['Milestone', `${milestone + 1}`], network])
  await carry({ kind: 'show', id: BigInt(id), milestone, evidence }, options, 'Said')
}

/** Votes on the project's current milestone, as one of its sponsors. */
export async function voteOnMilestone(
  id: string,
  { answer, reason, ...options }: MoneyOptions & { answer: 'yes' | 'no'; reason: string },
): Promise<void> {
  const { title, milestone } = await openClient(options).getProject(id)
  await agreed(options, [['Project', title], ['Milestone', `${milestone + 1}`], ['Vote', answer], network])
  await carry({ kind: 'vote', id: BigInt(id), milestone, agrees: answer === 'yes', reason }, options, `Voted ${answer}`)
}

/** Releases the pay of an approved milestone, withdraws the wallet's sponsorship (`quit`), or ends the project (`abandon`). */
export async function sendProjectAct(kind: 'release' | 'quit' | 'abandon', { id, options }: { id: string; options: MoneyOptions }): Promise<void> {
  const { title } = await openClient(options).getProject(id)
  await agreed(options, [['Project', title], ['Act', kind], network])
  await carry({ kind, id: BigInt(id) }, options, 'Done')
}

/** Refunds a sponsor of a project that ended, by default the wallet. */
export async function refundSponsor(id: string, { account, options }: { account: string | undefined; options: MoneyOptions }): Promise<void> {
  const to = addressOf(account ?? readWalletKey(options).address)
  const { title } = await openClient(options).getProject(id)
  await agreed(options, [['Project', title], ['To', to], network])
  await carry({ kind: 'repay', id: BigInt(id), to }, options, 'Paid back')
}

async function carry(move: ProjectMove, options: MoneyOptions, done: string): Promise<void> {
  await sendAct({ options, done }, (access, sending) => projectMove(access, move, sending))
}

function milestoneOf(text: string, fundingUntil: number): { amount: bigint; dueAt: number } {
  const [amountText = '', days = ''] = text.split('@')
  const amount = parsePt(amountText)
  if (amount === null || amount === 0n || !/^[1-9]\d{0,3}$/.test(days)) throw refusal('api.invalid_field', { detail: `${text} is not a milestone` })
  return { amount, dueAt: fundingUntil + Number(days) * daySeconds }
}

function addressOf(text: string) {
  const found = parseAddress(text)
  if (found === null) throw refusal('api.bad_address', { detail: text })
  return found
}
