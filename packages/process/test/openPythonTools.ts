import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** The folder of programs from PyPI, or the reason why they are missing. */
export type PythonTools = { readonly bin: string } | { readonly missing: string }

const installsWithinMs = 240_000

/**
 * Opens a virtual environment with the exact packages of `requirementsFile`, installed from PyPI with the machine's pip settings. It is created once for each
 * content of that file, in the user's cache. Does not throw if the installation fails.
 */
export function openPythonTools({ name, requirementsFile }: { name: string; requirementsFile: string }): PythonTools {
  const hash = createHash('sha256').update(readFileSync(requirementsFile)).digest('hex').slice(0, 12)
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'infinitio')
  const place = join(cache, `python-${name}-${hash}`)
  if (existsSync(join(place, 'ready'))) return { bin: join(place, 'bin') }
  try {
    mkdirSync(cache, { recursive: true })
    // Programs in a virtual environment contain its path, so it is created at its final place and
    // marked as ready last.
    const lock = mkdtempSync(`${place}-`)
    rmSync(place, { recursive: true, force: true })
    run('python3', ['-m', 'venv', place])
    run(join(place, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', '-r', requirementsFile])
    renameSync(lock, join(place, 'ready'))
    return { bin: join(place, 'bin') }
  } catch (error) {
    return { missing: `no ${name} from PyPI: ${error instanceof Error ? error.message.slice(-200) : String(error)}` }
  }
}

function run(file: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], timeout: installsWithinMs })
  if (status !== 0) throw new Error(`${file.slice(dirname(file).length)} ended with ${status}: ${error?.message ?? stderr}`)
}
