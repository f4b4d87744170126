/**
 * Returns the text that a node key signs (EIP-191) to open its tunnel. The text contains the gateway, the node, a nonce and the time in Unix seconds. So a
 * signature is useless for another gateway or node, and it cannot be used twice.
 */
export function tunnelChallengeText({ gatewayId, nodeId, nonce, time }: { gatewayId: string; nodeId: string; nonce: string; time: number }): string {
  return ['Infinitio tunnel', `gateway: ${gatewayId}`, `node: ${nodeId}`, `nonce: ${nonce}`, `time: ${time}`].join('\n')
}
