import { existsSync } from 'node:fs'
import path from 'node:path'
import type { PipedProcess } from '../sandboxProcess.ts'
import type { LocalSandbox } from './localSandbox.ts'
import { pipedProcess } from './pipedProcess.ts'
import { spawnCommand } from './spawnCommand.ts'
import { spawnHelper } from './spawnHelper.ts'

const ourServer = path.join(import.meta.dirname, '../../ssh/sftp/main.ts')

/**
 * An sftp server for a lease, on standard input and output, as the lease's own user (ADR 42): OpenSSH's where this machine has it, else
 * ours. `servers` are the places to look at for OpenSSH's.
 */
export function openLocalSftp(sandbox: LocalSandbox, servers: readonly string[]): PipedProcess {
  const server = servers.find((file) => existsSync(file))
  if (server !== undefined) return spawnCommand({ sandbox, command: `exec '${server}'`, environment: {} })
  return pipedProcess(spawnHelper({ sandbox, program: ourServer, stdio: ['pipe', 'pipe', 'pipe'] }))
}
