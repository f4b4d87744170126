import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Hex32, hex32 } from '@infinitio/domain'
import { documentFromWire, documentToWire, type EpochDocument } from '@infinitio/sdk/emission'
import { writeDurably } from './writeDurably.ts'

/**
 * Identifies one kind of signed Merkle root in one hour: `subject` names the kind of data under the root (a name, or 32 bytes in hex), and `epoch` is the hour.
 * A validator that signs two different roots for the same subject and epoch loses half its bond.
 */
export type SignedAt = { readonly subject: string; readonly epoch: bigint }

/** The Merkle roots that a validator signed and the emission epochs that it calculated, stored on its own disk. */
export type KeptEpochs = {
  /**
   * Returns the root that this validator signed for a subject and an epoch, or null if there is none. The validator may sign this root again for another
   * validator set, but it may sign no other root.
   */
  signedFor(at: SignedAt): Hex32 | null
  /** Stores on disk that the validator is about to sign this root. Call it before the signature is sent. Throws if it has already signed a different root. */
  noteSigned(at: SignedAt, statement: Hex32): void
  /** Returns the document of the emission epoch with this statement, if this validator calculated it, otherwise null. */
  document(statement: string): EpochDocument | null
  keep(statement: Hex32, document: EpochDocument): void
}

/** The number of emission epochs that are stored. An older epoch is final or withdrawn, so it is not needed any longer. */
const keptEpochs = 24 * 30
/**
 * Milliseconds for which a signed root is stored. A validator signs only roots of the last day. The age is that of the file, because the time that a chain node
 * reports cannot be trusted.
 */
const keptSignaturesMs = 30 * 86_400_000
const pruneEveryMs = 86_400_000

/** Opens the folder in which a validator stores its signed roots and epochs. Throws if it cannot be created or read. */
export function openKeptEpochs(folder: string): KeptEpochs {
  const [signatures, epochs] = [join(folder, 'signed'), join(folder, 'epochs')]
  for (const it of [signatures, epochs]) mkdirSync(it, { recursive: true, mode: 0o700 })
  const fileOf = ({ subject, epoch }: SignedAt) => join(signatures, `${subject}-${epoch}`)
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)
  let prunedAtMs = 0
  const pruneSignatures = () => {
    if (Date.now() < prunedAtMs + pruneEveryMs) return
    prunedAtMs = Date.now()
    for (const file of readdirSync(signatures).map((name) => join(signatures, name)))
      if (statSync(file).mtimeMs < Date.now() - keptSignaturesMs) rmSync(file)
  }
  const signedFor: KeptEpochs['signedFor'] = (at) => {
    const text = read(fileOf(at))
    return text === null ? null : hex32(text.trim())
  }
  return {
    signedFor,
    noteSigned(at, statement) {
      const before = signedFor(at)
      if (before !== null && before !== statement) throw new Error(`another root was signed for epoch ${at.epoch}`)
      if (before !== null) return
      writeDurably(fileOf(at), statement)
      pruneSignatures()
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
