import type { ProofCommit, ProofOpening } from '@infinitio/domain/proofs'
import { proofCommitWire, proofOpeningWire } from '@infinitio/domain/wire'

/** An answer of the prover program. The program runs in a lease when the renter tests the leased GPU. */
export type TrialAnswer =
  | { readonly kind: 'ready'; readonly device: string }
  | { readonly kind: 'commit'; readonly commit: ProofCommit }
  | { readonly kind: 'openings'; readonly openings: readonly ProofOpening[] }
  | { readonly kind: 'problem'; readonly text: string }

const mostText = 400

/**
 * Parses one line that the prover program in a lease printed. Never throws, because the machine may send anything: for any other text, returns an answer that
 * describes the problem.
 */
export function readTrialAnswer(line: string): TrialAnswer {
  const value = jsonOf(line)
  switch (value.kind) {
    case 'ready':
      return { kind: 'ready', device: textOf(value.device) }
    case 'commit': {
      const parsed = proofCommitWire.safeParse(value.commit)
      return parsed.success ? { kind: 'commit', commit: parsed.data as ProofCommit } : other(line)
    }
    case 'openings': {
      const parsed = proofOpeningWire.array().safeParse(value.openings)
      return parsed.success ? { kind: 'openings', openings: parsed.data as ProofOpening[] } : other(line)
    }
    case 'problem':
      return { kind: 'problem', text: textOf(value.text) }
    default:
      return other(line)
  }
}

function jsonOf(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function other(line: string): TrialAnswer {
  return { kind: 'problem', text: `unexpected: ${textOf(line)}` }
}

function textOf(value: unknown): string {
  return String(value).slice(0, mostText)
}
