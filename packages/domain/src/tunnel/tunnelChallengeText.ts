/**
 * Returns the text that a node key signs (EIP-191) to open its tunnel. It contains the gateway, the node, a nonce and the time in Unix seconds.
 * So an answer is useless for another gateway or node, or a second time.
 */
export function tunnelChallengeText({ gatewayId, nodeId, nonce, time }: { gatewayId: string; nodeId: string; nonce: string; time: number }): string {
  return ['Infinitio tunnel', `gateway: ${gatewayId}`, `node: ${nodeId}`, `nonce: ${nonce}`, `time: ${time}`].join('\n')
}
