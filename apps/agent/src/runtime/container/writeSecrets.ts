import type Docker from 'dockerode'
import { pipedInContainer } from './pipedInContainer.ts'
import { secretsFile } from './secretsFile.ts'

const takeIn = `umask 077; cat >${secretsFile}.new && mv ${secretsFile}.new ${secretsFile}`

/**
 * Writes secrets into a running container through the standard input of a process. The engine records the arguments and variables of commands, so the secrets
 * must not be there. Rejects if writing fails.
 */
export async function writeSecrets(container: Docker.Container, values: Readonly<Record<string, string>>): Promise<void> {
  const writing = await pipedInContainer(container, { command: takeIn, environment: {} })
  writing.stdout.resume()
  writing.stderr.resume()
  writing.stdin.end(exportLines(values))
  const exit = await writing.exited
  if (exit.code !== 0) throw new Error(`secrets could not be written into the container: ${JSON.stringify(exit)}`)
}

function exportLines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join('')
}
