import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from './waitFor.ts'

/**
 * A fault that a test injects between the machines and the bucket. `refused`: the bucket rejects the key. `gone`: the bucket does not exist. `cut`: the
 * connection breaks in the middle of each part.
 */
export type BucketFault = 'none' | 'refused' | 'gone' | 'cut'

/** An S3 server (moto, from PyPI) with one bucket, behind a proxy in the test, which can simulate faults. */
export type TestBucket = {
  /** The settings of a deployment that stores snapshots in the bucket. */
  settings: Record<string, string>
  /** The key's secret, which only the web server may have. */
  secret: string
  suffer: (fault: BucketFault) => void
  /** Returns the names of the objects in the bucket. */
  objects: () => Promise<string[]>
  /** Returns how many uploads of snapshot parts have reached the proxy since the last fault was set. */
  tries: () => number
  close: () => Promise<void>
}

/** Returns why this machine cannot run a bucket; returns null if it can. */
export function whyNoBucket(): string | null {
  try {
    execFileSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' })
    return null
  } catch {
    return 'no python3 with venv'
  }
}

/** Installs the server in a new folder and creates the bucket. Rejects if PyPI does not answer. */
export async function startBucket(): Promise<TestBucket> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-bucket-'))
  execFileSync('python3', ['-m', 'venv', folder])
  execFileSync(join(folder, 'bin/pip'), ['install', '--quiet', 'moto[server]'], { timeout: 240_000 })
  const port = await freePort()
  const moto = spawn(join(folder, 'bin/moto_server'), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const origin = `http://127.0.0.1:${port}`
  const made = () =>
    fetch(`${origin}/disks`, { method: 'PUT' }).then(
      ({ ok }) => ok,
      () => false,
    )
  await waitFor({ what: 'the bucket', within: 60, read: made, until: (ok) => ok })
  const secret = 'the-secret-of-the-bucket-of-this-test'
  const secretFile = join(folder, 'bucket.secret')
  writeFileSync(secretFile, secret, { mode: 0o600 })
  const line = await openLine(port)
  return {
    settings: {
      SNAPSHOT_S3_ENDPOINT: line.url,
      SNAPSHOT_S3_BUCKET: 'disks',
      SNAPSHOT_S3_KEY_ID: 'the-key-of-this-test',
      SNAPSHOT_S3_SECRET_FILE: secretFile,
    },
    secret,
    suffer: line.suffer,
    tries: line.tries,
    objects: async () =>
      [...(await (await fetch(`${origin}/disks?list-type=2`)).text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key ?? ''),
    close: () => close(line, moto, folder),
  }
}

type Line = { url: string; suffer: (fault: BucketFault) => void; tries: () => number; close: () => void }

async function openLine(port: number): Promise<Line> {
  let fault: BucketFault = 'none'
  let tries = 0
  const answers = {
    refused: [403, 'SignatureDoesNotMatch'],
    gone: [404, 'NoSuchBucket'],
  } as const
  const server = createServer((incoming, response) => {
    if (incoming.method === 'PUT' && fault !== 'none') tries += 1
    if (fault === 'refused' || fault === 'gone') {
      const [status, code] = answers[fault]
      incoming.resume().on('end', () => response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`))
    } else pass({ incoming, response, port, isCut: fault === 'cut' && incoming.method === 'PUT' })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    suffer: (next) => {
      fault = next
      if (next !== 'none') tries = 0
    },
    tries: () => tries,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Forwards a request completely. With `isCut`, forwards only the first bytes of its body and then breaks the connection to both sides. */
function pass({ incoming, response, port, isCut }: { incoming: IncomingMessage; response: ServerResponse; port: number; isCut: boolean }): void {
  const { method, url, headers } = incoming
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  if (!isCut) return void incoming.pipe(onward)
  incoming.once('data', (first: Buffer) => {
    onward.write(first, () => {
      onward.destroy()
      incoming.socket.destroy()
    })
  })
}

async function close(line: Line, moto: ChildProcess, folder: string): Promise<void> {
  line.close()
  const ended = new Promise((done) => moto.once('exit', done))
  moto.kill()
  await ended
  rmSync(folder, { recursive: true, force: true })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
