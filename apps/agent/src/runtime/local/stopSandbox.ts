import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type StartedScript, signalGroup, signalProcess } from '../sandboxProcess.ts'
import { startTicksOf } from '../startTicksOf.ts'
import { leaseProcesses } from './leaseProcesses.ts'
import type { LocalSandbox } from './localSandbox.ts'
import type { SandboxOwner } from './sandboxOwner.ts'

const politeMs = 250
const mostRounds = 20

/**
 * Ends every process of a lease. Asks them to end (SIGHUP, SIGTERM), then a quarter of a second later kills those that remain, in up to 20 rounds. `scripts`
 * are the started scripts; they are needed on systems without /proc. Skips a script if another process now has its process id. Returns how many processes
 * remain.
 */
export async function stopSandbox(sandbox: LocalSandbox, scripts: readonly StartedScript[]): Promise<number> {
  const groups = await liveGroups(scripts)
  const first = await leaseProcesses(sandbox)
  for (const name of ['SIGHUP', 'SIGTERM', 'SIGCONT'] as const) {
    for (const pid of first) signalProcess(pid, name)
    for (const group of groups) signalGroup(group, name)
  }
  if (first.length > 0 || groups.length > 0) await wait(politeMs)
  for (const group of groups) signalGroup(group, 'SIGKILL')
  for (let round = 0; round < mostRounds; round += 1) {
    const left = await leaseProcesses(sandbox)
    if (left.length === 0) return 0
    if (sandbox.owner !== null) await killUser(sandbox.owner)
    for (const pid of left) signalProcess(pid, 'SIGKILL')
    await wait(25)
  }
  return (await leaseProcesses(sandbox)).length
}

/** Removes every file of a lease, its home folder first. Safe to repeat. Rejects if a file cannot be removed. */
export async function wipeSandbox(sandbox: LocalSandbox): Promise<void> {
  await rm(sandbox.home, { recursive: true, force: true, maxRetries: 5 })
  await rm(sandbox.directory, { recursive: true, force: true, maxRetries: 5 })
}

/** Kills all processes of a user in one system call, so that none of them can start another process in between. Never rejects. */
function killUser({ uid, gid }: SandboxOwner): Promise<void> {
  return new Promise((resolve) => {
    const killer = spawn('/bin/bash', ['-c', 'kill -KILL -1'], { uid, gid, stdio: 'ignore', cwd: '/', env: {} })
    killer.once('error', () => resolve())
    killer.once('exit', () => resolve())
  })
}

async function liveGroups(scripts: readonly StartedScript[]): Promise<number[]> {
  const ticks = await Promise.all(scripts.map((script) => startTicksOf(script.pid)))
  return scripts.filter((script, index) => script.startTicks === ticks[index]).map((script) => script.pid)
}
