// `npm start`: runs the whole system on this machine until Ctrl-C. INFINITIO_DATA sets another data folder, PORT another port.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { runMarket } from './start/runMarket.ts'

const { dev } = readOptions()
// The supervisor itself also runs from a bundle, because its modules need more memory than the code in use, for as long as the market runs. So this file must
// import nothing that the supervisor imports, and it loads the bundler only here.
const programs = dev ? null : await (await import('./programs/bundlePrograms.ts')).bundlePrograms()
const supervisor: { readonly runMarket: typeof runMarket } = await (programs === null
  ? import('./start/runMarket.ts')
  : import(join(programs, 'scripts/start/runMarket.mjs')))
await supervisor.runMarket({ programs })

function readOptions() {
  try {
    return parseArgs({ options: { dev: { type: 'boolean', default: false } } }).values
  } catch (error) {
    console.error(`${(error as Error).message}\nUse: npm start [-- --dev]`)
    process.exit(2)
  }
}
