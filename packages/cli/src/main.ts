#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isForAgent } from './provide/isForAgent.ts'
import { runAgentProgram } from './provide/runAgentProgram.ts'
import { endWithReader } from './terminal/endWithReader.ts'

keepCompiledCode()
endWithReader()
const words = process.argv.slice(2)
// For the agent, do not load the other commands, because `provide status` must answer within one second.
if (isForAgent(words)) process.exitCode = await runAgentProgram(words.slice(1))
else await (await import('./program.ts')).runProgram()

/**
 * Caches compiled code, so that Node does not compile all files again for each command. The cache is in the user's home folder, because in a shared folder
 * other users could put code into it. Without a home folder there is no cache.
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
