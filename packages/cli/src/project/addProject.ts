import { formatPt } from '@infinitio/sdk'
import { Argument, type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { plain, table } from '../terminal/texts.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { ProposeProjectOptions } from './projectActs.ts'

/**
 * Adds `project`: projects for which sponsors lock G tokens and release them by milestone. Loads chain code on
 * demand.
 */
export function addProject(root: Command, { withCommon, run }: Program): void {
  const project = root.command('project').description('projects that sponsors fund in G tokens: propose, sponsor, vote, refund')
  const acts = () => import('./projectActs.ts')
  const asking = (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask for confirmation', false)
  withCommon(project.command('list').description('projects, newest first'))
    .option('--limit <count>', 'rows, 1 to 25', '25')
    .option('--cursor <cursor>', 'next page: nextCursor of the last answer')
    .action((options: ProjectListOptions) => run(options, () => listProjects(options)))
  withCommon(project.command('show <number>').description('show one project: its milestones, its sponsors with their votes, and each step')).action(
    (id: string, options: CommonOptions) => run(options, () => showProject(id, options)),
  )
  asking(project.command('propose').description('propose a project to sponsors'))
    .requiredOption('--text <text>', 'the goal and the proof of each milestone; the first line is the title')
    .requiredOption(
      '--milestones <parts...>',
      'up to 12 of amount@days: 5000@30 is 5,000 G, due 30 days after the funding ends; 14 days apart at least',
    )
    .option('--payee <address>', 'account that is paid (default: your wallet)')
    .option('--funding-days <days>', 'days to reach full funding, 1 to 90', '30')
    .action((options: ProposeProjectOptions) => run(options, async () => (await acts()).proposeProject(options)))
  asking(project.command('sponsor <number> <amount>').description('lock G tokens of your wallet in a project, up to the missing amount')).action(
    (id: string, amount: string, options: MoneyOptions) => run(options, async () => (await acts()).sponsorProject(id, { amount, options })),
  )
  asking(project.command('reached <number>').description('as proposer, submit the proof that a milestone is reached'))
    .requiredOption('--evidence <text>', 'at most 1,000 bytes')
    .action((id: string, options: MoneyOptions & { evidence: string }) => run(options, async () => (await acts()).showMilestone(id, options)))
  asking(project.command('vote <number>').addArgument(new Argument('<answer>').choices(['yes', 'no'])))
    .description('vote on the milestone with your locked tokens')
    .option('--reason <text>', 'the reason, at most 1,000 bytes, public', '')
    .action((id: string, answer: 'yes' | 'no', options: MoneyOptions & { reason: string }) =>
      run(options, async () => (await acts()).voteOnMilestone(id, { ...options, answer })),
    )
  for (const [name, description] of [
    ['release', 'pay a milestone to the payee three days after its approval; anyone can'],
    ['quit', 'leave with your share in the three days after others approved a milestone'],
    ['abandon', 'end your project; sponsors get their locked tokens back'],
  ] as const) {
    asking(project.command(`${name} <number>`).description(description)).action((id: string, options: MoneyOptions) =>
      run(options, async () => (await acts()).sendProjectAct(name, { id, options })),
    )
  }
  asking(project.command('refund <number> [account]').description('pay a sponsor its share of an ended project (default: your wallet)')).action(
    (id: string, account: string | undefined, options: MoneyOptions) =>
      run(options, async () => (await acts()).refundSponsor(id, { account, options })),
  )
}

/** Options of `infinitio project list`. */
type ProjectListOptions = CommonOptions & { readonly limit: string; readonly cursor?: string }

const gText = (units: string) => `${formatPt(BigInt(units), { digits: 2 })} G`
const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()

/** Prints projects, newest first. */
async function listProjects({ limit, cursor, ...options }: ProjectListOptions): Promise<void> {
  const page = await openClient(options).listProjects({ limit: Number(limit), ...(cursor === undefined ? {} : { cursor }) })
  const rows = page.items.map(({ id, state, end, isDue, goal, locked, released, milestone, milestones, title }) => [
    ...[`${id}`, state === 'ended' ? end : isDue ? `${state}, due` : state, gText(goal), gText(locked), gText(released)],
    ...[`${milestone} of ${milestones}`, plain(title)],
  ])
  const heading = ['no', 'state', 'goal', 'locked', 'released', 'milestones', 'title']
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No projects.' : table([heading, ...rows], { right: [0, 2, 3, 4] }) })
}

/** Prints one project. Throws `api.not_found`. */
async function showProject(id: string, options: CommonOptions): Promise<void> {
  const project = await openClient(options).getProject(id)
  const rows: [string, string][] = [
    ['Project', plain(project.title)],
    ['State', project.state === 'ended' ? `ended: ${project.end}` : project.state],
    ['Goal', `${gText(project.goal)}, ${gText(project.locked)} locked, funded by ${timeText(project.fundingUntil)}`],
    ['Held', `${gText(project.held)}, ${gText(project.released)} released to ${project.payee}`],
    ...project.plan.map(({ amount, dueAt }, at): [string, string] => [
      `Milestone ${at + 1}`,
      `${gText(amount)} by ${timeText(dueAt)}${at < project.milestone ? ', released' : ''}`,
    ]),
    ['Votes', `${gText(project.yes)} yes, ${gText(project.no)} no`],
    ...(project.releasableAt === null ? [] : [['Releasable', timeText(project.releasableAt)] as [string, string]]),
    ...project.sponsors.map(({ account, locked }): [string, string] => ['Sponsor', `${account} ${gText(locked)}`]),
    ...project.steps.map(({ kind, at, account, milestone, amount, text }): [string, string] => {
      const parts = [timeText(at), account ?? '', milestone === null ? '' : `milestone ${milestone + 1}`, amount === null ? '' : gText(amount), text]
      return [kind, plain(parts.filter((part) => part !== '').join(' '))]
    }),
  ]
  printResult({ json: options.json, value: project, text: `${table(rows, { right: [] })}\n\n${project.text.split('\n').map(plain).join('\n')}` })
}
