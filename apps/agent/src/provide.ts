import { runProvide } from './provide/runProvide.ts'

/** The program behind `infinitio provide`. The `infinitio` command itself only calls the API; this program checks and changes the machine. */
process.exitCode = await runProvide(process.argv.slice(2))
// A cancelled request may still have an open socket, which would keep the process running, so exit explicitly.
if (!process.stdout.writableNeedDrain) process.exit()
