import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../generated/admin/client.ts'
import { CONNECT_TIMEOUT_MS, QUERY_TIMEOUT_MS } from '../client/openDb.ts'

/** Prisma Client for the simple reads and writes of the operator's commands. It returns amounts and ids as bigint. */
export type AdminClient = PrismaClient

/** Opens Prisma Client with the operator's role and one connection. It connects when it is first used. If the idle connection is lost, it calls `onError`. */
export function openAdminClient({ url, onError }: { url: string; onError: (error: Error) => void }): AdminClient {
  const pool = {
    connectionString: url,
    max: 1,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  }
  return new PrismaClient({ adapter: new PrismaPg(pool, { onPoolError: onError }) })
}
