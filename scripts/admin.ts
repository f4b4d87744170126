// `npm run admin -- COMMAND`: runs a command of the operator. It acts on the market in the folder INFINITIO_DATA, which may be running or stopped. With
// ADMIN_DATABASE_URL and the related settings, it acts on another market (docs/guides/operator.md).
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { openDeployment } from './admin/openDeployment.ts'
import { checkout } from './start/dataFolder.ts'
import { refreshTemplates } from './templates/refreshTemplates.ts'

const words = process.argv.slice(2)
const asksForHelp = words.length === 0 || words.includes('--help')
const isElsewhere = process.env.ADMIN_DATABASE_URL !== undefined
try {
  // The command `templates` only writes a file of this checkout, so it needs no running market.
  if (words[0] === 'templates') process.exit(await refreshTemplates(words.slice(1)))
  const deployment = asksForHelp || isElsewhere ? { settings: {}, close: async () => {} } : await openDeployment({ mustRest: words[0] === 'restore' })
  process.exitCode = await runProgram({ ...process.env, ...deployment.settings }).finally(() => deployment.close())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function runProgram(env: NodeJS.ProcessEnv): Promise<number> {
  const program = join(checkout, 'apps/engine/src/admin/main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], { env, stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
