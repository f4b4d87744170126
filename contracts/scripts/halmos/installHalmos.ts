import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const requirements = join(import.meta.dirname, 'requirements.txt')
const installWithinMs = 300_000

/** The paths of Halmos and of its Python, or why they cannot be installed on this machine. */
export type HalmosPlace = { readonly halmos: string; readonly python: string } | { readonly missing: string }

/**
 * Installs Halmos and its solvers from PyPI in a virtual environment of the user's cache folder, once. `requirements.txt` pins each package and its
 * hashes. Installs nothing else on the machine.
 */
export function installHalmos(): HalmosPlace {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const pins = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const folder = join(cache, 'infinitio', `halmos-${pins}`)
  const place = { halmos: join(folder, 'bin', 'halmos'), python: join(folder, 'bin', 'python3') }
  if (existsSync(join(folder, 'installed'))) return place
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const python = spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' })
  if (python.status !== 0) return { missing: 'Python 3 with venv is not installed' }
  const options = ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '--requirement', requirements]
  const pip = spawnSync(join(folder, 'bin', 'pip'), options, { encoding: 'utf8', timeout: installWithinMs })
  if (pip.status !== 0) return { missing: `pip could not install it: ${pip.stderr.trim().split('\n').at(-1) ?? 'no answer in time'}` }
  mkdirSync(join(folder, 'installed'))
  return place
}
