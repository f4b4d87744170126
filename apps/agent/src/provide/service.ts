import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readEnv } from '@infinitio/process'
import { refusal } from '@infinitio/sdk'
import { z } from 'zod'

const template = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'deploy', 'systemd', 'infinitio-agent.service')

/** The name of the agent's systemd unit for `systemctl`. */
export const unitName = 'infinitio-agent.service'

const withinMs = 60_000
const where = z.object({ INFINITIO_UNIT_DIR: z.string().startsWith('/').default('/etc/systemd/system') })

/**
 * Returns the path of the systemd unit file. By default, it is in the folder for units of the system's administrator; INFINITIO_UNIT_DIR sets another folder.
 */
const unitFile = (): string => path.join(readEnv(where).INFINITIO_UNIT_DIR, unitName)

/** Writes the unit for this data folder and starts it, now and at each boot. Throws `node.service_refused` with systemd's message. */
export async function installService({ dataDir, program }: { dataDir: string; program: string }): Promise<void> {
  const text = await renderUnit({ node: process.execPath, program, dataDir })
  await writeFile(unitFile(), text, { mode: 0o644 }).catch((error: NodeJS.ErrnoException) => {
    throw refusal('node.service_refused', { detail: `${unitFile()}: ${error.code}` })
  })
  await systemctl('daemon-reload')
  await systemctl('enable', unitName)
  // Starts the service or, if it already runs with other settings, starts it again.
  await systemctl('restart', unitName)
}

/** Returns true if this machine's unit file of the agent is for this data folder. */
export async function isService(dataDir: string): Promise<boolean> {
  const text = await readFile(unitFile(), 'utf8').catch(() => '')
  return text.split('\n').some((line) => line === settingsLine(dataDir))
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

function systemctl(...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile('systemctl', args, { timeout: withinMs }, (error, _stdout, stderr) => {
      if (error === null) resolve()
      else reject(refusal('node.service_refused', { detail: `systemctl ${args.join(' ')}: ${stderr.trim() || error.message}` }))
    })
  })
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
