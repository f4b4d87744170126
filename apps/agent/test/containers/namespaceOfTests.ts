import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { isAlive } from './isAlive.ts'

const folder = '/run/netns'
const prefix = 'infinitio-test-'

let made = 0

/** A network namespace of one test: its name, and the file through which others enter it. */
export type TestNamespace = { name: string; file: string; remove(): void }

/** Makes a network namespace that contains only loopback. */
export function makeNamespace(): TestNamespace {
  made += 1
  const name = `${prefix}${process.pid}-${made}`
  execFileSync('ip', ['netns', 'add', name])
  execFileSync('ip', ['-n', name, 'link', 'set', 'lo', 'up'])
  return { name, file: `${folder}/${name}`, remove: () => void execFileSync('ip', ['netns', 'delete', name]) }
}

/** Removes the namespaces of killed test runs. */
export function clearAwayDeadNamespaces(): void {
  for (const name of namespaces()) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1])
    if (!Number.isSafeInteger(pid) || isAlive(pid)) continue
    try {
      execFileSync('ip', ['netns', 'delete', name])
    } catch (error) {
      // Another worker's test file may have removed the namespace at the same moment, so ignore the error if the namespace no longer exists.
      if (namespaces().includes(name)) throw error
    }
  }
}

/** Returns the names of all network namespaces of this machine. */
export function namespaces(): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
