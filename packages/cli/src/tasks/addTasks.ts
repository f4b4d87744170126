import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { CheckOptions } from './checkTask.ts'
import type { ContradictOptions, DisputeOptions } from './taskActs.ts'

/**
 * Adds `tasks`: checks results of the task pool on this computer, disputes them, and moves the stake with which a provider takes tasks. Loads chain code on
 * demand.
 */
export function addTasks(root: Command, { withCommon, run }: Program): void {
  const tasks = root.command('tasks').description('tasks of the pool: check and dispute a result; add and withdraw the stake of a provider')
  const acts = () => import('./taskActs.ts')
  const stakes = () => import('./stakeActs.ts')
  const onChain = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
  const asking = (command: Command) => onChain(command).option('--yes', 'do not ask for confirmation', false)
  const checking = (command: Command) =>
    command
      .addOption(new Option('--model-server <url>', 'a model server of this computer, for tasks that ask a model').env('INFINITIO_MODEL_SERVER'))
      .addOption(
        new Option('--blender <path>', 'Blender, or a Python with bpy, for render tasks (default: blender in PATH)').env('INFINITIO_BLENDER'),
      )
  checking(onChain(tasks.command('check <task>').description('calculate the sample of a result again on this computer')))
    .option('--all', 'calculate all chunks', false)
    .action((task: string, options: CheckOptions) => run(options, async () => (await import('./checkTask.ts')).checkTask(task, options)))
  checking(
    asking(tasks.command('contradict <task>').description('prove that a worker answered something else than it stored; needs no stake')),
  ).action((task: string, options: ContradictOptions) => run(options, async () => (await acts()).contradictTask(task, options)))
  checking(asking(tasks.command('dispute <task>').description('ask another provider about a wrong result, with the stake of the task')))
    .option('--all', 'calculate all chunks, to dispute one outside of the sample', false)
    .option('--no-check', 'do not calculate the sample on this computer first')
    .action((task: string, options: DisputeOptions) => run(options, async () => (await acts()).disputeTask(task, options)))
  asking(tasks.command('appeal <task>').description('ask five providers after a lost verdict, within 24 h, with a second stake')).action(
    (task: string, options: MoneyOptions) => run(options, async () => (await acts()).appealTask(task, options)),
  )
  onChain(tasks.command('account [address]').description('balance, stakes and strikes at the pool (default: your wallet)')).action(
    (address: string | undefined, options: MoneyOptions) => run(options, async () => (await stakes()).showStakes(address, options)),
  )
  asking(tasks.command('stake <PT>').description('add a stake with which your machines take tasks; it counts after 1 h')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await stakes()).addStake(amount, options)),
  )
  asking(tasks.command('unstake <PT>').description('withdraw a free part of your stake; collect it after 7 days')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await stakes()).removeStake(amount, options)),
  )
  asking(tasks.command('collect').description('move a withdrawn stake into your balance at the pool')).action((options: MoneyOptions) =>
    run(options, async () => (await stakes()).collectStake(options)),
  )
}
