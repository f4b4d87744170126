import path from 'node:path'
import { rpcUrl } from '@infinitio/process'
import { refusal } from '@infinitio/sdk'
import { z } from 'zod'
import { readOwnFile } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'
import { containerIsolations } from './containerIsolation.ts'
import { imageReference } from './imageReference.ts'

/** A price a person typed: PT per GPU-hour, with at most 18 digits after the point. */
export const pricePerGpuHour = z.string().regex(/^\d{1,9}(\.\d{1,18})?$/)

/** So many days a mandate may be good for. */
export const mandateDays = z.int().min(1).max(3_650)

const port = z.int().min(1).max(65_535)

/** Everything `infinitio provide` was told about a machine. Prices in PT per GPU-hour; paths are absolute. */
export const providerSettings = z.strictObject({
  apiUrl: z.url(),
  rpcUrl,
  tunnelHost: z.string().min(1).max(253),
  tunnelPort: port,
  /** Further gateways, as `host:port` with commas between. */
  otherTunnels: z.string().default(''),
  /** Null for a machine that works under a mandate of a wallet whose key is elsewhere. */
  keyFile: z.string().startsWith('/').nullable(),
  /** For how many days the wallet lets the machine's own key sign asks; null when it does not. */
  mandateDays: mandateDays.nullable().default(null),
  /** The least price of a mandate; null: the price. */
  floorPricePerGpuHour: pricePerGpuHour.nullable().default(null),
  name: z.string().min(1).max(60),
  pricePerGpuHour,
  /** Of the first ask: renters may give leases away until they start. */
  transferable: z.boolean().default(false),
  region: z.string().min(1).max(60),
  country: z.string().min(1).max(60).nullable(),
  runtime: z.enum(['local', 'container']),
  /** What separates a lease in a container from this machine. */
  isolation: z.enum(containerIsolations).default('container'),
  image: z
    .string()
    .refine((text) => imageReference(text) !== null)
    .nullable(),
  socket: z.string().startsWith('/').nullable(),
  devices: z.array(z.string().regex(/^[a-z0-9.-]+\/[A-Za-z0-9_-]+=[A-Za-z0-9_.:-]+$/)).max(64),
})

/** The settings of one machine, whole. */
export type ProviderSettings = z.output<typeof providerSettings>

/** The settings file in a data folder. */
export const settingsFileOf = (dataDir: string): string => path.join(dataDir, 'provide.json')

/** Reads the settings of a data folder; null when there are none. Throws `node.settings_unreadable` when the file cannot be read or holds anything else. */
export async function readSettings(dataDir: string): Promise<ProviderSettings | null> {
  const file = settingsFileOf(dataDir)
  const text = await readOwnFile(file)
  if (text === null) return null
  const parsed = providerSettings.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw refusal('node.settings_unreadable', { detail: `${file}: ${parsed.error.issues.map((issue) => issue.path.join('.') || 'JSON').join(', ')}` })
}

/** Writes them whole or not at all, for their owner alone. Rejects when the disk refuses. */
export async function writeSettings(dataDir: string, settings: ProviderSettings): Promise<void> {
  await writeWhole(settingsFileOf(dataDir), `${JSON.stringify(settings, null, 2)}\n`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
