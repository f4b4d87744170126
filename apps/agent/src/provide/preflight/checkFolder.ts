import { randomBytes } from 'node:crypto'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Check, missing, passed, skipped } from './check.ts'
import { shellWord } from './shellWord.ts'

const gib = 1024 ** 3

/** Whether the agent can keep its keys here (the folder is made), and has so much free disk. */
export async function checkFolder({ dataDir, neededGib }: { dataDir: string; neededGib: number }): Promise<Check[]> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o711 })
    const trial = path.join(dataDir, `.trial-${randomBytes(6).toString('hex')}`)
    await writeFile(trial, '', { flag: 'wx', mode: 0o600 })
    await rm(trial)
  } catch (error) {
    const { code: why } = error as NodeJS.ErrnoException
    const fix = `mkdir -p ${shellWord(dataDir)} && chown "$(id -u)" ${shellWord(dataDir)}`
    const detail = `${dataDir}: ${why}`
    return [missing('data folder', { code: 'node.data_folder_unusable', detail, fix }), skipped('free disk', 'looked at when the folder is there')]
  }
  return [passed('data folder', dataDir), await checkDisk({ dataDir, neededGib })]
}

async function checkDisk({ dataDir, neededGib }: { dataDir: string; neededGib: number }): Promise<Check> {
  const { bavail, bsize } = await statfs(dataDir)
  const freeGib = (bavail * bsize) / gib
  const detail = `${freeGib.toFixed(1)} GiB free, ${neededGib} needed`
  if (freeGib >= neededGib) return passed('free disk', detail)
  return missing('free disk', { code: 'node.disk_low', detail, fix: `infinitio provide --data <a folder on a larger disk than ${dataDir}>` })
}
