/**
 * The text a node key signs (EIP-191) to open its tunnel. It names who asks, who answers, a number used once and the time in
 * Unix seconds, so that an answer is worth nothing to another gateway, for another node, or a second time.
 */
export function tunnelChallengeText({ gatewayId, nodeId, nonce, time }: { gatewayId: string; nodeId: string; nonce: string; time: number }): string {
  return ['Infinitio tunnel', `gateway: ${gatewayId}`, `node: ${nodeId}`, `nonce: ${nonce}`, `time: ${time}`].join('\n')
}
