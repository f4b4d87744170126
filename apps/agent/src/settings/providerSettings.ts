import path from 'node:path'
import { isOwnServer } from '@infinitio/adapter-inference'
import { runtimeKinds } from '@infinitio/domain'
import { rpcUrl } from '@infinitio/process'
import { refusal } from '@infinitio/sdk'
import { z } from 'zod'
import { readOwnFile } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'
import { containerIsolations } from './containerIsolation.ts'
import { imageReference } from './imageReference.ts'

/** A price as a person types it: PT per GPU-hour, with up to 18 digits after the point. */
export const pricePerGpuHour = z.string().regex(/^\d{1,9}(\.\d{1,18})?$/)

/**
 * The base URL of a model server on this computer. A URL of another computer is refused, because the prompts of strangers must not leave the machine that
 * checks them.
 */
export const modelServer = z
  .string()
  .refine(isOwnServer, { error: 'name a server of this computer, such as http://127.0.0.1:8000/v1' })
  .transform((url) => url.replace(/\/+$/, ''))

/** Allowed duration in days of a mandate, the wallet's permission for the machine's own key to sign asks. */
export const mandateDays = z.int().min(1).max(3_650)

const port = z.int().min(1).max(65_535)

/** The settings of a machine that `infinitio provide` stores. Prices are in PT per GPU-hour; paths are absolute. */
export const providerSettings = z.strictObject({
  apiUrl: z.url(),
  rpcUrl,
  tunnelHost: z.string().min(1).max(253),
  tunnelPort: port,
  /** Further gateways, as `host:port` separated by commas. */
  otherTunnels: z.string().default(''),
  /** Path of the wallet's key file. Null if the wallet's key is on another machine and this machine works under a mandate (a permission of the wallet). */
  keyFile: z.string().startsWith('/').nullable(),
  /** Number of days for which the wallet lets the machine's own key sign asks. Null if the wallet does not allow that. */
  mandateDays: mandateDays.nullable().default(null),
  /** The lowest price for which the machine's own key may sign under its mandate (the wallet's permission). Null means the price of the listing. */
  floorPricePerGpuHour: pricePerGpuHour.nullable().default(null),
  name: z.string().min(1).max(60),
  pricePerGpuHour,
  /** True if renters may transfer their leases to another account until they start. Used only in the machine's first ask (the order that lists it). */
  transferable: z.boolean().default(false),
  region: z.string().min(1).max(60),
  country: z.string().min(1).max(60).nullable(),
  runtime: z.enum(runtimeKinds),
  /** How a lease in a container is isolated from this machine. */
  isolation: z.enum(containerIsolations).default('container'),
  image: z
    .string()
    .refine((text) => imageReference(text) !== null)
    .nullable(),
  socket: z.string().startsWith('/').nullable(),
  /** The base URL of the model server for tasks that ask a model. Null: the machine takes no such tasks. */
  modelServer: modelServer.nullable().default(null),
  devices: z.array(z.string().regex(/^[a-z0-9.-]+\/[A-Za-z0-9_-]+=[A-Za-z0-9_.:-]+$/)).max(64),
})

/** The complete settings of one machine. */
export type ProviderSettings = z.output<typeof providerSettings>

/** The settings file in a data folder. */
export const settingsFileOf = (dataDir: string): string => path.join(dataDir, 'provide.json')

/** Reads the settings in a data folder; returns null if it has none. Throws `node.settings_unreadable` when the file cannot be read or is malformed. */
export async function readSettings(dataDir: string): Promise<ProviderSettings | null> {
  const file = settingsFileOf(dataDir)
  const text = await readOwnFile(file)
  if (text === null) return null
  const parsed = providerSettings.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw refusal('node.settings_unreadable', { detail: `${file}: ${parsed.error.issues.map((issue) => issue.path.join('.') || 'JSON').join(', ')}` })
}

/** Writes the settings, completely or not at all, readable only by their owner. Rejects if the file cannot be written. */
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
