import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio bounty list`. */
export type BountyListOptions = CommonOptions & {
  readonly state?: 'open' | 'claimed' | 'review' | 'accepted' | 'returned'
  readonly limit: string
  readonly cursor?: string
}

const gText = (units: string) => `${formatPt(BigInt(units), { digits: 2 })} G`
const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()

/** Prints bounties, newest first. */
export async function listBounties({ limit, cursor, state, ...options }: BountyListOptions): Promise<void> {
  const query = { limit: Number(limit), ...(cursor === undefined ? {} : { cursor }), ...(state === undefined ? {} : { state }) }
  const page = await openClient(options).listBounties(query)
  const rows = page.items.map(({ id, state: stands, isDue, category, reward, openUntil, title }) => [
    ...[`${id}`, isDue ? `${stands}, due` : stands, category, gText(reward), timeText(openUntil), plain(title)],
  ])
  const text = rows.length === 0 ? 'No bounties.' : table([['no', 'state', 'for', 'reward', 'open until', 'title'], ...rows], { right: [0, 3] })
  printResult({ json: options.json, value: page, text })
}

/** Prints one bounty. Throws `api.not_found`. */
export async function showBounty(id: string, options: CommonOptions): Promise<void> {
  const bounty = await openClient(options).getBounty(id)
  const { panel } = bounty
  const rows: [string, string][] = [
    ['Bounty', plain(bounty.title)],
    ['State', bounty.isDue ? `${bounty.state}; \`infinitio bounty advance ${id}\` is due` : bounty.state],
    ['Reward', `${gText(bounty.reward)} from ${bounty.byVote ? 'the treasury, by vote' : bounty.sponsor}`],
    ['Open until', timeText(bounty.openUntil)],
    ['Time to work', `${bounty.workSeconds / 86_400} d, with a bond of ${gText(bounty.claimBond)}`],
    ...(bounty.claimer === null ? [] : [['Claimed by', bounty.claimer] as [string, string]]),
    ...(bounty.until === null ? [] : [['Until', timeText(bounty.until)] as [string, string]]),
    ...(panel === null ? [] : [['Panel', `${panel.id}: ${panel.reviewers.join(', ') || 'not drawn yet'}`] as [string, string]]),
    ...bounty.owed.map(({ account, amount }): [string, string] => ['Owed', `${gText(amount)} to ${account}`]),
    ...bounty.steps.map(({ kind, account, members, score, text }): [string, string] => [
      kind,
      plain([account ?? '', members.join(', '), score === null ? '' : `${score} of 100`, text].filter((part) => part !== '').join(' ')),
    ]),
  ]
  printResult({ json: options.json, value: bounty, text: `${table(rows, { right: [] })}\n\n${bounty.text.split('\n').map(plain).join('\n')}` })
}
