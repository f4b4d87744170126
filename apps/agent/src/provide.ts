import { runProvide } from './provide/runProvide.ts'

/** What `infinitio provide` starts: the command speaks to the API alone, so what a machine needs is looked at and done here. */
process.exitCode = await runProvide(process.argv.slice(2))
// A question that was given up may still hold a socket.
if (!process.stdout.writableNeedDrain) process.exit()
