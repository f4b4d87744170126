import type { ServiceWire } from '@infinitio/domain/wire'
import { listServices, type Transport } from '@infinitio/sdk'

const mostPages = 20

/** Returns the registered AI services, newest first: all of them, up to 2,000. */
export async function listAllServices(api: Transport): Promise<readonly ServiceWire[]> {
  const found: ServiceWire[] = []
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const { items, nextCursor } = await listServices(api, { limit: 100, ...(cursor === null ? {} : { cursor }) })
    found.push(...items)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return found
}
