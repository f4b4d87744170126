import { execFile } from 'node:child_process'
import { refusal } from '@infinitio/sdk'

const withinMs = 60_000

/** Runs `systemctl` and returns its output. Throws `node.service_refused` with systemd's message. */
export function systemctl(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('systemctl', args, { timeout: withinMs }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(refusal('node.service_refused', { detail: `systemctl ${args.join(' ')}: ${stderr.trim() || error.message}` }))
    })
  })
}

/**
 * Returns true if systemd manages this machine. Returns false without `systemctl`, and if another program is the init system, as in many containers. A unit file
 * on such a machine has no effect. If systemd runs but does not answer now, returns true.
 */
export function isSystemdMachine(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('systemctl', ['is-system-running'], { timeout: withinMs }, (error, stdout) => {
      resolve((error as NodeJS.ErrnoException | null)?.code !== 'ENOENT' && stdout.trim() !== 'offline')
    })
  })
}
