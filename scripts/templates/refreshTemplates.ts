import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  isTemplateId,
  parseTemplatePins,
  pinnedImage,
  type TemplateId,
  templateOf,
  type TemplatePin,
  type TemplatePins,
  workloadTemplates,
} from '@infinitio/domain'
import { checkout } from '../start/dataFolder.ts'

/** The file with the image digests to which a release pins its templates. */
export const shippedPinsFile = join(checkout, 'apps/api/src/settings/templatePins.json')

const usage = `Usage: npm run admin -- templates refresh [--only TEMPLATE]… [--file FILE] [--mirror REGISTRY=URL]… [--image TEMPLATE=IMAGE:TAG]…

Asks each template's registry for the digest of its image and writes it, with its date, to FILE (left out: the file that a release ships).
A template whose registry does not answer keeps the digest it has. With --image, a template uses another image, such as one that you built.`

/**
 * `npm run admin -- templates refresh`: finds the newest image of each template that has one, and prints a line for each. Returns the exit code: 0 success, 1 a
 * registry did not answer, 2 usage error.
 */
export async function refreshTemplates(words: readonly string[]): Promise<number> {
  const asked = readWords(words)
  if (asked === null) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const before = existsSync(asked.file) ? parseTemplatePins(JSON.parse(readFileSync(asked.file, 'utf8'))) : {}
  const after: Record<string, TemplatePin> = { ...before }
  let failed = 0
  for (const template of workloadTemplates) {
    if (template.image === null || (asked.only.length > 0 && !asked.only.includes(template.id))) continue
    const { image, tag } = asked.images[template.id] ?? { image: template.image, tag: template.tag }
    const [registry = '', ...path] = image.split('/')
    try {
      const digest = await resolveDigest({ registry, repository: path.join('/'), tag }, asked.mirrors)
      const reference = `${image}@${digest}`
      const isNew = before[template.id]?.reference !== reference
      after[template.id] = { reference, tag, fetchedAt: `${new Date().toISOString().slice(0, 19)}Z` }
      console.log(`${template.id}: ${tag} is ${digest}${isNew ? '' : ', as before'}`)
    } catch (error) {
      failed += 1
      console.log(`${template.id}: ${reasonOf(error)}; ${template.id in before ? 'its digest stays' : 'not pinned'}`)
    }
  }
  writeWhole(asked.file, after)
  return failed === 0 ? 0 : 1
}

type Asked = { readonly only: readonly string[]; readonly file: string; readonly mirrors: RegistryHosts; readonly images: ChosenImages }
/** The images that replace those of templates, by template id. */
type ChosenImages = Readonly<Record<string, { readonly image: string; readonly tag: string }>>

function readWords(words: readonly string[]): Asked | null {
  try {
    const several = { type: 'string', multiple: true, default: [] as string[] } as const
    const options = { only: several, mirror: several, image: several, file: { type: 'string', default: shippedPinsFile } } as const
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
    const mirrors = values.mirror.map((text) => text.split('='))
    const isGood = mirrors.every(([registry = '', url = ''], at) => registry !== '' && URL.canParse(url) && mirrors[at]?.length === 2)
    const images = values.image.map(readImage)
    if (positionals.join(' ') !== 'refresh' || !isGood || !values.only.every(isTemplateId) || images.includes(null)) return null
    return {
      only: values.only,
      file: values.file,
      images: Object.fromEntries(images.flatMap((one) => (one === null ? [] : [[one.id, one]]))),
      mirrors: Object.fromEntries(mirrors.map(([registry, url = '']) => [registry, url.replace(/\/$/, '')])),
    }
  } catch {
    // For an unknown option, parseArgs throws an error, and the usage text lists the options.
    return null
  }
}

/** Reads `pytorch=localhost:5000/jupyter:here`. Returns null for a template without an image, and for a name without a registry or a tag. */
function readImage(text: string): { id: TemplateId; image: string; tag: string } | null {
  const [, id = '', image = '', tag = ''] = /^([a-z]+)=(\S+):([\w.-]+)$/.exec(text) ?? []
  const isGood = isTemplateId(id) && templateOf(id).image !== null && pinnedImage(`${image}@sha256:${'0'.repeat(64)}`) !== null
  return isGood ? { id, image, tag } : null
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}

/** A reader of the file gets the complete old or the complete new content. */
function writeWhole(file: string, pins: TemplatePins): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(pins, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** Maps a registry to the address of its API, if that is on another host, as for Docker Hub or a mirror: `docker.io` → `https://registry-1.docker.io`. */
type RegistryHosts = Readonly<Record<string, string>>

/** An image by registry, repository and tag. */
type TaggedImage = { readonly registry: string; readonly repository: string; readonly tag: string }

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
 * Fetches the manifest of an image's tag from its registry and returns the digest of the received bytes (`sha256:…`). It follows the OCI distribution
 * specification (pulling manifests) and Docker's token protocol for anonymous readers. Throws if the registry does not answer within 20 s, refuses, sends more
 * than 4 MiB, or states a digest that differs from that of the bytes.
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
