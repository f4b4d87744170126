import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { calendar, type CalendarOptions } from './calendar.ts'
import { earnings, type EarningsOptions } from './earnings.ts'
import { type DemandOptions, showDemand } from './showDemand.ts'

/** Adds `earnings`, `calendar` and `demand`: what the nodes of a wallet earned, their hours, and why they were rented or not. */
export function addFleet(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('earnings').description('what closed leases on your nodes came to'))
    .addOption(new Option('--by <period>', 'sums of').choices(['day', 'week', 'month']).default('month'))
    .option('--month <month>', 'each lease of a month such as 2026-11, to the unit')
    .action((options: EarningsOptions) => run(options, () => earnings(options)))
  withCommon(root.command('calendar').description('what becomes of the hours of your nodes in the days to come'))
    .option('--days <count>', 'days, at most 28', '14')
    .action((options: CalendarOptions) => run(options, () => calendar(options)))
  withCommon(root.command('demand <node>').description('why a node of yours was rented or not: what its ask met, by a replay'))
    .option('--days <count>', 'of the last days, at most 7', '7')
    .action((node: string, options: DemandOptions) => run(options, () => showDemand(node, options)))
}
