import { readAddresses } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import type { Db } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import { type BooksReport, compareBooks } from './compareBooks.ts'

/** Which database (any role that reads it all, such as the API's) and which chain to compare. */
export interface CheckBooksArgs {
  db: Db
  rpcUrl: string
  directory: Address
}

/** As `compareBooks`, of the deployment that the Directory at `directory` names. */
export async function checkBooks({ db, rpcUrl, directory }: CheckBooksArgs): Promise<BooksReport> {
  const client = createChainClient({ rpcUrl, timeoutMs: 10_000 })
  return compareBooks({ db, client, addresses: await readAddresses(client, directory) })
}
