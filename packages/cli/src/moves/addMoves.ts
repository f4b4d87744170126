import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { move, type MoveOptions } from './move.ts'

/** Adds `move`: a lease goes on on another machine. */
export function addMoves(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('move <lease>').description('move what a lease runs to another machine: same files, keys, ports and names'))
    .option('--node <id>', 'to this one; the cheapest of its class at its price or less when left out')
    .option('--max-price <pt>', 'at most so many PT per GPU-hour')
    .option('--from-snapshot <id>', 'from a snapshot, when the machine is lost')
    .option('--list', 'only list the machines it can move to, best first', false)
    .option('--status', 'only say how far the last move is', false)
    .option('--cancel', 'cancel it, until names go over, and end the new lease', false)
    .option('--no-wait', 'return once it is under way')
    .option('--yes', 'do not ask', false)
    .action((lease: string, options: MoveOptions) => run(options, () => move(lease, options)))
}
