import type { DescriptionPlace } from './modelDescription.ts'

/** The most characters of the texts of a model's record. */
export const modelRecordLimits = { licence: 100, parent: 200 } as const

/**
 * The record of a commercial model, as its owner signed it. `weightsRoot` identifies the files of the weights (see `weightsRootOf`). The two hashes are the
 * SHA-256 of the tokenizer's file and of the chat template's text, or null for a model without them; all three are 32 bytes of lower-case hex. `parent` is the model from which this one was made; empty
 * without one. `royaltyBps` is the royalty that the owner usually asks for a grant. `signedAt` is in Unix seconds.
 */
export type ModelRecord = {
  readonly weightsRoot: string
  readonly tokenizerHash: string | null
  readonly chatTemplateHash: string | null
  readonly licence: string
  readonly parent: string
  readonly royaltyBps: number
  readonly signedAt: number
}

/**
 * Returns the message (EIP-191) with which the owner of a commercial model signs its record. It contains the chain, the contract and the number of the model,
 * so that the signature is not valid for another model.
 */
export function modelRecordMessage(record: ModelRecord, { id, chainId, modelPayments }: DescriptionPlace): string {
  return [
    'Infinitio: record of a model',
    `Model: ${id}`,
    `Chain: ${chainId}`,
    `Contract: ${modelPayments.toLowerCase()}`,
    `Weights root: ${record.weightsRoot}`,
    `Tokenizer: ${record.tokenizerHash ?? 'none'}`,
    `Chat template: ${record.chatTemplateHash ?? 'none'}`,
    `Licence: ${record.licence}`,
    `Parent: ${record.parent === '' ? 'none' : record.parent}`,
    `Royalty: ${record.royaltyBps} bps`,
    `Signed at: ${record.signedAt}`,
  ].join('\n')
}
