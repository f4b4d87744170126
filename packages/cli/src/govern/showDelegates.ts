import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain, shortId, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import type { ListOptions } from './showProposals.ts'

const gText = (units: string) => `${formatPt(BigInt(units), { digits: 2 })} G`
const dayText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString().slice(0, 10)
const shareText = (part: string, whole: string) => (whole === '0' ? '' : `${(Number((BigInt(part) * 10_000n) / BigInt(whole)) / 100).toFixed(2)} %`)

/** Prints the accounts with votes, most votes first. */
export async function listDelegates({ limit, cursor, ...options }: ListOptions): Promise<void> {
  const page = await openClient(options).listDelegates({ limit: Number(limit), ...(cursor === undefined ? {} : { cursor }) })
  const rows = page.items.map(({ account, votes, delegators }) => [account, gText(votes), shareText(votes, page.quorum), `${delegators}`])
  const text = rows.length === 0 ? 'Nobody has votes.' : table([['account', 'votes', 'of the quorum', 'delegators'], ...rows], { right: [1, 2, 3] })
  printResult({ json: options.json, value: page, text })
}

/** Prints an account's votes, the stakers who delegated them, and its voting record. Throws `api.bad_address`. */
export async function showDelegate(account: string, options: CommonOptions): Promise<void> {
  const delegate = await openClient(options).getDelegate(account.toLowerCase())
  const rows: [string, string][] = [
    ['Account', delegate.account],
    ['Votes', `${gText(delegate.votes)}, ${shareText(delegate.votes, delegate.quorum)} of the quorum`],
    ['Voted', `on ${delegate.voted} of ${delegate.proposals} proposals`],
    ...delegate.delegators.slice(0, 20).map((one): [string, string] => ['Delegator', `${one.account} ${gText(one.staked)}`]),
    ...delegate.record.map(({ number, support, votes, title, reason }): [string, string] => [
      `Proposal ${number}`,
      plain(`${support} ${gText(votes)} ${title}${reason === '' ? '' : `: ${reason}`}`),
    ]),
  ]
  printResult({ json: options.json, value: delegate, text: table(rows, { right: [] }) })
}

/** Prints the vesting grants that were created at genesis. */
export async function showVesting(options: CommonOptions): Promise<void> {
  const vesting = await openClient(options).getVesting()
  const rows = vesting.items.map((grant) => [
    ...[`${grant.id}`, plain(grant.label), gText(grant.amount), gText(grant.vested), gText(grant.released)],
    ...[dayText(grant.cliffAt), dayText(grant.endAt), shortId(grant.beneficiary)],
  ])
  const names = ['grant', 'line', 'amount', 'vested', 'released', 'cliff', 'until', 'beneficiary']
  const text = rows.length === 0 ? 'No DAO is deployed on this chain.' : table([names, ...rows], { right: [2, 3, 4] })
  printResult({ json: options.json, value: vesting, text })
}
