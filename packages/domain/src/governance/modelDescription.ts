/** Most characters in the description of a model. */
export const mostDescription = 4_000

/** The description of a commercial model, as its owner signed it. `signedAt` in Unix seconds. */
export type ModelDescription = { readonly text: string; readonly signedAt: number }

/** The model that a description is for. `modelPayments` is the address of the contract that has the model's number. */
export type DescriptionPlace = { readonly id: number; readonly chainId: number; readonly modelPayments: string }

/**
 * Returns the message (EIP-191) with which the owner of a commercial model signs its description. It contains the chain, the contract and the number of the
 * model, so that the signature is not valid for another model.
 */
export function modelDescriptionMessage({ text, signedAt }: ModelDescription, { id, chainId, modelPayments }: DescriptionPlace): string {
  const head = [
    'Infinitio: description of a model',
    `Model: ${id}`,
    `Chain: ${chainId}`,
    `Contract: ${modelPayments.toLowerCase()}`,
    `Signed at: ${signedAt}`,
  ]
  return `${head.join('\n')}\n\n${text}`
}
