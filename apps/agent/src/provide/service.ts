import { constants } from 'node:fs'
import { access, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readEnv } from '@infinitio/process'
import { refusal } from '@infinitio/sdk'
import { z } from 'zod'
import { isSystemdMachine, systemctl } from './systemctl.ts'

const template = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'deploy', 'systemd', 'infinitio-agent.service')

/** The name of the agent's systemd unit for `systemctl`. */
export const unitName = 'infinitio-agent.service'

const where = z.object({ INFINITIO_UNIT_DIR: z.string().startsWith('/').default('/etc/systemd/system') })

/**
 * Returns the path of the systemd unit file. By default, it is in the folder for units of the system's administrator; INFINITIO_UNIT_DIR sets another folder.
 */
const unitFile = (): string => path.join(readEnv(where).INFINITIO_UNIT_DIR, unitName)

/**
 * Checks that a unit of this data folder can be installed now, and changes nothing: the folder of units can be written, and systemd answers. Returns systemd's
 * version. Throws `node.service_refused`.
 */
export async function checkUnit({ dataDir, program }: { dataDir: string; program: string }): Promise<string> {
  await renderUnit({ node: process.execPath, program, dataDir })
  const version = await systemctl('show', '--property=Version', '--value')
  const hasUnit = (await readUnit()) !== null
  const place = hasUnit ? unitFile() : path.dirname(unitFile())
  await access(place, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw refusal('node.service_refused', { detail: `${place}: ${error.code}` })
  })
  return version.trim()
}

/**
 * Writes the unit for this data folder and starts it, now and at each boot. If a step fails, restores the earlier unit, or removes the new one, so that the plain
 * command still works. Throws `node.service_refused` with systemd's message.
 */
export async function installService({ dataDir, program }: { dataDir: string; program: string }): Promise<void> {
  const text = await renderUnit({ node: process.execPath, program, dataDir })
  const before = await readUnit()
  try {
    await writeUnit(text)
    await systemctl('daemon-reload')
    await systemctl('enable', unitName)
    // Starts the service or, if it already runs with other settings, starts it again.
    await systemctl('restart', unitName)
  } catch (error) {
    await undoInstall(before)
    throw error
  }
}

/** Undoes an installation that failed, as far as possible. The reason of the failure matters more than a fault here, so this function reports none. */
async function undoInstall(before: string | null): Promise<void> {
  const steps =
    before === null
      ? [() => systemctl('disable', '--now', unitName), () => rm(unitFile(), { force: true }), () => systemctl('daemon-reload')]
      : [() => writeUnit(before), () => systemctl('daemon-reload'), () => systemctl('restart', unitName)]
  for (const step of steps) await step().catch(() => {})
}

const readUnit = (): Promise<string | null> => readFile(unitFile(), 'utf8').catch(() => null)

async function writeUnit(text: string): Promise<void> {
  await writeFile(unitFile(), text, { mode: 0o644 }).catch((error: NodeJS.ErrnoException) => {
    throw refusal('node.service_refused', { detail: `${unitFile()}: ${error.code}` })
  })
}

/**
 * Returns true if systemd runs the agent of this data folder: the machine's unit file is for this folder, and the machine has systemd. A unit file that is left
 * on a machine without systemd does not count.
 */
export async function isService(dataDir: string): Promise<boolean> {
  const lines = ((await readUnit()) ?? '').split('\n')
  return lines.includes(settingsLine(dataDir)) && (await isSystemdMachine())
}

/** Stops the service and removes it. Throws `node.service_refused`. */
export async function removeService(): Promise<void> {
  await systemctl('disable', '--now', unitName)
  await rm(unitFile(), { force: true })
  await systemctl('daemon-reload')
}

function settingsLine(dataDir: string): string {
  return `Environment=${quotedWord(`AGENT_SETTINGS=${dataDir}`)}`
}

/**
 * Returns the systemd unit with which an agent runs by the settings in `dataDir`, from the template in `deploy/systemd`. Paths are absolute; `program` is the
 * agent's program.
 */
export async function renderUnit({ node, program, dataDir }: { node: string; program: string; dataDir: string }): Promise<string> {
  const words: Record<string, string> = {
    // systemd would replace a variable in a word of the command, so double each dollar sign.
    '@NODE@': quotedWord(node).replaceAll('$', '$$$$'),
    '@PROGRAM@': quotedWord(program).replaceAll('$', '$$$$'),
    '@SETTINGS@': quotedWord(`AGENT_SETTINGS=${dataDir}`),
  }
  return (await readFile(template, 'utf8')).replaceAll(/@[A-Z]+@/g, (name) => words[name] ?? name)
}

/**
 * Quotes a word for a unit file, so that systemd takes every character literally. Throws `node.service_refused` for a word with a line break, which a unit file
 * cannot have.
 */
export function quotedWord(word: string): string {
  if (/[\r\n\0]/.test(word)) throw refusal('node.service_refused', { detail: 'a path with a line break' })
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`
}
