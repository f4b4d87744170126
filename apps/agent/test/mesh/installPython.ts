import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { toolsFolder } from '../../../../scripts/deploy/toolsFolder.ts'

/** The folder with the programs of a virtual environment of Python, or the reason why this machine does not have it. */
export type PythonPlace = { readonly bin: string } | { readonly missing: string }

/**
 * Installs a package of Python into a virtual environment in the user's cache, once. `pip` has the words after `pip install`; with several entries, the first one
 * that succeeds counts.
 */
export function installPython({ name, pip }: { readonly name: string; readonly pip: readonly (readonly string[])[] }): PythonPlace {
  const folder = toolsFolder(name)
  const bin = path.join(folder, 'bin')
  if (existsSync(path.join(folder, 'installed'))) return { bin }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.dirname(folder), { recursive: true })
  let fault = run('python3', ['-m', 'venv', folder])
  if (fault === null) {
    for (const words of pip) {
      fault = run(path.join(bin, 'pip'), ['install', '--quiet', ...words])
      if (fault === null) break
    }
  }
  if (fault !== null) return { missing: `${name} cannot be installed: ${fault}` }
  writeFileSync(path.join(folder, 'installed.new'), '')
  renameSync(path.join(folder, 'installed.new'), path.join(folder, 'installed'))
  return { bin }
}

/** Returns the reason why a program failed, or null. */
function run(program: string, words: readonly string[]): string | null {
  const { status, error, stderr } = spawnSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] })
  return status === 0 ? null : (error?.message ?? stderr.slice(-200))
}
