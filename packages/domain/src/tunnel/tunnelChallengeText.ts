/**
 * Returns the text that a node key signs (EIP-191) to open its tunnel. The text contains the gateway, the node, a nonce and the time in Unix seconds. So a
 * signature is useless for another gateway or node.
 */
export function tunnelChallengeText({ gatewayId, nodeId, nonce, time }: { gatewayId: string; nodeId: string; nonce: string; time: number }): string {
  return ['Infinitio tunnel', `gateway: ${gatewayId}`, `node: ${nodeId}`, `nonce: ${nonce}`, `time: ${time}`].join('\n')
}

/**
 * Returns the text that the response key of an AI service signs (EIP-191) to open its tunnel. The first line differs from that of a node's text. So a node's
 * signature opens no tunnel of a service, and a service's signature opens no tunnel of a node.
 */
export function serviceChallengeText({
  gatewayId,
  service,
  nonce,
  time,
}: {
  gatewayId: string
  service: string
  nonce: string
  time: number
}): string {
  return ['Infinitio service tunnel', `gateway: ${gatewayId}`, `service: ${service}`, `nonce: ${nonce}`, `time: ${time}`].join('\n')
}
