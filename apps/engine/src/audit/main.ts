import { openDb } from '@infinitio/db'
import { address } from '@infinitio/domain'
import { readEnv, rpcUrl } from '@infinitio/process'
import { z } from 'zod'
import { checkBooks } from './checkBooks.ts'

/** Prints each difference between journal, order book, database rows and chain on one line. Exits with 1 if there is any. */
const env = readEnv(z.object({ DATABASE_URL: z.url(), RPC_URL: rpcUrl, DIRECTORY_ADDRESS: z.string() }))
const db = openDb({ url: env.DATABASE_URL, max: 1, onError: (error) => process.stderr.write(`${error.message}\n`) })
const report = await checkBooks({ db, rpcUrl: env.RPC_URL, directory: address(env.DIRECTORY_ADDRESS.toLowerCase()) })
for (const finding of report.findings) process.stdout.write(`${finding}\n`)
const { seq, accounts, leases, onItsWay, findings } = report
process.stdout.write(
  `journal ${seq}, accounts ${accounts}, leases ${leases}, on its way: ${onItsWay.join(', ') || 'nothing'}, ${findings.length} findings\n`,
)
await db.close()
process.exitCode = findings.length === 0 ? 0 : 1
