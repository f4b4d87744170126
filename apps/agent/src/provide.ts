import { runProvide } from './provide/runProvide.ts'

/** The program behind `infinitio provide`. The `infinitio` command itself only calls the API; this program checks and changes the machine. */
process.exitCode = await runProvide(process.argv.slice(2))
// A cancelled request may still hold a socket open, so the process exits explicitly.
if (!process.stdout.writableNeedDrain) process.exit()
