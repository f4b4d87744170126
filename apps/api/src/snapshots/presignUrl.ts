import { createHash, createHmac } from 'node:crypto'

/** A bucket at an S3 endpoint, with the key that signs its requests. */
export type Bucket = { endpoint: string; bucket: string; region: string; keyId: string; secret: string }

/** A request that the holder of a signed URL may send. `headers` are part of the signature, so the holder must send exactly these headers. */
export type SignedRequest = { method: 'GET' | 'PUT' | 'DELETE'; object: string; headers?: Record<string, string>; goodForSeconds: number; now: Date }

/**
 * Returns a URL with which anybody can send one kind of request until it expires: AWS Signature
 * Version 4 in the query (docs.aws.amazon.com, "Authenticating Requests: Using Query Parameters").
 * The bucket is in the path. Pure.
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

/** Encodes as AWS does: everything except letters, digits and `-._~`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}
