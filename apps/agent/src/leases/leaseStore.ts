import { chmod, mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { type Hex32, isHex32, type WorkloadSecrets, type RuntimeKind, runtimeKinds } from '@infinitio/domain'
import { z } from 'zod'
import { ifThere } from '../disk/ifThere.ts'
import type { GpuShare } from '../runtime/runtime.ts'
import type { ActualLease } from './actualLease.ts'

/** The stored state of one lease: which of the agent's steps are done, its runtime and image, and the settings of its sandbox and its SSH access. */
export type StoredLease = ActualLease & {
  runtime: RuntimeKind
  /** The GPUs of the lease. Null if it has all devices of the machine, as each lease of an older agent. */
  gpus: GpuShare | null
  sshKeys: string[]
  environment: Record<string, string>
  startScript: string
  ports: number[]
  /** The account that rented the lease. Null in a lease that an older agent stored; such a lease cannot have snapshots. */
  renter: string | null
  /** The lease's holder, as the market stated last; null means the renter. */
  holder: string | null
  /** The last change of keys and ports that this machine accepted, with its signer; null before the first change. */
  access: { number: number; sshKeys: string[]; ports: number[]; signer: string } | null
  /** The lease's custom image by registry, repository and digest; null for a lease in the provider's image. */
  imageReference: string | null
  /** The renter's signed commitment (salted hash) to the secrets of the lease; null for a lease without secrets. */
  signedSecrets: WorkloadSecrets | null
  /** The renter's secrets as they were received, encrypted for this node's key; null until they come. They are never stored on disk in plain text. */
  secretsBox: string | null
  /** The reason why the image failed, if `image` is 'failed'. */
  imageFault: string | null
}

const commitment = z.custom<Hex32>((value) => typeof value === 'string' && isHex32(value))

const storedLease = z.strictObject({
  leaseId: z.string().regex(/^\d{1,78}$/),
  orderHash: z.string().nullable().default(null),
  nodeId: z.string().regex(/^0x[0-9a-f]{64}$/),
  phase: z.enum(['preparing', 'prepared', 'removing']),
  startSeconds: z.int(),
  endSeconds: z.int(),
  workloadHash: z.string(),
  toldEndSeconds: z.int().nullable().default(null),
  readySignedAtSeconds: z.int().nullable(),
  script: z.union([z.enum(['none', 'waiting', 'starting']), z.strictObject({ pid: z.int(), startTicks: z.string().nullable() })]),
  sshKeys: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  startScript: z.string(),
  ports: z.array(z.int().min(1).max(65_535)).default([]),
  image: z.enum(['none', 'wanted', 'coming', 'here', 'failed']).default('none'),
  imageReference: z.string().nullable().default(null),
  imageFault: z.string().nullable().default(null),
  runtime: z.enum(runtimeKinds).default('local'),
  gpus: z
    .strictObject({ ids: z.array(z.string()), of: z.int().min(1) })
    .nullable()
    .default(null),
  renter: z.string().nullable().default(null),
  holder: z.string().nullable().default(null),
  access: z
    .strictObject({ number: z.int(), sshKeys: z.array(z.string()), ports: z.array(z.int().min(1).max(65_535)), signer: z.string() })
    .nullable()
    .default(null),
  restore: z.enum(['none', 'wanted', 'coming', 'unpacked', 'here', 'failed']).default('none'),
  still: z.boolean().default(false),
  snapshotId: z.null().default(null),
  secrets: z.enum(['none', 'wanted', 'asked', 'here']).default('none'),
  signedSecrets: z
    .strictObject({ names: z.array(z.string()), commitment })
    .nullable()
    .default(null),
  secretsBox: z.string().nullable().default(null),
})

const fileName = 'state.json'

/**
 * Writes a lease's state to a new file (0600), flushes it, then renames it. If the process is killed at any point, either the old state or the new one remains.
 * Rejects when the disk refuses.
 */
export async function saveLease(leasesDir: string, lease: StoredLease): Promise<void> {
  const directory = path.join(leasesDir, lease.leaseId)
  await mkdir(directory, { recursive: true, mode: 0o711 })
  await chmod(directory, 0o711)
  const temporary = path.join(directory, `${fileName}.new`)
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(lease))
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(temporary, path.join(directory, fileName))
}

/**
 * Loads the stored leases of one fleet. `broken` lists directories without a valid state file. The agent was killed while it made or wiped such a directory, so
 * no process runs in it and it can be deleted. Rejects when a state file exists but cannot be read, because its lease may still run.
 */
export async function loadLeases(leasesDir: string): Promise<{ leases: StoredLease[]; broken: string[] }> {
  await mkdir(leasesDir, { recursive: true, mode: 0o711 })
  await chmod(leasesDir, 0o711)
  const leases: StoredLease[] = []
  const broken: string[] = []
  for (const name of await readdir(leasesDir)) {
    const text = await ifThere(readFile(path.join(leasesDir, name, fileName), 'utf8'))
    const parsed = storedLease.safeParse(text === null ? null : parseJson(text))
    if (parsed.success && parsed.data.leaseId === name) leases.push(parsed.data)
    else broken.push(name)
  }
  return { leases, broken }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
