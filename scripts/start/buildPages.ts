import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { claimPidFile } from '@infinitio/process/embedded'
import { checkout, type DataFolder } from './dataFolder.ts'
import { roomsBehind } from '../sources/roomsBehind.ts'
import { runTask } from './runTask.ts'
import { sourceHash } from '../sources/sourceHash.ts'

const buildsKept = 3

/**
 * Builds the pages for production, unless a build of the same sources exists. Returns the build's folder relative to `apps/web` (the value of NEXT_DIST_DIR).
 * Each version of the sources has its own folder, so a running server never loses the files that it serves. If two processes start from one checkout, only one
 * builds. Throws an error with the end of the build's output.
 */
export async function buildPages(folder: Pick<DataFolder, 'logs'>, signal: AbortSignal): Promise<string> {
  const hash = sourceHash({ root: checkout, paths: [...roomsBehind({ root: checkout, rooms: ['apps/web'] }), 'pnpm-lock.yaml'] })
  const distDir = `.next/build-${hash.slice(0, 12)}`
  const built = join(checkout, 'apps/web', distDir)
  const done = join(built, 'infinitio-built')
  const pidFile = `${built}.pid`
  mkdirSync(dirname(built), { recursive: true })
  let isOurs = false
  while (!existsSync(done) && !isOurs) {
    isOurs = claimPidFile(pidFile)
    if (!isOurs) await delay(200, undefined, { signal })
  }
  try {
    // Another process may have finished the build while this one waited for the lock.
    if (existsSync(done)) utimesSync(done, new Date(), new Date())
    else {
      await build(folder, { built, distDir }, signal)
      writeFileSync(done, hash)
      forgetOldBuilds()
    }
  } finally {
    if (isOurs) rmSync(pidFile, { force: true })
  }
  return distDir
}

async function build(folder: Pick<DataFolder, 'logs'>, { built, distDir }: { built: string; distDir: string }, signal: AbortSignal): Promise<void> {
  console.log('Building the pages (once for each state of the sources) …')
  rmSync(built, { recursive: true, force: true })
  mkdirSync(built, { recursive: true })
  const next = createRequire(join(checkout, 'apps/web/package.json')).resolve('next/dist/bin/next')
  await runTask(folder, { name: 'build', args: [next, 'build'], cwd: 'apps/web', env: { NODE_ENV: 'production', NEXT_DIST_DIR: distDir } }, signal)
}

function forgetOldBuilds(): void {
  const parent = join(checkout, 'apps/web/.next')
  const builds = readdirSync(parent).filter((name) => /^build-[0-9a-f]{12}$/.test(name))
  const age = (name: string) => statSync(join(parent, name, 'infinitio-built'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  for (const name of builds.sort((a, b) => age(b) - age(a)).slice(buildsKept)) rmSync(join(parent, name), { recursive: true, force: true })
}
