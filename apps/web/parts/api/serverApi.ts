import 'server-only'
import { createTransport, type Transport } from '@infinitio/sdk'
import { cookies } from 'next/headers'
import { pagesEnvironment } from '#web/parts/api/pagesEnvironment.ts'

/** The API as a page reaches it while it renders: over loopback, with the cookie of the person who asked. */
export async function serverApi(): Promise<Transport> {
  return createTransport({ baseUrl: pagesEnvironment().INTERNAL_API_URL, headers: { cookie: (await cookies()).toString() } })
}
