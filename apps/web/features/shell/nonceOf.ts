/** Returns the script nonce in a content security policy, or undefined. Next uses the same nonce for its own scripts. */
export function nonceOf(policy: string | null): string | undefined {
  return policy === null ? undefined : /'nonce-([^']+)'/.exec(policy)?.[1]
}
