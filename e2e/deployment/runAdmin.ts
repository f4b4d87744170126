import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { TestDeployment } from './startTestDeployment.ts'

const checkout = resolve(import.meta.dirname, '..', '..')

/**
 * Runs a command of the operator on a deployment, as `npm run admin` does. The deployment may be running or stopped. Throws with the output of the command if
 * the command failed.
 */
export function runAdmin({ dataDir }: Pick<TestDeployment, 'dataDir'>, ...words: string[]): Promise<Record<string, unknown>> {
  const env = { ...process.env, INFINITIO_DATA: dataDir }
  return new Promise((done, fail) => {
    const args = [join(checkout, 'scripts/admin.ts'), ...words, '--json', '--reason', 'a drill', '--who', 'e2e']
    execFile(join(checkout, 'node_modules/.bin/node'), args, { cwd: checkout, env, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error !== null) fail(new Error(`admin ${words.join(' ')}: ${error.message}\n${stdout}\n${stderr}`))
      else done(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>)
    })
  })
}
