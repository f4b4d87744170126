import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { addFleetFile } from './fleet/addFleetFile.ts'
import { addMaintenance } from './maintenance/addMaintenance.ts'
import { runAgentProgram } from './runAgentProgram.ts'

/**
 * Adds `provide`, which rents this machine out. Passes all its words to the agent's program, including `--help`. Only `provide fleet` and `provide
 * maintenance` run here, because they are about many machines and need no agent.
 */
export function addProvide(root: Command, program: Program): void {
  const provide = root
    .command('provide [words...]')
    .description('rent this machine out; status, pause, resume, drain, update, remove; fleet and maintenance for many machines')
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .action(async (words: string[]) => {
      process.exitCode = await runAgentProgram(words)
    })
  addFleetFile(provide, program)
  addMaintenance(provide, program)
}
