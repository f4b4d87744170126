import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, type DataFolder } from './dataFolder.ts'
import { inheritedEnv } from './superviseService.ts'

/** A task at the start of the market, such as a migration. It runs to its end in a separate process, and the end of that process frees its memory. */
export type Task = { name: string; args: string[]; cwd: string; env: Record<string, string> }

/**
 * Runs a task with this Node and resolves once it has succeeded. Its output goes to `logs/<name>.log`. If it fails, throws with the end of that log.
 * `signal` ends the task.
 */
export async function runTask(folder: Pick<DataFolder, 'logs'>, { name, args, cwd, env }: Task, signal: AbortSignal): Promise<void> {
  const logFile = join(folder.logs, `${name}.log`)
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(process.execPath, args, {
    cwd: join(checkout, cwd),
    env: { ...inheritedEnv(), ...env },
    stdio: ['ignore', log, log],
    signal,
    killSignal: 'SIGKILL',
  })
  closeSync(log)
  const end = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, killedBy) => resolve(code === 0 ? '' : `${killedBy ?? `code ${code}`}`))
  })
  if (signal.aborted) throw new Error(`${name} was stopped`)
  if (end !== '') throw new Error(`${name} failed (${end}):\n${readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-25).join('\n')}`)
}
