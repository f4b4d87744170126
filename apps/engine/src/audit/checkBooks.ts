import { readAddresses } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import type { Db } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import { type BooksReport, compareBooks } from './compareBooks.ts'

/** The database and the chain to compare. The database role must be able to read every table, as the API's role can. */
export interface CheckBooksArgs {
  db: Db
  rpcUrl: string
  directory: Address
}

/** Runs `compareBooks` for the deployment whose Directory is at `directory`. */
export async function checkBooks({ db, rpcUrl, directory }: CheckBooksArgs): Promise<BooksReport> {
  const client = createChainClient({ rpcUrl, timeoutMs: 10_000 })
  return compareBooks({ db, client, addresses: await readAddresses(client, directory) })
}
