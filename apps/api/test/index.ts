export { recordRpc, type RpcRecording } from './recordRpc.ts'
export { startTestApi, type TestApi } from './startTestApi.ts'
