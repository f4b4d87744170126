import type { Command } from 'commander'
import { runAgentProgram } from './runAgentProgram.ts'

/** Adds `provide`, which rents this machine out. Passes all its words to the agent's program, including `--help`. */
export function addProvide(root: Command): void {
  root
    .command('provide [words...]')
    .description('rent this machine out; status, pause, resume, drain, update, remove')
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .action(async (words: string[]) => {
      process.exitCode = await runAgentProgram(words)
    })
}
