import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readPidFile, writePidFile } from '@infinitio/process/embedded'
import { checkout, type DataFolder } from './dataFolder.ts'
import { runTask } from './runTask.ts'
import { sourceHash } from './sourceHash.ts'

const sources = ['apps/web', 'packages/domain', 'packages/chain', 'packages/sdk', 'packages/matching', 'packages/process', 'pnpm-lock.yaml']
const buildsKept = 3

/**
 * Builds the pages for production, unless they were built from these same sources before, and returns the build's folder
 * relative to `apps/web` (what NEXT_DIST_DIR names). Each state of the sources has its own folder, so a running server never
 * loses the files it serves. Two starts of one checkout do not build twice. Throws with the end of the build's output.
 */
export async function buildPages(folder: DataFolder, signal: AbortSignal): Promise<string> {
  const hash = sourceHash({ root: checkout, paths: sources })
  const distDir = `.next/build-${hash.slice(0, 12)}`
  const built = join(checkout, 'apps/web', distDir)
  const done = join(built, 'infinitio-built')
  const pidFile = `${built}.pid`
  while (!existsSync(done) && readPidFile(pidFile) !== null) await delay(200, undefined, { signal })
  if (existsSync(done)) {
    utimesSync(done, new Date(), new Date())
    return distDir
  }
  console.log('Building the pages (once for each state of the sources) …')
  rmSync(built, { recursive: true, force: true })
  mkdirSync(built, { recursive: true })
  writePidFile(pidFile, process.pid)
  const next = createRequire(join(checkout, 'apps/web/package.json')).resolve('next/dist/bin/next')
  const env = { NODE_ENV: 'production', NEXT_DIST_DIR: distDir }
  try {
    await runTask(folder, { name: 'build', args: [next, 'build'], cwd: 'apps/web', env }, signal)
  } finally {
    rmSync(pidFile, { force: true })
  }
  writeFileSync(done, hash)
  forgetOldBuilds()
  return distDir
}

function forgetOldBuilds(): void {
  const parent = join(checkout, 'apps/web/.next')
  const builds = readdirSync(parent).filter((name) => /^build-[0-9a-f]{12}$/.test(name))
  const age = (name: string) => statSync(join(parent, name, 'infinitio-built'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  for (const name of builds.sort((a, b) => age(b) - age(a)).slice(buildsKept)) rmSync(join(parent, name), { recursive: true, force: true })
}
