/** Returns the text that a node key signs (EIP-191) to open a session for its node. */
export function nodeSessionText(args: { nodeId: string; nonce: string; audience: string; expiresAt: number }): string {
  return `Infinitio node session\nAudience: ${args.audience}\nNode: ${args.nodeId}\nNonce: ${args.nonce}\nExpires: ${args.expiresAt}`
}
