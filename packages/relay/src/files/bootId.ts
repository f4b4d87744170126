import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Returns a text that changes each time that this machine starts, or null if this system has none. A log that another start of the machine wrote may lack its
 * last lines; after the end of a process, it has all of them.
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
