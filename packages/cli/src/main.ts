#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { runAgentProgram } from './provide/runAgentProgram.ts'

// A thousand files are compiled once and not for each command. Below the home, since a folder that others may write to could hold code of theirs.
if (process.env.HOME) enableCompileCache(join(process.env.HOME, '.infinitio', 'compiled'))

const [command, ...words] = process.argv.slice(2)
// The rest of the command is not loaded for this one: it would take half of the second in which `provide status` answers.
if (command === 'provide') process.exitCode = await runAgentProgram(words)
else await (await import('./program.ts')).program().parseAsync()
