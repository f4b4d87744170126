import { refusal } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { withFilters } from '../search/listingFilters.ts'
import { secretOption, secretsFileOption } from '../secrets/readSecrets.ts'
import { commandOption, imageOption, portOption, templateOption } from '../workload/workloadOf.ts'
import { rent, type RentOptions } from './rent.ts'

const examples = `
Examples:
  infinitio rent <node>                                    that machine, until you end the lease
  infinitio rent --gpu h100 --hours 4 --max 2.10 -- python train.py
                                                           the cheapest, for this command alone
  infinitio rent --gpu 4090 --upload data --copy-from out -- './prepare && ./train > out/log'
                                                           one word is a line for the shell there`

/** Adds `rent`: books a node, or the cheapest that fits, and runs a command on it. */
export function addRent(root: Command, { withCommon, run }: Program): void {
  const command = root
    .command('rent [node] [command...]')
    .description('book a node, or the cheapest that fits; run a command on it and end the lease')
  withFilters(withCommon(command).usage('[options] [node] [-- command...]'))
    .option('--gpus <count>', 'GPUs', '1')
    .option('--hours <hours>', 'hours; only seconds that are used are billed', '1')
    .option('--simulated', 'choose among simulated machines, too', false)
    .option('--upload <path>', 'a file or folder of yours to copy into the home there first; again for more', again)
    .option('--copy-from <path>', 'what to copy back when the command has ended, from the home there; again for more', again)
    .option('--copy-to <folder>', 'where to; the current folder when left out')
    .option('--keep', 'leave the lease when the command has ended', false)
    .option('--keep-on-failure', 'leave it when the command, the connection or the copying failed', false)
    .option('-i, --identity <file>', 'private key file; the one beside --ssh-key when left out')
    .option('--ssh-key <file>', 'public key file; the usual one of ~/.ssh when left out')
    .option('--script <file>', 'script that runs on the machine')
    .addOption(templateOption())
    .addOption(imageOption())
    .addOption(commandOption())
    .addOption(portOption())
    .addOption(secretOption())
    .addOption(secretsFileOption())
    .addOption(new Option('--name <name>', 'what to call the lease'))
    .option('--from-snapshot <id>', 'begin with the files of a snapshot')
    .option('--auto-extend-to <pt>', 'let it extend itself up to so many PT in all, the hours booked included')
    .option('--auto-extend-step <minutes>', 'by so many minutes at a time, 60 at most', '60')
    .option('--hold <id>', 'what infinitio holds make holds, on its terms')
    .option('--no-wait', 'return once the lease is on chain')
    .addHelpText('after', examples)
    .action((node: string | undefined, rest: string[], options: RentOptions) =>
      run(options, async () => {
        const operands = node === undefined ? rest : [node, ...rest]
        const { node: named, words } = wordsAfterDashes(process.argv.slice(2), operands)
        return rent(named, words, options)
      }),
    )
}

function again(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text]
}

/**
 * The node and the command of `rent [node] -- command`: the parser drops the `--`, so what stood behind it is counted in the words as they were typed. Throws
 * `api.invalid_field` for a command without it, which might be a node as well. Pure.
 */
export function wordsAfterDashes(typed: readonly string[], operands: readonly string[]): { node: string | undefined; words: string[] } {
  const at = typed.indexOf('--')
  const count = at === -1 ? 0 : typed.length - at - 1
  const [node, ...more] = operands.slice(0, operands.length - count)
  if (more.length > 0) throw refusal('api.invalid_field', { detail: `${more.join(' ')}: put -- before the command` })
  return { node, words: operands.slice(operands.length - count) }
}
