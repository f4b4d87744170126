#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { runAgentProgram } from './provide/runAgentProgram.ts'
import { endWithReader } from './terminal/endWithReader.ts'

keepCompiledCode()
endWithReader()
const [command, ...words] = process.argv.slice(2)
// The rest of the command is not loaded for this one: it would take half of the second in which `provide status` answers.
if (command === 'provide') process.exitCode = await runAgentProgram(words)
else await (await import('./program.ts')).runProgram()

/**
 * Makes Node compile our thousand files once, and not for each command. The folder is below the home, because a folder that others may write to could hold
 * their code. Without a home, Node compiles each time.
 */
function keepCompiledCode(): void {
  let home: string
  try {
    home = homedir()
  } catch {
    return
  }
  enableCompileCache(join(home, '.infinitio', 'compiled'))
}
