import type { BoardWire } from '@infinitio/domain/wire'

/** A table of validators and epochs (hours of serving): it shows which validator has signed the payments of which epoch. */
export type SignedEpochs = {
  /** Lists the epochs that have a signature, oldest first. */
  readonly epochs: readonly number[]
  /** Returns true if the account signed any statement about the payments of this epoch. */
  readonly hasSigned: (account: string, epoch: number) => boolean
  /** Returns the number of accounts that signed a statement. */
  readonly signersOf: (statement: string) => number
}

/** Returns which accounts signed which epochs, from the signatures of the last day. Pure. */
export function signedEpochs(items: BoardWire['items']): SignedEpochs {
  const signed = new Set(items.map(({ signer, epoch }) => `${signer} ${epoch}`))
  const signers = Map.groupBy(items, ({ statement }) => statement)
  return {
    epochs: [...new Set(items.map(({ epoch }) => epoch))].sort((one, other) => one - other),
    hasSigned: (account, epoch) => signed.has(`${account} ${epoch}`),
    signersOf: (statement) => new Set(signers.get(statement)?.map(({ signer }) => signer)).size,
  }
}
