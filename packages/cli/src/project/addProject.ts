import { Argument, type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { ProposeProjectOptions } from './projectActs.ts'
import { listProjects, type ProjectListOptions, showProject } from './showProjects.ts'

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
    .option('--cursor <number>', 'list only rows before this number')
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
