import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { refusal } from '@infinitio/sdk'

const template = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'deploy', 'systemd', 'infinitio-agent.service')

/** The systemd unit of an agent that serves the settings of `dataDir`, from `deploy/systemd`. Paths are absolute; `program` is the agent's. */
export async function renderUnit({ node, program, dataDir }: { node: string; program: string; dataDir: string }): Promise<string> {
  const words: Record<string, string> = {
    // What a command starts with and takes, systemd expands once more: a dollar is doubled.
    '@NODE@': quotedWord(node).replaceAll('$', '$$$$'),
    '@PROGRAM@': quotedWord(program).replaceAll('$', '$$$$'),
    '@SETTINGS@': quotedWord(`AGENT_SETTINGS=${dataDir}`),
  }
  return (await readFile(template, 'utf8')).replaceAll(/@[A-Z]+@/g, (name) => words[name] ?? name)
}

/** A word of a unit file: quoted, its own signs taken as they are. Throws `node.service_refused` for one with a line break, which no unit can hold. */
export function quotedWord(word: string): string {
  if (/[\r\n\0]/.test(word)) throw refusal('node.service_refused', { detail: 'a path with a line break' })
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`
}
