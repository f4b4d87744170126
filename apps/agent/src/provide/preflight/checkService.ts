import path from 'node:path'
import { InfinitioError } from '@infinitio/sdk'
import { checkUnit } from '../service.ts'
import { agentProgram } from '../superviseAgent.ts'
import { isSystemdMachine } from '../systemctl.ts'
import { type Check, missing, passed } from './check.ts'
import { shellWord } from './shellWord.ts'

const program = path.resolve(import.meta.dirname, '..', '..', 'provide.ts')

/**
 * Checks that the agent of this data folder can be installed as a service of systemd. The check comes before the pairing. Otherwise, a wallet could sign for a
 * machine although its agent cannot start.
 */
export async function checkService(dataDir: string): Promise<Check[]> {
  const name = 'service'
  if (!(await isSystemdMachine())) {
    const fix = 'run the same command without --service, under your own process supervisor'
    return [missing(name, { code: 'node.service_refused', detail: 'this machine has no systemd', fix })]
  }
  try {
    return [passed(name, `systemd ${await checkUnit({ dataDir, program: agentProgram })}`)]
  } catch (error) {
    if (!(error instanceof InfinitioError)) throw error
    const fix = `sudo ${shellWord(process.execPath)} ${shellWord(program)} <the same options>`
    return [missing(name, { code: 'node.service_refused', detail: error.detail.replaceAll('\n', ' '), fix })]
  }
}
