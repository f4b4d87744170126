export { answerStream } from './answerStream.ts'
export { dialTunnel, type Tunnel, type TunnelOptions } from './dialTunnel.ts'
