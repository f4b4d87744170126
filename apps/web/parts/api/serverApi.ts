import 'server-only'
import { createTransport, type Transport } from '@infinitio/sdk'
import { cookies } from 'next/headers'
import { pagesEnvironment } from '#web/parts/api/pagesEnvironment.ts'

/** Returns the client with which a rendering page calls the API: over loopback, with the cookies of the visitor. */
export async function serverApi(): Promise<Transport> {
  return createTransport({ baseUrl: pagesEnvironment().INTERNAL_API_URL, headers: { cookie: (await cookies()).toString() } })
}
