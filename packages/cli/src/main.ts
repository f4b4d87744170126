#!/usr/bin/env node
import { runAgentProgram } from './provide/runAgentProgram.ts'

const [command, ...words] = process.argv.slice(2)
// The rest of the command is not loaded for this one: it would take half of the second in which `provide status` answers.
if (command === 'provide') process.exitCode = await runAgentProgram(words)
else await (await import('./program.ts')).program().parseAsync()
