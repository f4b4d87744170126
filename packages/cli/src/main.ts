#!/usr/bin/env node
import { keepCompiledCode } from './keepCompiledCode.ts'
import { runAgentProgram } from './provide/runAgentProgram.ts'

keepCompiledCode()
const [command, ...words] = process.argv.slice(2)
// The rest of the command is not loaded for this one: it would take half of the second in which `provide status` answers.
if (command === 'provide') process.exitCode = await runAgentProgram(words)
else await (await import('./program.ts')).program().parseAsync()
