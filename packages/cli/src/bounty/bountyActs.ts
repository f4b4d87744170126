import { bountyCategories, parsePt, refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { type BountyMove, bountyMove } from '@infinitio/sdk/governance'
import { gText } from '../govern/gText.ts'
import { openClient, readWalletKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { sendAct } from '../wallet/sendAct.ts'

/** Options of `infinitio bounty post`. */
export type PostOptions = MoneyOptions & { readonly text: string; readonly openDays: string; readonly workDays: string }

const daySeconds = 86_400
const network = ['Transactions', '1, which pays the network fee'] as const
const atMostTwo = ['Transactions', 'at most 2, each pays the network fee'] as const

/**
 * Posts a bounty of the wallet. Throws `api.invalid_field`. Like every function here, it throws `wallet.not_confirmed`
 * and the errors of `bountyMove`.
 */
export async function postBounty({ category, reward: amount }: { category: string; reward: string }, options: PostOptions): Promise<void> {
  const reward = parsePt(amount)
  if (reward === null) throw refusal('api.invalid_field', { detail: `${amount} is not an amount` })
  const { chainNow } = await openClient(options).getChain()
  const workSeconds = daysOf(options.workDays, 90) * daySeconds
  const openUntil = chainNow + daysOf(options.openDays, 180) * daySeconds - (options.openDays === '180' ? 600 : 0)
  const bounty = { category: categoryOf(category), reward, openUntil, workSeconds, text: options.text }
  await agreed(options, [
    ['Bounty', options.text.split('\n')[0] ?? ''],
    ['Open until', new Date(openUntil * 1_000).toISOString()],
    ['Time to work', `${options.workDays} d`],
    ['Reward, paid now', gText(reward)],
    atMostTwo,
  ])
  await carry({ kind: 'post', bounty }, options, 'Posted')
}

/** Claims a bounty, withdraws a bounty of the wallet, or advances a bounty to its next state. */
export async function sendBountyAct(name: 'claim' | 'take-back' | 'advance', { id, options }: { id: string; options: MoneyOptions }): Promise<void> {
  const { title, claimBond } = await openClient(options).getBounty(id)
  const bond = name === 'claim' ? [['Bond, paid to reviewers or back', gText(BigInt(claimBond))] as const, atMostTwo] : [network]
  await agreed(options, [['Bounty', title], ['Act', name], ...bond])
  await carry({ kind: name === 'take-back' ? 'takeBack' : name, id: BigInt(id) }, options, 'Done')
}

/** Submits the wallet's work for a claimed bounty. */
export async function submitWork(id: string, { evidence, ...options }: MoneyOptions & { evidence: string }): Promise<void> {
  const { title } = await openClient(options).getBounty(id)
  await agreed(options, [['Bounty', title], ['Work', evidence], network])
  await carry({ kind: 'submit', id: BigInt(id), evidence }, options, 'Submitted')
}

/**
 * Submits the wallet's score of a bounty's work, as one of its reviewers. A score of 0 rejects the work. Throws `api.invalid_field` unless the score is 0 to
 * 100.
 */
export async function reviewWork(id: string, { score: given, reason, ...options }: MoneyOptions & { score: string; reason: string }): Promise<void> {
  if (!/^(100|\d{1,2})$/.test(given)) throw refusal('api.invalid_field', { detail: 'a score is from 0 to 100' })
  const { title } = await openClient(options).getBounty(id)
  const score = Number(given)
  await agreed(options, [['Bounty', title], ['Answer', score === 0 ? 'refused' : `accepted, ${score} of 100`], network])
  await carry({ kind: 'review', id: BigInt(id), score, reason }, options, 'Reviewed')
}

/** Pays the amount that the bounty contract owes an account, by default the wallet. Throws `api.bad_address`. */
export async function payOwed(account: string | undefined, options: MoneyOptions): Promise<void> {
  const to = account === undefined ? parseAddress(readWalletKey(options).address) : parseAddress(account)
  if (to === null) throw refusal('api.bad_address', { detail: account ?? '' })
  await agreed(options, [['To', to], network])
  await carry({ kind: 'payOut', to }, options, 'Paid')
}

async function carry(move: BountyMove, options: MoneyOptions, done: string): Promise<void> {
  await sendAct({ options, done }, (access, sending) => bountyMove(access, move, sending))
}

function daysOf(text: string, most: number): number {
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > most) throw refusal('api.invalid_field', { detail: `days are from 1 to ${most}` })
  return Number(text)
}

function categoryOf(name: string): number {
  return (bountyCategories as readonly string[]).indexOf(name)
}
