import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hex32 } from '@infinitio/domain'
import type { KnownHours } from '@infinitio/sdk/emission'
import { writeDurably } from './writeDurably.ts'

/**
 * The market's records of how long machines served in each hour, as this validator first read them. If the market changes a record later, the validator still
 * uses the first version, even after a restart. `store` writes new records to disk, and deletes those that are no longer in `hours`.
 */
export type KeptHours = { readonly hours: KnownHours; store(): void }

/** Opens the folder. Throws if it cannot be created or read. */
export function openKeptHours(folder: string): KeptHours {
  const records = join(folder, 'hours')
  mkdirSync(records, { recursive: true, mode: 0o700 })
  const stored = new Set(readdirSync(records).filter((file) => /^\d+$/.test(file)))
  const hours: KnownHours = new Map([...stored].map((file) => [BigInt(file), readRecord(join(records, file), BigInt(file))]))
  return {
    hours,
    store() {
      for (const [hour, { nodes }] of hours) {
        // Do not store an hour in which no machine served, because the market may lack the record now and get it later. An hour without machines does not
        // change any result.
        if (stored.has(`${hour}`) || nodes.length === 0) continue
        writeDurably(join(records, `${hour}`), JSON.stringify(nodes.map(({ node, seconds }) => [node, seconds])))
        stored.add(`${hour}`)
      }
      for (const file of stored) {
        if (hours.has(BigInt(file))) continue
        rmSync(join(records, file), { force: true })
        stored.delete(file)
      }
    },
  }
}

function readRecord(file: string, hour: bigint) {
  const nodes = JSON.parse(readFileSync(file, 'utf8')) as [node: string, seconds: number][]
  return { hour, nodes: nodes.map(([node, seconds]) => ({ node: hex32(node), seconds })) }
}
