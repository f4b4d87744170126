import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rayVersion } from '@infinitio/sdk'
import { toolsFolder } from '../../../../scripts/deploy/toolsFolder.ts'

/** The path of the `ray` command, or the reason why this machine does not have it. */
export type RayPlace = { readonly ray: string } | { readonly missing: string }

/** Installs Ray from PyPI into a virtual environment in the user's cache, once. */
export function installRay(): RayPlace {
  const folder = toolsFolder(`ray-${rayVersion}`)
  const ray = path.join(folder, 'bin/ray')
  if (existsSync(path.join(folder, 'installed'))) return { ray }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.dirname(folder), { recursive: true })
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', folder]],
    [path.join(folder, 'bin/pip'), ['install', '--quiet', `ray[default]==${rayVersion}`]],
  ]
  for (const [program, args] of steps) {
    const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] })
    if (status !== 0) return { missing: `Ray cannot be installed: ${error?.message ?? stderr.slice(-200)}` }
  }
  writeFileSync(path.join(folder, 'installed.new'), '')
  renameSync(path.join(folder, 'installed.new'), path.join(folder, 'installed'))
  return { ray }
}
