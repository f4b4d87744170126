import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

/**
 * A container registry on loopback for one test. `requests` returns the number of requests so far. `publish` adds an image archive of `podman save` and returns
 * its digest. `spoil` makes the registry answer that digest with other bytes. `hold` stops each large answer in the middle until `release`. `refuse` makes it
 * reject every request.
 */
export type TestRegistry = {
  host: string
  requests(): number
  publish(archive: string): string
  spoil(digest: string): void
  hold(): void
  release(): void
  refuse(isRefusing: boolean): void
  close(): void
}

const largeBytes = 100_000

/** Starts a registry that answers pulls by digest, from the blobs of published images. */
export async function startRegistry(): Promise<TestRegistry> {
  const blobs = new Map<string, Buffer>()
  const waiting: (() => void)[] = []
  let isHeld = false
  let isRefusing = false
  let asked = 0
  const server = http.createServer((request, response) => {
    asked += 1
    if (isRefusing) return void response.writeHead(403).end()
    if (request.url === '/v2/') return void response.end('{}')
    const [, kind, digest = ''] = /^\/v2\/[a-z]+\/(manifests|blobs)\/(sha256:[0-9a-f]{64})$/.exec(request.url ?? '') ?? []
    const blob = blobs.get(digest)
    if (blob === undefined) return void response.writeHead(404).end()
    const type = kind === 'manifests' ? 'application/vnd.oci.image.manifest.v1+json' : 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'content-length': blob.length, 'docker-content-digest': digest })
    if (request.method === 'HEAD') return void response.end()
    if (!isHeld || blob.length < largeBytes) return void response.end(blob)
    const half = Math.floor(blob.length / 2)
    response.write(blob.subarray(0, half))
    waiting.push(() => void response.end(blob.subarray(half)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const release = (): void => {
    isHeld = false
    for (const goOn of waiting.splice(0)) goOn()
  }
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => asked,
    publish: (archive) => publish(archive, blobs),
    spoil: (digest) => void blobs.set(digest, Buffer.from(blobs.get(digest)?.toString().replace('{', '{ ') ?? '')),
    hold: () => {
      isHeld = true
    },
    release,
    refuse: (refusing) => {
      isRefusing = refusing
    },
    close: () => {
      release()
      server.close()
    },
  }
}

/** Adds an image that `podman save --format oci-archive` wrote. Returns its digest. */
function publish(archive: string, blobs: Map<string, Buffer>): string {
  const folder = mkdtempSync(`${archive}-`)
  execFileSync('tar', ['-C', folder, '-xf', archive])
  const index = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8')) as { manifests: { digest: string }[] }
  const digest = index.manifests[0]?.digest ?? ''
  const take = (name: string): Buffer => {
    const bytes = readFileSync(path.join(folder, 'blobs/sha256', name.replace('sha256:', '')))
    blobs.set(name, bytes)
    return bytes
  }
  const manifest = JSON.parse(take(digest).toString()) as { config: { digest: string }; layers: { digest: string }[] }
  for (const { digest: part } of [manifest.config, ...manifest.layers]) take(part)
  rmSync(folder, { recursive: true })
  return digest
}
