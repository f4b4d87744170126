import { type ProofFault, proofFault, rowBytes } from '@infinitio/domain/proofs'
import { mostProofFileBytes, type ProofFile, proofFileWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'

/** The result of checking a GPU proof. */
export type ProofReport = {
  /** The first fault that was found, or null if every opened row is right. */
  readonly fault: ProofFault | null
  /** GPU memory that the matrix rows of the proof occupy, in MiB. */
  readonly filledMib: number
  readonly openings: number
}

/** Parses the text of a proof file. Throws `proof.file_unusable` if the file is too long or a field is wrong. */
export function readProofFile(text: string): ProofFile {
  if (text.length > mostProofFileBytes) throw refusal('proof.file_unusable', { detail: `more than ${mostProofFileBytes} characters` })
  const parsed = proofFileWire.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data as ProofFile
  const [issue] = parsed.error.issues
  throw refusal('proof.file_unusable', { detail: issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}` })
}

/** Checks a GPU proof: calculates every row that the proof opens again and compares it. Takes at most a few seconds of processor time. */
export function checkProof(file: ProofFile): ProofReport {
  return { fault: proofFault(file), filledMib: (file.commit.work.rows * rowBytes) / 2 ** 20, openings: file.openings.length }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal('proof.file_unusable', { detail: 'no JSON' })
  }
}
