import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Hex32, hex32, sha256Hex } from '@infinitio/domain'
import { AdapterError } from '@infinitio/tasks'
import type { JobStore } from '../run/jobEffects.ts'
import type { MarketSession } from './marketSession.ts'

/**
 * The files of a job in the market's store, with copies in a folder of this computer while the job runs. Never reads another path of this computer, whatever a
 * job names.
 */
export function artefactStore({ session, folder }: { readonly session: MarketSession; readonly folder: string }): JobStore {
  const known = new Set<Hex32>()
  const put = async (bytes: Uint8Array<ArrayBuffer>): Promise<Hex32> => {
    const sha256 = sha256Hex(bytes)
    if (!known.has(sha256)) await session((client) => client.uploadArtefact({ bytes, readers: 'anybody' }))
    known.add(sha256)
    return sha256
  }
  return {
    pathOf: (path) => {
      throw new AdapterError('inputInvalid', `${path} is a path; store the file and name its hash`, { field: 'files' })
    },
    async fetch(sha256) {
      const path = join(folder, sha256.slice(2))
      if (!existsSync(path)) {
        const bytes = await session((client) => client.openArtefact(sha256))
        await writeFile(`${path}.part`, bytes)
        await rename(`${path}.part`, path)
      }
      // The file was fetched from the store, so the store has it already.
      known.add(sha256)
      return path
    },
    publish: async (bytes) => void (await put(bytes)),
    put: async (bytes) => hex32((await session((client) => client.uploadArtefact({ bytes, readers: 'owner' }))).sha256),
    async keep(_, { result, extension, file }) {
      return { result: await put(result), file: { sha256: await put(file), extension, bytes: file.length } }
    },
  }
}
