import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { describeFile, FileManifestError, type Hex32, hex32, type PieceLimits, pieceLimits } from '@infinitio/domain'
import { AdapterError, type JobFile } from '@infinitio/tasks/adapter'

const readBytes = 1_048_576

/**
 * Returns the name and the length of a file, as the input of a job states them. The name is the SHA-256 of the file, or that of its manifest if it is larger
 * than a piece. Reads the file once, without having it in memory. Throws AdapterError for a file that has too many pieces, or the same piece twice. `limits`
 * has the size of a piece, and only tests change it.
 */
export async function jobFile(path: string, limits: PieceLimits = pieceLimits): Promise<JobFile> {
  const pieces: Hex32[] = []
  let hash = createHash('sha256')
  let inPiece = 0
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: readBytes }) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      if (inPiece === limits.pieceBytes) {
        pieces.push(hex32(`0x${hash.digest('hex')}`))
        hash = createHash('sha256')
        inPiece = 0
      }
      const part = chunk.subarray(at, at + limits.pieceBytes - inPiece)
      hash.update(part)
      at += part.length
      inPiece += part.length
      bytes += part.length
    }
  }
  const last = hex32(`0x${hash.digest('hex')}`)
  if (pieces.length === 0) return { sha256: last, bytes }
  try {
    const { sha256 } = describeFile({ bytes, pieces: [...pieces, last] }, limits)
    return { sha256, bytes }
  } catch (error) {
    throw error instanceof FileManifestError ? new AdapterError('inputInvalid', error.message, { field: 'files' }) : error
  }
}
