import { spawn } from 'node:child_process'
import { chown, open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { StartedScript } from '../sandboxProcess.ts'
import { startTicksOf } from '../startTicksOf.ts'
import { withClosedDescriptors } from './closedDescriptors.ts'
import type { LocalSandbox } from './localSandbox.ts'

const runAndReport = 'bash "$1"; code=$?; echo "[infinitio] the start script ended with code $code"; exit $code'

/**
 * Starts the workload's script in the sandbox, with its output in the lease's log. The script is detached, so that it survives the agent. The caller stores
 * before and after this call that the script started, and never starts it twice. Rejects when the script cannot start.
 */
export async function runStartScript(sandbox: LocalSandbox, script: string): Promise<StartedScript> {
  // Store the script's file outside of the home folder. Inside, the renter could have made a link in its place, and the agent would follow the link.
  const file = path.join(sandbox.directory, 'start-script.sh')
  await writeFile(file, script.endsWith('\n') ? script : `${script}\n`, { mode: 0o500 })
  if (sandbox.owner !== null) await chown(file, sandbox.owner.uid, sandbox.owner.gid)
  const log = await open(sandbox.logFile, 'a', 0o600)
  try {
    const command = withClosedDescriptors(['/bin/bash', '-c', runAndReport, 'start-script', file])
    const child = spawn(command.file, command.args, {
      cwd: sandbox.home,
      env: sandbox.environment,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...(sandbox.owner ?? {}),
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    child.unref()
    const pid = child.pid ?? 0
    return { pid, startTicks: await startTicksOf(pid) }
  } finally {
    await log.close()
  }
}
