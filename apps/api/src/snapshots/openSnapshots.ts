import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Environment } from '../settings/environment.ts'
import { folderStore, type Snapshots, type SnapshotStore, type StoredPart } from './snapshotStores.ts'

const gib = 2 ** 30
const daySeconds = 86_400

/**
 * Opens the store in the operator's settings, with its limits. Throws if the settings contradict
 * each other.
 */
export function openSnapshots(env: Environment): Snapshots {
  return {
    store: openStore(env),
    keptSeconds: Math.round(env.SNAPSHOT_KEPT_DAYS * daySeconds),
    mostAccountBytes: Math.floor(env.SNAPSHOT_ACCOUNT_GIB * gib),
  }
}

function openStore(env: Environment): SnapshotStore | null {
  const { SNAPSHOT_FOLDER: folder, SNAPSHOT_S3_ENDPOINT: endpoint, SNAPSHOT_S3_BUCKET: bucket } = env
  const { SNAPSHOT_S3_REGION: region, SNAPSHOT_S3_KEY_ID: keyId, SNAPSHOT_S3_SECRET_FILE: secretFile } = env
  if (folder !== undefined && endpoint !== undefined) throw new Error('SNAPSHOT_FOLDER and SNAPSHOT_S3_ENDPOINT are both set: choose one')
  if (folder !== undefined) return folderStore(folder)
  if (endpoint === undefined) return null
  if (bucket === undefined || keyId === undefined || secretFile === undefined)
    throw new Error('SNAPSHOT_S3_ENDPOINT needs SNAPSHOT_S3_BUCKET, SNAPSHOT_S3_KEY_ID and SNAPSHOT_S3_SECRET_FILE')
  return s3Store({ endpoint, bucket, region, keyId, secret: readFileSync(secretFile, 'utf8').trim() })
}

/** For how many seconds a signed URL is valid. This is enough time to start sending a part, but so short that a leaked URL soon expires. */
const goodForSeconds = 300
const removeWithinMs = 10_000
const removeAtOnce = 8

/**
 * Stores snapshots in an S3 bucket, one object for each part. Machines get a URL that allows them to upload one part of a given length, or to download one
 * part. The bucket's key stays on this server.
 */
export function s3Store(bucket: Bucket): SnapshotStore {
  const objectOf = ({ snapshotId, part }: StoredPart) => `${snapshotId}/${part}`
  const signed = (method: 'GET' | 'PUT' | 'DELETE', part: StoredPart, headers: Record<string, string> = {}) =>
    presignUrl(bucket, { method, object: objectOf(part), headers, goodForSeconds, now: new Date() })
  return {
    way: {
      kind: 'signed',
      putUrl: async ({ bytes, ...part }) => signed('PUT', part, { 'content-length': String(bytes) }),
      getUrl: async (part) => signed('GET', part),
    },
    async remove({ snapshotId, parts }) {
      const waiting = Array.from({ length: parts }, (_, index) => index + 1)
      const removeOne = async (part: number): Promise<void> => {
        const url = signed('DELETE', { snapshotId, part })
        const response = await fetch(url, { method: 'DELETE', redirect: 'error', signal: AbortSignal.timeout(removeWithinMs) })
        await response.body?.cancel()
        // Status 404 means that the part is not in the bucket, so treat it as removed.
        if (!response.ok && response.status !== 404) throw new Error(`the bucket answers ${response.status} to a removal`)
      }
      const worker = async (): Promise<void> => {
        for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) await removeOne(part)
      }
      await Promise.all(Array.from({ length: removeAtOnce }, worker))
    },
  }
}

/** A bucket at an S3 endpoint, with the key that signs its requests. */
export type Bucket = { endpoint: string; bucket: string; region: string; keyId: string; secret: string }

/** A request that anybody with a signed URL may send. `headers` are part of the signature, so the request must contain exactly these headers. */
type SignedRequest = { method: 'GET' | 'PUT' | 'DELETE'; object: string; headers?: Record<string, string>; goodForSeconds: number; now: Date }

/**
 * Returns a URL with which anybody can send one kind of request until it expires. Signs it by AWS Signature Version 4 in the query (docs.aws.amazon.com,
 * "Authenticating Requests: Using Query Parameters"). The bucket's name is in the path of the URL. Pure.
 */
export function presignUrl(
  { endpoint, bucket, region, keyId, secret }: Bucket,
  { method, object, headers = {}, goodForSeconds, now }: SignedRequest,
): string {
  const base = new URL(endpoint)
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const day = time.slice(0, 8)
  const scope = `${day}/${region}/s3/aws4_request`
  const path = `${base.pathname.replace(/\/$/, '')}/${[bucket, ...object.split('/')]
    .filter((part) => part !== '')
    .map(encoded)
    .join('/')}`
  const signed = Object.entries({ host: base.host, ...headers }).sort(([one], [other]) => (one < other ? -1 : 1))
  const names = signed.map(([name]) => name).join(';')
  const query = Object.entries({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${keyId}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(goodForSeconds),
    'X-Amz-SignedHeaders': names,
  })
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&')
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('')
  const request = [method, path, query, lines, names, 'UNSIGNED-PAYLOAD'].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(request).digest('hex')].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`)
  return `${base.origin}${path}?${query}&X-Amz-Signature=${hmac(key, toSign).toString('hex')}`
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** Encodes a text for a URL as AWS requires it: everything except letters, digits and `-._~`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}
