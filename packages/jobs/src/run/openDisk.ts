import { type InfinitioError, type LeaseFiles, refusal } from '@infinitio/sdk'
import { AdapterError } from '@infinitio/tasks'
import type { DiskEntry, LeaseDisk } from './leaseMarket.ts'

const plainMode = 0o644

/** Opens the home folder of a lease over its sftp session. */
export function openDisk(files: LeaseFiles): LeaseDisk {
  return {
    async find(path) {
      const facts = await files.factsIfThere(path)
      return facts === null ? null : entryOf({ ...facts, name: path.split('/').at(-1) ?? path })
    },
    async list(path) {
      if ((await files.factsIfThere(path))?.kind !== 'folder') return []
      return (await files.entries(path)).filter(({ kind }) => kind === 'file' || kind === 'folder').map(entryOf)
    },
    read: (path, mostBytes) => collect(files.read(path, { limitBytes: mostBytes + 1 }), { path, mostBytes }),
    archive: (path, mostBytes) => collect(files.archive(path, { name: path.split('/').at(-1) ?? path }), { path, mostBytes }),
    async write(path, bytes) {
      const parts = path.split('/')
      for (let depth = 1; depth < parts.length; depth++) await makeFolder(files, parts.slice(0, depth).join('/'))
      await files.write(path, piecesOf(bytes), { replace: true })
    },
    close: () => files.close(),
  }
}

async function makeFolder(files: LeaseFiles, path: string): Promise<void> {
  const facts = await files.factsIfThere(path)
  if (facts === null) await files.makeFolder(path)
  else if (facts.kind !== 'folder') throw refusal('lease.file_exists', { detail: path }) satisfies InfinitioError
}

function entryOf({ name, kind, mode, sizeBytes, changedAt }: Awaited<ReturnType<LeaseFiles['entries']>>[number]): DiskEntry {
  return { name, isFolder: kind === 'folder', mode: mode ?? plainMode, bytes: sizeBytes, changedAt: changedAt ?? 0 }
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function collect(
  parts: AsyncIterable<Uint8Array>,
  { path, mostBytes }: { readonly path: string; readonly mostBytes: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const found: Uint8Array[] = []
  let bytes = 0
  for await (const part of parts) {
    found.push(part)
    bytes += part.byteLength
    if (bytes > mostBytes) throw new AdapterError('outputTooLarge', `${path} has more than ${mostBytes} bytes`)
  }
  const all = new Uint8Array(bytes)
  let at = 0
  for (const part of found) {
    all.set(part, at)
    at += part.byteLength
  }
  return all
}
