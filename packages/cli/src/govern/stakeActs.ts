import { refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { type GovernMove, governMove, type GovernSending, openExitAccess } from '@infinitio/sdk/governance'
import { gOf, gText } from './gText.ts'
import { openClient, readWalletKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'
import { openSender } from '../wallet/openSender.ts'

const oneTransaction = ['Transactions', '1, which pays the network fee'] as const

/**
 * Stakes G tokens of the wallet. Throws `account.insufficient_tokens`. Like every function here, it throws
 * `wallet.not_confirmed` and the errors of `governMove`.
 */
export async function stake(text: string, options: MoneyOptions): Promise<void> {
  const amount = gOf(text)
  await agreed(options, [
    ['From the wallet', gText(amount)],
    ['Fee', gText(0n)],
    ['Staked, and votes', gText(amount)],
    ['Transactions', 'at most 2, each pays the network fee'],
  ])
  await carryOut({ kind: 'stake', amount }, options, `${gText(amount)} staked`)
}

/** Unstakes G tokens. Their votes end at once; the tokens can be withdrawn after the waiting time. */
export async function unstake(text: string, options: MoneyOptions): Promise<void> {
  const amount = gOf(text)
  await agreed(options, [['Out of the stake, paid after the queue', gText(amount)], ['Votes that end at once', gText(amount)], oneTransaction])
  await carryOut({ kind: 'unstake', amount }, options, `${gText(amount)} on its way out`)
}

/** Withdraws unstaked G tokens into the wallet after their waiting time is over. */
export async function withdrawStake(options: MoneyOptions): Promise<void> {
  await agreed(options, [['To the wallet', 'all that was unstaked'], oneTransaction])
  await carryOut({ kind: 'withdraw' }, options, 'Withdrawn')
}

/** Pays the interest on the stake to the wallet. */
export async function claimInterest(options: MoneyOptions): Promise<void> {
  await agreed(options, [['To the wallet', 'all interest until then'], oneTransaction])
  await carryOut({ kind: 'claimInterest' }, options, 'Interest claimed')
}

/** Delegates the votes of the wallet's stake to an account. Moves no G tokens. Throws `api.bad_address`, also for the zero address, which cannot vote. */
export async function delegate(text: string, options: MoneyOptions): Promise<void> {
  const to = parseAddress(text)
  if (to === null || BigInt(to) === 0n) throw refusal('api.bad_address', { detail: text })
  await agreed(options, [['Votes with your stake', to], ['G tokens moved', gText(0n)], oneTransaction])
  await carryOut({ kind: 'delegate', to }, options, `${to} votes with your stake`)
}

/** Pays the vested part of a grant to its beneficiary. Throws `api.not_found` for an unknown grant. */
export async function releaseGrant(text: string, options: MoneyOptions): Promise<void> {
  const { items } = await openClient(options).getVesting()
  const grant = items.find(({ id }) => `${id}` === text)
  if (grant === undefined) throw refusal('api.not_found', { detail: `grant ${text}` })
  await agreed(options, [[`To ${grant.beneficiary}, at least`, gText(BigInt(grant.releasable))], oneTransaction])
  await carryOut({ kind: 'release', grantId: BigInt(grant.id) }, options, 'Released')
}

/**
 * Sends an action of the wallet and prints `done` with the transaction's hash. Throws `auth.key_not_allowed` for an API
 * key, `api.not_found` if no DAO is deployed, and the errors of the API and of `governMove`.
 */
export async function carryOut(move: GovernMove, options: MoneyOptions, done: string): Promise<void> {
  // Check this before any request: an API key cannot move G tokens.
  if (options.apiKey !== undefined) throw refusal('auth.key_not_allowed', { detail: 'an API key moves no G' })
  const account = readWalletKey(options)
  const client = openClient(options)
  const [{ dao }, { chainId }] = await Promise.all([client.getGovern(), client.getChain()])
  if (dao === null) throw refusal('api.not_found', { detail: 'no DAO is deployed on this chain' })
  const rpcUrl = rpcOf(options)
  const send = await openSender({ account, rpcUrl, chainId })
  const txHash = await governMove(openExitAccess({ rpcUrl }), move, {
    ...{ account: account.address, governance: dao.contracts as GovernSending['governance'], send },
  })
  printResult({ json: options.json, value: { txHash }, text: `${done} (${txHash}).` })
}
