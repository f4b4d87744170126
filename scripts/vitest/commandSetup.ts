import { packCommand } from '../packing/packCommand.ts'
import { checkout } from '../start/dataFolder.ts'

/**
 * Packs the command-line program before the first end-to-end test starts a deployment. Otherwise each deployment that starts before it is packed would pack it
 * too, which takes about a minute of processor time beside the tests.
 */
export default async function commandSetup(): Promise<void> {
  if (process.platform === 'linux' && process.arch === 'x64') await packCommand(checkout)
}
