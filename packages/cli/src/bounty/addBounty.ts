import { bountyCategories, bountyFilters, formatPt } from '@infinitio/sdk'
import { Argument, type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { plain, table } from '../terminal/texts.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { PostOptions } from './bountyActs.ts'

/**
 * Adds `bounty`: work that the DAO pays for in G tokens when randomly selected reviewers accept it. Loads chain code
 * on demand.
 */
export function addBounty(root: Command, { withCommon, run }: Program): void {
  const bounty = root.command('bounty').description('work paid in G tokens: post, claim, submit, review')
  const acts = () => import('./bountyActs.ts')
  const asking = (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask for confirmation', false)
  withCommon(bounty.command('list').description('bounties, newest first'))
    .addOption(new Option('--state <state>', 'only bounties in this state').choices(bountyFilters))
    .option('--limit <count>', 'rows, 1 to 25', '25')
    .option('--cursor <cursor>', 'next page: nextCursor of the last answer')
    .action((options: BountyListOptions) => run(options, () => listBounties(options)))
  withCommon(bounty.command('show <number>').description('show one bounty: its task, workers, reviewers and steps')).action(
    (id: string, options: CommonOptions) => run(options, () => showBounty(id, options)),
  )
  asking(bounty.command('post').addArgument(new Argument('<category>').choices(bountyCategories)).argument('<reward>'))
    .description('post a bounty and pay its reward from your wallet, in G tokens')
    .requiredOption('--text <text>', 'the task and its proof; the first line is the title')
    .option('--open-days <days>', 'days in which it can be claimed, 1 to 180', '30')
    .option('--work-days <days>', 'days to do the work after a claim, 1 to 90', '14')
    .action((category: string, reward: string, options: PostOptions) =>
      run(options, async () => (await acts()).postBounty({ category, reward }, options)),
    )
  asking(bounty.command('submit <number>').description('submit the work that you claimed'))
    .requiredOption('--evidence <text>', 'where the work is and its proof, at most 1,000 bytes')
    .action((id: string, options: MoneyOptions & { evidence: string }) => run(options, async () => (await acts()).submitWork(id, options)))
  asking(bounty.command('review <number> <score>').description('answer as a selected reviewer: 0 refuses, 1 to 100 accepts'))
    .option('--reason <text>', 'the reason, at most 1,000 bytes, public', '')
    .action((id: string, score: string, options: MoneyOptions & { reason: string }) =>
      run(options, async () => (await acts()).reviewWork(id, { ...options, score })),
    )
  for (const [name, description] of [
    ['claim', 'claim a bounty with a bond of a twentieth of its reward'],
    ['take-back', 'withdraw your bounty if nobody has claimed it'],
    ['advance', 'do the next due step: end a claim, decide a review or refund a reward; anyone can'],
  ] as const) {
    asking(bounty.command(`${name} <number>`).description(description)).action((id: string, options: MoneyOptions) =>
      run(options, async () => (await acts()).sendBountyAct(name, { id, options })),
    )
  }
  asking(bounty.command('pay [account]').description('pay an account its bounty rewards (default: your wallet); anyone can')).action(
    (account: string | undefined, options: MoneyOptions) => run(options, async () => (await acts()).payOwed(account, options)),
  )
}

/** Options of `infinitio bounty list`. */
type BountyListOptions = CommonOptions & {
  readonly state?: 'open' | 'claimed' | 'review' | 'accepted' | 'returned'
  readonly limit: string
  readonly cursor?: string
}

const gText = (units: string) => `${formatPt(BigInt(units), { digits: 2 })} G`
const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()

/** Prints bounties, newest first. */
async function listBounties({ limit, cursor, state, ...options }: BountyListOptions): Promise<void> {
  const query = { limit: Number(limit), ...(cursor === undefined ? {} : { cursor }), ...(state === undefined ? {} : { state }) }
  const page = await openClient(options).listBounties(query)
  const rows = page.items.map(({ id, state: stands, isDue, category, reward, openUntil, title }) => [
    ...[`${id}`, isDue ? `${stands}, due` : stands, category, gText(reward), timeText(openUntil), plain(title)],
  ])
  const text = rows.length === 0 ? 'No bounties.' : table([['no', 'state', 'for', 'reward', 'open until', 'title'], ...rows], { right: [0, 3] })
  printResult({ json: options.json, value: page, text })
}

/** Prints one bounty. Throws `api.not_found`. */
async function showBounty(id: string, options: CommonOptions): Promise<void> {
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
    ...bounty.steps.map(({ kind, at, account, members, score, text }): [string, string] => [
      kind,
      plain([timeText(at), account ?? '', members.join(', '), score === null ? '' : `${score} of 100`, text].filter((part) => part !== '').join(' ')),
    ]),
  ]
  printResult({ json: options.json, value: bounty, text: `${table(rows, { right: [] })}\n\n${bounty.text.split('\n').map(plain).join('\n')}` })
}
