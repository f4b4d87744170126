import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolsFolder } from '../../scripts/deploy/toolsFolder.ts'

/** The pinned source of gVisor's runsc. Go verifies it with its public checksum log. */
const source = 'gvisor.dev/gvisor/runsc@v0.0.0-20260905035102-160fafc42237'

/**
 * Returns the path of gVisor's `runsc`, or the reason why it is unavailable. Uses this machine's own program, or builds one with Go from the public sources.
 * The build takes some minutes, happens only in `npm run test:long`, and is stored in a cache. Debian's version is too old: on Linux 6.18 it treats every
 * network as the machine's own, so it cannot start a lease with a network.
 */
export function installRunsc(): { runsc: string } | { missing: string } {
  const place = findRunsc()
  return 'missing' in place ? place : { runsc: forPodman(place.runsc) }
}

/**
 * Returns the path of a script that starts `runsc` without the option `--tty`. Podman starts terminals with that option, which runsc does not know. The process
 * description contains the same setting anyway.
 */
function forPodman(runsc: string): string {
  const folder = toolsFolder('runsc-podman')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'runsc')
  const script = `#!/bin/sh\nfor word; do\n  shift\n  [ "$word" = --tty ] || set -- "$@" "$word"\ndone\nexec ${runsc} "$@"\n`
  writeFileSync(`${file}.${process.pid}`, script, { mode: 0o755 })
  renameSync(`${file}.${process.pid}`, file)
  return file
}

function findRunsc(): { runsc: string } | { missing: string } {
  const own = ['/usr/local/bin/runsc', '/usr/bin/runsc'].find((file) => existsSync(file))
  if (own !== undefined) return { runsc: own }
  const folder = toolsFolder('runsc-20260905')
  const built = join(folder, 'runsc')
  if (existsSync(built)) return { runsc: built }
  if (process.env.TEST_LONG !== '1') return { missing: 'npm run test:long builds runsc' }
  if (spawnSync('go', ['version']).status !== 0) return { missing: 'it takes runsc, or Go to build it' }
  const place = `${folder}.${process.pid}`
  mkdirSync(place, { recursive: true })
  const env = { ...process.env, GOBIN: place, GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0' }
  const done = spawnSync('go', ['install', source], { cwd: place, env, timeout: 900_000 }).status === 0
  mkdirSync(folder, { recursive: true })
  // If several processes build at the same time, all move the same program to this path, so it does not matter which one is last.
  if (done) renameSync(join(place, 'runsc'), built)
  rmSync(place, { recursive: true, force: true })
  return done ? { runsc: built } : { missing: 'Go does not build runsc here' }
}
