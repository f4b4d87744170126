import type { Command } from 'commander'
import { runAgentProgram } from './runAgentProgram.ts'

/** Adds `provide`: rent this machine out. All its words go to the agent's own program, `--help` among them. */
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
