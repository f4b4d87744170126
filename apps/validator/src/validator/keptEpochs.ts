import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Hex32, hex32 } from '@infinitio/domain'
import { documentFromWire, documentToWire, type EpochDocument } from '@infinitio/sdk/emission'
import { writeDurably } from './writeDurably.ts'

/** The subject and epoch of a root. Signing two roots for the same pair costs half the bond, in any set. `subject` is a word or 32 bytes. */
export type SignedAt = { readonly subject: string; readonly epoch: bigint }

/** The records that a validator stores on its own disk. */
export type KeptEpochs = {
  /** Returns the root that it signed for a subject and an epoch; null without one. It signs the same root again for another set. */
  signedFor(at: SignedAt): Hex32 | null
  /** Stores on disk what it is about to sign, before the signature leaves. Throws when it signed another root. */
  noteSigned(at: SignedAt, statement: Hex32): void
  /** Returns an epoch that this validator calculated; null for others. */
  document(statement: string): EpochDocument | null
  keep(statement: Hex32, document: EpochDocument): void
}

/** Number of stored epochs. A published epoch is final or withdrawn long before. */
const keptEpochs = 24 * 30

/** Opens the folder. Throws when it cannot be made or read. */
export function openKeptEpochs(folder: string): KeptEpochs {
  const [signatures, epochs] = [join(folder, 'signed'), join(folder, 'epochs')]
  for (const it of [signatures, epochs]) mkdirSync(it, { recursive: true, mode: 0o700 })
  const fileOf = ({ subject, epoch }: SignedAt) => join(signatures, `${subject}-${epoch}`)
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)
  const signedFor: KeptEpochs['signedFor'] = (at) => {
    const text = read(fileOf(at))
    return text === null ? null : hex32(text.trim())
  }
  return {
    signedFor,
    noteSigned(at, statement) {
      const before = signedFor(at)
      if (before !== null && before !== statement) throw new Error(`another root was signed for epoch ${at.epoch}`)
      if (before === null) writeDurably(fileOf(at), statement)
    },
    document(statement) {
      const text = read(join(epochs, `${statement}.json`))
      return text === null ? null : documentFromWire(JSON.parse(text) as Parameters<typeof documentFromWire>[0])
    },
    keep(statement, document) {
      writeDurably(join(epochs, `${statement}.json`), JSON.stringify(documentToWire(document)))
      const all = readdirSync(epochs)
      if (all.length > keptEpochs) dropOldest(epochs, all)
    },
  }
}

function dropOldest(folder: string, files: readonly string[]): void {
  const epochOf = (file: string) => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { terms: { epoch: number } }).terms.epoch
  const [oldest] = files.map((file) => ({ file, epoch: epochOf(file) })).sort((one, other) => one.epoch - other.epoch)
  if (oldest !== undefined) rmSync(join(folder, oldest.file))
}
