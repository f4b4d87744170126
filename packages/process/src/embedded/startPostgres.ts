import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { freePort } from './freePort.ts'
import { installPostgres, type PostgresPrograms } from './installPostgres.ts'
import { reapPidFile } from './pidFile.ts'
import { type ServerExit, startServerProcess, waitUntilServing } from './serverProcess.ts'

/** Options of the database. */
export type PostgresOptions = {
  /** Folder for this server only; created if absent. Other users must be able to enter every folder above it. */
  dataDir: string
  /** Port on 127.0.0.1. With 0, any free port is used. */
  port: number
  /** If false, Postgres does not wait for the disk: it is faster, but a crash can lose data. Only for tests. */
  durable: boolean
}

/** A running Postgres. `url` contains the superuser and the database `postgres`. `exited` settles when the server ends. */
export type EmbeddedPostgres = { url: string; port: number; pid: number; exited: Promise<ServerExit>; stop: () => Promise<void> }

const superuser = 'postgres'
const nobody = { uid: 65534, gid: 65534 }

/**
 * Starts a real Postgres on 127.0.0.1 from the npm package's programs, and resolves once it accepts connections. First ends a server that a killed run left in
 * the same folder. Creates the database cluster on first use (password login only, UTF-8); a cluster whose server was killed is recovered. If this process is
 * root, Postgres runs as user 65534. If the server cannot start, throws with the end of its log.
 */
export async function startPostgres({ dataDir, port, durable }: PostgresOptions): Promise<EmbeddedPostgres> {
  const runAs = process.getuid?.() === 0 ? nobody : null
  mkdirSync(dataDir, { recursive: true })
  if (runAs !== null) openTheWay(resolve(dataDir))
  const pidFile = join(dataDir, 'server.pid')
  await reapPidFile(pidFile, { signal: 'SIGQUIT', graceMs: 3_000 })
  const programs = installPostgres({ dataDir })
  const cluster = join(dataDir, 'cluster')
  const password = makeCluster({ dataDir, cluster, programs, runAs })
  const boundPort = port === 0 ? await freePort({ preferred: 0 }) : port
  const logFile = join(dataDir, 'server.log')
  const server = startServerProcess({
    command: programs.postgres,
    args: ['-D', cluster, ...serverSettings({ port: boundPort, durable })],
    env: serverEnv(),
    cwd: dataDir,
    logFile,
    pidFile,
    runAs,
    stopSignals: [
      { signal: 'SIGINT', graceMs: 2_000 },
      { signal: 'SIGQUIT', graceMs: 1_000 },
    ],
  })
  await waitUntilServing(server, { check: async () => acceptsConnections(cluster), withinMs: 60_000, logFile, name: 'Postgres' })
  const url = `postgres://${superuser}:${password}@127.0.0.1:${boundPort}/postgres`
  return { url, port: boundPort, pid: server.child.pid ?? 0, exited: server.exited, stop: server.stop }
}

/** Lets other users enter the server's folder, because a server that root starts runs as another user. Throws if they cannot enter a folder above it. */
function openTheWay(dataDir: string): void {
  chmodSync(dataDir, 0o711)
  for (let folder = dirname(dataDir); folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) throw new Error(`Postgres cannot run in ${dataDir}: other users may not enter ${folder}`)
  }
}

type ClusterArgs = { dataDir: string; cluster: string; programs: PostgresPrograms; runAs: { uid: number; gid: number } | null }

/** Creates the cluster if there is none, and returns the superuser's password. Deletes an incomplete cluster first. */
function makeCluster({ dataDir, cluster, programs, runAs }: ClusterArgs): string {
  const passwordFile = join(dataDir, 'superuser-password')
  if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim()
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster, { mode: 0o700 })
  const newPassword = randomBytes(24).toString('base64url')
  writeFileSync(`${passwordFile}.new`, newPassword, { mode: 0o600 })
  if (runAs !== null) for (const path of [cluster, `${passwordFile}.new`]) chownSync(path, runAs.uid, runAs.gid)
  const args = ['-D', cluster, '-U', superuser, `--pwfile=${passwordFile}.new`, '--auth=scram-sha-256', '--encoding=UTF8', '--no-sync']
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  execFileSync(programs.initdb, [...args, ...locale], { cwd: dataDir, env: serverEnv(), stdio: ['ignore', 'ignore', 'pipe'], ...(runAs ?? {}) })
  if (runAs !== null) chownSync(`${passwordFile}.new`, 0, 0)
  renameSync(`${passwordFile}.new`, passwordFile)
  return newPassword
}

function serverSettings({ port, durable }: { port: number; durable: boolean }): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    // Postgres takes this memory only as it needs it.
    shared_buffers: '256MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The size of the write-ahead log at which Postgres begins a checkpoint. Rare checkpoints write less, because each changed page is written in full once
    // after every checkpoint.
    max_wal_size: '512MB',
    wal_buffers: '16MB',
    password_encryption: 'scram-sha-256',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Postgres writes `ready` into its own pid file (`postmaster.pid`) once it accepts connections. */
function acceptsConnections(cluster: string): boolean {
  const file = join(cluster, 'postmaster.pid')
  return existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready'
}

function serverEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, NODE_ENV: 'production', TZ: 'UTC', LC_ALL: 'C' }
}
