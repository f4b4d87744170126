export { answerStream } from './answerStream.ts'
export { dialTunnel, type Tunnel, type TunnelOptions } from './dialTunnel.ts'
export { type Challenge, parties, type Party, type TunnelLogger } from './parties.ts'
