import { refusal } from '@infinitio/sdk'

/** As much of what a store says of an error is read: S3 names its code in the first lines. */
const mostErrorBytes = 4_096

/**
 * Brings a part to an address that the market signed. Resolves when the store has it whole. Rejects with `snapshot.store_refused` when the store knows neither the market's key nor the bucket,
 * which trying again does not mend; with anything else when it may.
 */
export async function putSigned(url: string, bytes: Uint8Array<ArrayBuffer>, { signal }: { signal: AbortSignal }): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body: bytes, signal, redirect: 'error' })
  if (!response.ok) throw await faultOf(response, 'PUT')
  await response.body?.cancel()
}

/** Fetches a part of at most so many bytes. Rejects as `putSigned`, and with `snapshot.damaged` when the part is longer, or the bucket has none. */
export async function getSigned(url: string, { mostBytes, signal }: { mostBytes: number; signal: AbortSignal }): Promise<Uint8Array> {
  const response = await fetch(url, { signal, redirect: 'error' })
  if (!response.ok) throw await faultOf(response, 'GET')
  const { bytes, isWhole } = await readAtMost(response, mostBytes)
  if (!isWhole) throw refusal('snapshot.damaged', { detail: 'a part is too long' })
  return bytes
}

/** What an answer means that is none of success. Its words may be anybody's: the name of the error alone is taken. */
async function faultOf(response: Response, method: 'GET' | 'PUT'): Promise<Error> {
  const { status } = response
  const { bytes } = await readAtMost(response, mostErrorBytes)
  const name = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(Buffer.from(bytes).toString())?.[1] ?? ''
  const said = `the store answers ${status}${name === '' ? '' : ` ${name}`}`
  const hasNoPart = status === 404 && method === 'GET' && name !== 'NoSuchBucket'
  if (hasNoPart) return refusal('snapshot.damaged', { detail: 'a part is missing' })
  return status === 401 || status === 403 || status === 404 ? refusal('snapshot.store_refused', { detail: said }) : new Error(said)
}

async function readAtMost(response: Response, mostBytes: number): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    // Leaving the loop lets go of the connection.
    if (length > mostBytes) return { bytes: Buffer.concat(chunks).subarray(0, mostBytes), isWhole: false }
  }
  return { bytes: Buffer.concat(chunks), isWhole: true }
}
