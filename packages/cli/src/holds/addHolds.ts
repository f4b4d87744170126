import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { makeHold, type MakeHoldOptions, releaseHold, showHold } from './holds.ts'

/** Adds `holds`: a machine at its price for five minutes, to book or to give back. */
export function addHolds(root: Command, { withCommon, run }: Program): void {
  const holds = root.command('holds').alias('hold').description('hold a machine at its price for five minutes')
  withCommon(holds.command('make <node>').description('hold it; infinitio rent --hold books it'))
    .option('--gpus <count>', 'GPUs', '1')
    .option('--hours <hours>', 'hours', '1')
    .option('--funded', 'keep its GPUs from others, too: sets an hour of the price aside until the hold is over', false)
    .action((node: string, options: MakeHoldOptions) => run(options, () => makeHold(node, options)))
  withCommon(holds.command('show <hold>').description('what it holds, and for how long')).action((hold: string, options: CommonOptions) =>
    run(options, () => showHold(hold, options)),
  )
  withCommon(holds.command('release <hold>').description('give it back')).action((hold: string, options: CommonOptions) =>
    run(options, () => releaseHold(hold, options)),
  )
}
