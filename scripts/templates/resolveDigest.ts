import { createHash } from 'node:crypto'

/** Registries whose API has another host, such as Docker Hub or a mirror: `docker.io` → `https://registry-1.docker.io`. */
export type RegistryHosts = Readonly<Record<string, string>>

/** An image by registry, repository and tag. */
export type TaggedImage = { readonly registry: string; readonly repository: string; readonly tag: string }

const usualHosts: RegistryHosts = { 'docker.io': 'https://registry-1.docker.io' }
const withinMs = 20_000
const mostBytes = 4 * 1_024 * 1_024
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/**
 * Requests the manifest of an image's tag from its registry and returns the digest of the received bytes (`sha256:…`). It follows the OCI
 * distribution specification (pulling manifests) and Docker's token protocol for anonymous readers. Throws if the registry does not answer within 20
 * s, refuses, sends more than 4 MiB, or states another digest than that of its bytes.
 */
export async function resolveDigest({ registry, repository, tag }: TaggedImage, hosts: RegistryHosts = {}): Promise<string> {
  const base = hosts[registry] ?? usualHosts[registry] ?? `https://${registry}`
  const url = `${base}/v2/${repository}/manifests/${tag}`
  const first = await get(url, null)
  const response = first.status === 401 ? await get(url, await anonymousToken(first, repository)) : first
  if (!response.ok) throw new Error(`${registry} answered ${response.status} for ${repository}:${tag}`)
  const digest = `sha256:${createHash('sha256')
    .update(await bytesOf(response))
    .digest('hex')}`
  const said = response.headers.get('docker-content-digest')
  if (said !== null && said !== digest) throw new Error(`${registry} calls ${repository}:${tag} ${said}, and sent ${digest}`)
  return digest
}

function get(url: string, token: string | null): Promise<Response> {
  const headers = { accept: manifestTypes, ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  return fetch(url, { headers, signal: AbortSignal.timeout(withinMs) })
}

/** Returns the token for readers without an account, from the URL in the registry's refusal. */
async function anonymousToken(refusal: Response, repository: string): Promise<string> {
  const challenge = refusal.headers.get('www-authenticate') ?? ''
  const [realm, service] = [/\brealm="([^"]+)"/i, /\bservice="([^"]+)"/i].map((part) => part.exec(challenge)?.[1])
  if (!/^bearer /i.test(challenge) || realm === undefined) throw new Error(`${new URL(refusal.url).host} wants a sign-in that is not a token`)
  const url = new URL(realm)
  if (url.protocol !== 'https:' && url.protocol !== new URL(refusal.url).protocol) throw new Error(`${realm} would send the token unencrypted`)
  if (service !== undefined) url.searchParams.set('service', service)
  url.searchParams.set('scope', `repository:${repository}:pull`)
  const response = await fetch(url, { signal: AbortSignal.timeout(withinMs) })
  if (!response.ok) throw new Error(`${url.host} answered ${response.status} when asked for a token`)
  const { token, access_token: accessToken } = JSON.parse((await bytesOf(response)).toString('utf8')) as Record<string, unknown>
  const found = token ?? accessToken
  if (typeof found !== 'string') throw new Error(`${url.host} sent no token`)
  return found
}

async function bytesOf(response: Response): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.byteLength
    if (bytes > mostBytes) throw new Error(`${new URL(response.url).host} sent more than ${mostBytes} bytes`)
    parts.push(Buffer.from(part))
  }
  return Buffer.concat(parts)
}
