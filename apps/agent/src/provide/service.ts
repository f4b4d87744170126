import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readEnv } from '@infinitio/process'
import { refusal } from '@infinitio/sdk'
import { z } from 'zod'
import { quotedWord, renderUnit } from './renderUnit.ts'

/** The unit's name, as `systemctl` takes it. */
export const unitName = 'infinitio-agent.service'

const withinMs = 60_000
const where = z.object({ INFINITIO_UNIT_DIR: z.string().startsWith('/').default('/etc/systemd/system') })

/** Where units of the machine's owner lie; INFINITIO_UNIT_DIR names another place. */
const unitFile = (): string => path.join(readEnv(where).INFINITIO_UNIT_DIR, unitName)

/** Writes the unit for this data folder and starts it, now and at each boot. Throws `node.service_refused` with systemd's words. */
export async function installService({ dataDir, program }: { dataDir: string; program: string }): Promise<void> {
  const text = await renderUnit({ node: process.execPath, program, dataDir })
  await writeFile(unitFile(), text, { mode: 0o644 }).catch((error: NodeJS.ErrnoException) => {
    throw refusal('node.service_refused', { detail: `${unitFile()}: ${error.code}` })
  })
  await systemctl('daemon-reload')
  await systemctl('enable', unitName)
  // Anew, too, when it ran already with other settings.
  await systemctl('restart', unitName)
}

/** Whether the agent of this data folder is a service. */
export async function isService(dataDir: string): Promise<boolean> {
  const text = await readFile(unitFile(), 'utf8').catch(() => '')
  return text.split('\n').some((line) => line === settingsLine(dataDir))
}

/** Starts the service anew; its leases go on. Throws `node.service_refused`. */
export const restartService = (): Promise<void> => systemctl('restart', unitName)

/** Stops the service and takes it away. Throws `node.service_refused`. */
export async function removeService(): Promise<void> {
  await systemctl('disable', '--now', unitName)
  await rm(unitFile(), { force: true })
  await systemctl('daemon-reload')
}

function settingsLine(dataDir: string): string {
  return `Environment=${quotedWord(`AGENT_SETTINGS=${dataDir}`)}`
}

function systemctl(...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile('systemctl', args, { timeout: withinMs }, (error, _stdout, stderr) => {
      if (error === null) resolve()
      else reject(refusal('node.service_refused', { detail: `systemctl ${args.join(' ')}: ${stderr.trim() || error.message}` }))
    })
  })
}
