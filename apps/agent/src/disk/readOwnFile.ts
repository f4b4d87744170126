import { readFile } from 'node:fs/promises'
import { refusal } from '@infinitio/sdk'
import type { z } from 'zod'
import { ifThere } from './ifThere.ts'

/**
 * Reads a text file of the agent's data folder; returns null if the file does not exist. Throws `node.settings_unreadable` with the file and the reason when it
 * cannot be read.
 */
export async function readOwnFile(file: string): Promise<string | null> {
  return await ifThere(readFile(file, 'utf8')).catch((error: NodeJS.ErrnoException) => {
    throw refusal('node.settings_unreadable', { detail: `${file}: ${error.code}` })
  })
}

/**
 * Reads a JSON file of the agent's data folder. Returns null if the file does not exist, and for a file with other content than the schema describes. Throws
 * `node.settings_unreadable` when it cannot be read.
 */
export async function readOwnJson<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.output<Schema> | null> {
  const text = await readOwnFile(file)
  if (text === null) return null
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
