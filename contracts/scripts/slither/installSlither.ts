import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const slitherVersion = '0.11.6'

/** The path of Slither, or why it cannot be installed on this machine. */
export type SlitherPlace = { readonly slither: string } | { readonly missing: string }

/** Installs Slither from PyPI into a virtual environment of the user's cache folder, once. Installs nothing else on the machine. */
export function installSlither(): SlitherPlace {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const folder = join(cache, 'infinitio', `slither-${slitherVersion}`)
  const slither = join(folder, 'bin', 'slither')
  if (existsSync(join(folder, 'installed'))) return { slither }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const python = spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' })
  if (python.status !== 0) return { missing: 'Python 3 with venv is not installed' }
  const pip = spawnSync(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `slither-analyzer==${slitherVersion}`], {
    encoding: 'utf8',
    timeout: 300_000,
  })
  if (pip.status !== 0) return { missing: 'PyPI does not answer' }
  mkdirSync(join(folder, 'installed'))
  return { slither }
}
