import { chmod, mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { type Hex32, isHex32, type WorkloadSecrets } from '@infinitio/domain'
import { z } from 'zod'
import { ifThere } from '../disk/readOwnFile.ts'
import type { RuntimeKind } from '../runtime/runtime.ts'
import type { ActualLease } from './actualLease.ts'

/** All that is kept on disk of one lease: how far it is, what it runs in, and what its sandbox and its doors are made from. */
export type StoredLease = ActualLease & {
  runtime: RuntimeKind
  sshKeys: string[]
  environment: Record<string, string>
  startScript: string
  ports: number[]
  /** Who booked it; null in a lease that an older agent wrote down, of which there are no snapshots. */
  renter: string | null
  /** Its holder as the market stated last; null: its renter. */
  holder: string | null
  /** The last change of keys and ports that this machine took, with who signed it; null before the first. */
  access: { number: number; sshKeys: string[]; ports: number[]; signer: string } | null
  /** Registry, repository and digest; null without an image of its own. */
  imageReference: string | null
  /** What the renter signed of its secrets; null without. */
  signedSecrets: WorkloadSecrets | null
  /** The secrets as they came, sealed to this node's key; null until they are here. Never in the clear. */
  secretsBox: string | null
  /** Why it will not come, where `image` is 'failed'. */
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
  runtime: z.enum(['local', 'container']).default('local'),
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
 * Writes a lease's state so that a kill at any line leaves either the old state or the new one: to a new file (0600), flushed,
 * then renamed. Rejects when the disk refuses.
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
 * The leases of one fleet that are on disk. A directory with no readable state is handed back in `broken`: it was being made or
 * wiped when the agent was killed, nothing ran in it yet or everything was stopped, so it can go. Rejects when a state is there and cannot be
 * read: what runs in it must not be taken for half-made.
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
