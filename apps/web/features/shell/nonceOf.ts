/** The script nonce in a content security policy, or undefined. Next puts the same one on its own scripts. */
export function nonceOf(policy: string | null): string | undefined {
  return policy === null ? undefined : /'nonce-([^']+)'/.exec(policy)?.[1]
}
