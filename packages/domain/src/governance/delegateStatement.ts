/** Most characters of the name and of the text in a delegate's statement. */
export const statementLimits = { name: 60, text: 4_000 } as const

/** The statement of a delegate, as its account signed it. `signedAt` in Unix seconds. */
export type DelegateStatement = { readonly name: string; readonly text: string; readonly signedAt: number }

/** The account that signs a statement, and the market for which the statement is valid. `market` is the address of the Market contract. */
export type StatementPlace = { readonly account: string; readonly chainId: number; readonly market: string }

/**
 * Returns the message (EIP-191) with which an account signs its statement. It contains the chain, the market's contract and the account, so that the signature
 * is not valid on another chain, at another market of the same chain or for another account.
 */
export function statementMessage({ name, text, signedAt }: DelegateStatement, { account, chainId, market }: StatementPlace): string {
  const head = [
    'Infinitio: statement of a delegate',
    `Account: ${account.toLowerCase()}`,
    `Chain: ${chainId}`,
    `Market: ${market.toLowerCase()}`,
    `Signed at: ${signedAt}`,
    `Name: ${name}`,
  ]
  return `${head.join('\n')}\n\n${text}`
}
