import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { toolsFolder } from '../../../../scripts/deploy/toolsFolder.ts'

/** The path of a Python that can import a package, or the reason why this machine does not have it. */
export type PythonPlace = { readonly python: string } | { readonly missing: string }

/** Installs a version of a package from PyPI into a virtual environment in the user's cache, once. */
export function installFromPypi(name: string, version: string): PythonPlace {
  const folder = toolsFolder(`${name}-${version}`)
  const python = path.join(folder, 'bin/python')
  if (existsSync(path.join(folder, 'installed'))) return { python }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.dirname(folder), { recursive: true })
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', folder]],
    [path.join(folder, 'bin/pip'), ['install', '--quiet', `${name}==${version}`]],
  ]
  for (const [program, args] of steps) {
    const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] })
    if (status !== 0) return { missing: `the package ${name} cannot be installed: ${error?.message ?? stderr.slice(-200)}` }
  }
  writeFileSync(path.join(folder, 'installed.new'), '')
  renameSync(path.join(folder, 'installed.new'), path.join(folder, 'installed'))
  return { python }
}
