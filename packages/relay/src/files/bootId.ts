import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Returns a text that changes each time that this machine starts, or null on a system without such a text. It shows whether the machine stopped since a log was
 * written. If it did, the last lines of the log may be missing. If only a process ended, the log has all lines.
 */
export function bootId(): string | null {
  try {
    if (process.platform === 'darwin') return execFileSync('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'utf8' }).trim() || null
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() || null
  } catch {
    // Only Linux and macOS have such a text.
    return null
  }
}
