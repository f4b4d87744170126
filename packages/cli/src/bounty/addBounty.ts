import { bountyCategories } from '@infinitio/sdk'
import { Argument, type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { PostOptions } from './bountyActs.ts'
import { type BountyListOptions, listBounties, showBounty } from './showBounties.ts'

const filters = ['open', 'claimed', 'review', 'accepted', 'returned']

/** Adds `bounty`: work that is paid for in G when drawn reviewers accept it. Chain code is loaded where it is needed. */
export function addBounty(root: Command, { withCommon, run }: Program): void {
  const bounty = root.command('bounty').description('work that is paid in G: post, claim, hand in, review')
  const acts = () => import('./bountyActs.ts')
  const asking = (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "chain node to ask; the market's own when left out").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask', false)
  withCommon(bounty.command('list').description('bounties, newest first'))
    .addOption(new Option('--state <state>', 'those alone that stand so').choices(filters))
    .option('--limit <count>', 'most of them, 1 to 25', '25')
    .option('--cursor <number>', 'those before this one')
    .action((options: BountyListOptions) => run(options, () => listBounties(options)))
  withCommon(bounty.command('show <number>').description('one bounty: what is wanted, who works on it and reviews it, each step')).action(
    (id: string, options: CommonOptions) => run(options, () => showBounty(id, options)),
  )
  asking(bounty.command('post').addArgument(new Argument('<category>').choices(bountyCategories)).argument('<reward>'))
    .description('post a bounty and pay its reward in, in G of your wallet')
    .requiredOption('--text <text>', 'what is wanted and what shows it; the first line is its title')
    .option('--open-days <days>', 'it may be claimed for so long, 1 to 180', '30')
    .option('--work-days <days>', 'a claim has so long, 1 to 90', '14')
    .action((category: string, reward: string, options: PostOptions) =>
      run(options, async () => (await acts()).postBounty({ category, reward }, options)),
    )
  asking(bounty.command('submit <number>').description('hand the work in that you claimed'))
    .requiredOption('--evidence <text>', 'where it is and what shows it, at most 1,000 bytes')
    .action((id: string, options: MoneyOptions & { evidence: string }) => run(options, async () => (await acts()).submitWork(id, options)))
  asking(bounty.command('review <number> <score>').description('answer as a drawn reviewer: 0 refuses, 1 to 100 accepts'))
    .option('--reason <text>', 'why, at most 1,000 bytes, shown to all', '')
    .action((id: string, score: string, options: MoneyOptions & { reason: string }) =>
      run(options, async () => (await acts()).reviewWork(id, { ...options, score })),
    )
  for (const [name, description] of [
    ['claim', 'claim a bounty with a bond of a twentieth of its reward'],
    ['take-back', 'take a bounty of yours back that nobody has claimed'],
    ['advance', 'do what is due: end a claim, decide a review, give a reward back; anybody may'],
  ] as const) {
    asking(bounty.command(`${name} <number>`).description(description)).action((id: string, options: MoneyOptions) =>
      run(options, async () => (await acts()).sendBountyAct(name, { id, options })),
    )
  }
  asking(bounty.command('pay [account]').description('pay an account, your wallet when left out, what bounties owe it; anybody may')).action(
    (account: string | undefined, options: MoneyOptions) => run(options, async () => (await acts()).payOwed(account, options)),
  )
}
